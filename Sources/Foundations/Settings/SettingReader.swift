/// Turns texts into typed values and collects what is wrong; a wrong value reads as its default, so that one run finds all.
struct SettingReader {
    let sources: [SettingSource]
    var problems: [String]

    /// One line: the key, the value (unless secret), what is wrong, where it stands and what would work.
    mutating func complain(_ key: SettingKey, _ value: String, _ problem: String) {
        let shown = key.isSecret ? "(hidden)" : "\"\(value)\""
        let origin = sources.first { $0.value(of: key) != nil }.map { " (from \($0.origin(of: key)))" } ?? ""
        problems.append("\(key.name): \(shown) \(problem)\(origin); write for example \(key.example)")
    }

    mutating func text(_ key: SettingKey) -> String {
        switch sources.lazy.compactMap({ $0.value(of: key) }).first {
        case nil: return key.fallback
        case .one(let text): return Self.trimmed(text)
        case .several(let texts):
            complain(key, texts.joined(separator: ","), "is a list, not one value")
            return key.fallback
        }
    }

    mutating func optional(_ key: SettingKey) -> String? {
        let text = text(key)
        return text.isEmpty ? nil : text
    }

    mutating func flag(_ key: SettingKey) -> Bool {
        let value = text(key)
        switch value {
        case "true": return true
        case "false": return false
        default:
            complain(key, value, "is neither true nor false")
            return key.fallback == "true"
        }
    }

    mutating func number(_ key: SettingKey) -> Int {
        let value = text(key)
        guard case .number(let range) = key.form else { return 0 }
        let isPlain = !value.isEmpty && value.utf8.count <= 18 && value.utf8.allSatisfy { (48...57).contains($0) }
        if isPlain, let number = Int(value), range.contains(number) { return number }
        complain(key, value, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        return Int(key.fallback) ?? range.lowerBound
    }

    mutating func choice(_ key: SettingKey) -> String {
        let value = text(key)
        guard case .choice(let choices) = key.form else { return value }
        if choices.contains(value) { return value }
        complain(key, value, "is none of \(choices.joined(separator: ", "))")
        return key.fallback
    }

    mutating func list<T>(_ key: SettingKey, _ parse: (String) -> T?) -> [T] {
        let texts: [String] =
            switch sources.lazy.compactMap({ $0.value(of: key) }).first {
            case nil: Self.split(key.fallback)
            case .one(let text): Self.split(text)
            case .several(let texts): texts.map { Self.trimmed($0) }
            }
        var values: [T] = []
        for text in texts {
            if let value = parse(text) {
                values.append(value)
            } else {
                complain(key, text, "cannot be used. \(key.summary)")
            }
        }
        return values
    }

    mutating func url(_ key: SettingKey, schemes: [String]) -> String? {
        guard let value = optional(key) else { return nil }
        let parts = value.split(separator: ":", maxSplits: 1)
        let isPlain = value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } && !value.contains("?") && !value.contains("#")
        guard parts.count == 2, schemes.contains(String(parts[0])), parts[1].hasPrefix("//"), isPlain,
            !Self.host(of: value).isEmpty
        else {
            complain(key, value, "is no URL of the form \(schemes[0])://host or \(schemes[1])://host")
            return nil
        }
        return value
    }

    mutating func host(_ key: SettingKey) -> String? {
        guard let value = optional(key) else { return nil }
        let isHost = value.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46
        }
        if isHost { return value }
        complain(key, value, "is no host name")
        return nil
    }

    /// `1000.00 USD`.
    mutating func amount(_ key: SettingKey) -> Settings.Amount? {
        guard let value = optional(key) else { return nil }
        let parts = value.split(separator: " ").map(String.init)
        let digits = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        let isNumber =
            (1...2).contains(digits.count)
            && digits.allSatisfy { (1...15).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }
        if parts.count == 2, isNumber, parts[1].utf8.count == 3, parts[1].utf8.allSatisfy({ (65...90).contains($0) }) {
            return Settings.Amount(figures: parts[0], currency: parts[1])
        }
        complain(key, value, "is no amount with its currency, such as 1000.00 USD")
        return nil
    }

    mutating func database(_ key: SettingKey) -> Settings.DatabaseLocation {
        let value = text(key)
        let path = value.dropFirst("sqlite:".count)
        if value.hasPrefix("sqlite:"), !path.isEmpty { return .sqlite(path: String(path)) }
        complain(key, value, "is not sqlite: followed by a path")
        return .sqlite(path: "./var/portico.db")
    }

    /// The host of a URL, without user, port and brackets.
    static func host(of url: String) -> String {
        guard let slashes = url.firstIndex(of: "/") else { return "" }
        let rest = url[slashes...].drop { $0 == "/" }
        let authority = rest.prefix { $0 != "/" }
        let place = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        if place.hasPrefix("[") { return String(place.dropFirst().prefix { $0 != "]" }) }
        return String(place.prefix { $0 != ":" })
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: ",").map { trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
