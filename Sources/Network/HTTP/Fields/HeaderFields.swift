/// Header or trailer fields in the order they came; names are compared without case (RFC 9110 §5.1).
///
/// Kept as the lines they are on the wire, in one piece of memory: most of the fields of a request are never asked for, and
/// those of an answer are only copied. A text is made when one is looked up.
///
/// What is set here can be sent as it is: a value never holds CR, LF, NUL or another control character, so no response can
/// be split.
package struct HeaderFields: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    /// Lines of `name: value CR LF`; what came from a client may have other blanks around the value.
    private(set) var lines: [UInt8] = []
    package private(set) var count = 0
    /// Whether a name was set here that the server sets itself in every answer.
    private var mayHoldServersOwn = false

    package init() {}

    package init(_ pairs: [(String, String)]) {
        for (name, value) in pairs { add(name, value) }
    }

    /// Lines that the parser has checked.
    init(parsed lines: [UInt8], count: Int) {
        self.lines = lines
        self.count = count
    }

    package var isEmpty: Bool { count == 0 }

    package var fields: [Field] {
        var fields: [Field] = []
        forEach { name, value in fields.append(Field(name: Self.text(name), value: Self.text(value))) }
        return fields
    }

    /// The first value under a name.
    package subscript(first name: String) -> String? {
        var start = 0
        guard let value = nextValue(of: name, from: &start) else { return nil }
        return Self.text(lines[value])
    }

    /// Every value under a name, in order.
    package func all(_ name: String) -> [String] {
        var values: [String] = []
        var start = 0
        while let value = nextValue(of: name, from: &start) { values.append(Self.text(lines[value])) }
        return values
    }

    package func contains(_ name: String) -> Bool {
        var start = 0
        return nextValue(of: name, from: &start) != nil
    }

    /// Adds a value. A name that is no token is left out with its value: it could not be sent as a field (RFC 9110 §5.1).
    package mutating func add(_ name: String, _ value: String) {
        guard !name.isEmpty, name.utf8.allSatisfy(ASCII.isToken) else { return }
        if lines.isEmpty { lines.reserveCapacity(128) }
        mayHoldServersOwn = mayHoldServersOwn || Self.isServersOwn(name)
        lines += name.utf8
        lines.append(UInt8(ascii: ":"))
        lines.append(UInt8(ascii: " "))
        let start = lines.count
        lines += value.utf8
        // Control characters but the tab become blanks (RFC 9110 §5.5).
        for index in start..<lines.count where !ASCII.isFieldContent(lines[index]) { lines[index] = 0x20 }
        lines.append(0x0D)
        lines.append(0x0A)
        count += 1
    }

    /// Replaces every value under the name.
    package mutating func set(_ name: String, _ value: String) {
        remove(name)
        add(name, value)
    }

    package mutating func remove(_ name: String) {
        guard contains(name) else { return }
        var kept = HeaderFields()
        forEach { other, value in
            if !ASCII.equal(Self.text(other), name) { kept.add(Self.text(other), Self.text(value)) }
        }
        self = kept
    }

    /// The place of the next value under `name` at or after `start`, which is moved behind its line.
    private func nextValue(of name: String, from start: inout Int) -> Range<Int>? {
        let lines = lines.span
        while start < lines.count {
            var index = start
            var isSame = true
            for octet in name.utf8 {
                guard index < lines.count, ASCII.lowercased(lines[index]) == ASCII.lowercased(octet) else {
                    isSame = false
                    break
                }
                index += 1
            }
            isSame = isSame && index < lines.count && lines[index] == UInt8(ascii: ":")
            while lines[index] != 0x0A { index += 1 }
            let line = start..<(index - 1)
            start = index + 1
            if isSame { return ASCII.trimmed(lines, (line.lowerBound + name.utf8.count + 1)..<line.upperBound) }
        }
        return nil
    }

    private func forEach(_ body: (_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Void) {
        var start = 0
        while start < lines.count {
            var index = start
            while lines[index] != UInt8(ascii: ":") { index += 1 }
            let colon = index
            while lines[index] != 0x0A { index += 1 }
            body(lines[start..<colon], lines[ASCII.trimmed(lines.span, (colon + 1)..<(index - 1))])
            start = index + 1
        }
    }

    private static func text(_ octets: ArraySlice<UInt8>) -> String { String(decoding: octets, as: UTF8.self) }
}

extension HeaderFields {
    /// The names that the server sets itself in every answer, and so leaves out of what handlers say.
    private static let serversOwn = ["Content-Length", "Transfer-Encoding", "Connection", "Date"]

    /// Most names differ in length already.
    private static func isServersOwn(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4, 10, 14, 17: serversOwn.contains { ASCII.equal($0, name) }
        default: false
        }
    }

    /// Appends the lines but for those of the server's own names.
    func appendLines(to bytes: inout [UInt8]) {
        if mayHoldServersOwn {
            var others = self
            for name in Self.serversOwn { others.remove(name) }
            bytes += others.lines
        } else {
            bytes += lines
        }
    }
}
