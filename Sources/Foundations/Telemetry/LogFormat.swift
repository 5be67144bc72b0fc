import Logging

/// How one log line looks. Whatever a value holds, it stays one line: nobody can forge a second.
package enum LogFormat: String, Sendable {
    /// `time=… level=info msg="…" key=value`
    case logfmt
    /// One JSON object a line.
    case json

    /// The line for these parts; metadata is sorted by key.
    func line(time: String, level: String, label: String, message: String, metadata: Logger.Metadata) -> String {
        let head = [("time", time), ("level", level), ("logger", label), ("message", message)]
        let sorted = metadata.sorted { $0.key < $1.key }
        switch self {
        case .logfmt:
            let values = head + sorted.map { ($0.key, Self.flat($0.value)) }
            return values.map { "\(Self.bareKey($0.0))=\(Self.quotedIfNeeded($0.1))" }.joined(separator: " ")
        case .json:
            var parts = head.map { "\"\($0.0)\":\(Self.quoted($0.1))" }
            for (key, value) in sorted {
                let name = head.contains { $0.0 == key } ? "_" + key : key
                parts.append("\(Self.quoted(name)):\(Self.json(value))")
            }
            return "{\(parts.joined(separator: ","))}"
        }
    }

    private static func flat(_ value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text): text
        case .stringConvertible(let convertible): convertible.description
        case .array(let items): items.map { flat($0) }.joined(separator: ",")
        case .dictionary(let inner): inner.sorted { $0.key < $1.key }.map { "\($0.key):\(flat($0.value))" }.joined(separator: ",")
        }
    }

    private static func json(_ value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text):
            return quoted(text)
        case .stringConvertible(let convertible):
            if let number = convertible as? Int { return String(number) }
            if let flag = convertible as? Bool { return String(flag) }
            return quoted(convertible.description)
        case .array(let items):
            return "[\(items.map { json($0) }.joined(separator: ","))]"
        case .dictionary(let inner):
            return "{\(inner.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(json($0.value))" }.joined(separator: ","))}"
        }
    }

    private static func bareKey(_ key: String) -> String {
        String(key.map { $0 == " " || $0 == "=" || $0 == "\"" || $0.isNewline ? "_" : $0 })
    }

    static func quotedIfNeeded(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3d && $0 != 0x5c && $0 != 0x7f }
        return isPlain ? text : quoted(text)
    }

    /// A JSON string (RFC 8259 §7), with every control character escaped.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            // Line and paragraph separators, and C1 controls, break lines or drive terminals in some readers.
            case _
            where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
