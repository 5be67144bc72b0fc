/// Header or trailer fields in the order they came; names are compared without case (RFC 9110 §5.1).
///
/// What is set here can be sent as it is: a value never holds CR, LF, NUL or another control character, so no response can
/// be split.
package struct HeaderFields: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    package private(set) var fields: [Field] = []

    package init() {}

    package init(_ pairs: [(String, String)]) {
        for (name, value) in pairs { add(name, value) }
    }

    /// The first value under a name.
    package subscript(first name: String) -> String? {
        fields.first { Self.equal($0.name, name) }?.value
    }

    /// Every value under a name, in order.
    package func all(_ name: String) -> [String] {
        fields.filter { Self.equal($0.name, name) }.map(\.value)
    }

    package func contains(_ name: String) -> Bool { self[first: name] != nil }

    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: Self.clean(value)))
    }

    /// Replaces every value under the name.
    package mutating func set(_ name: String, _ value: String) {
        remove(name)
        add(name, value)
    }

    package mutating func remove(_ name: String) {
        fields.removeAll { Self.equal($0.name, name) }
    }

    /// A field that the parser has checked already.
    mutating func append(parsed name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    private static func equal(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).allSatisfy { $0 == $1 || ASCII.lowercased($0) == ASCII.lowercased($1) }
    }

    /// Control characters but the tab become blanks (RFC 9110 §5.5).
    private static func clean(_ value: String) -> String {
        guard value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else { return value }
        return String(decoding: value.utf8.map { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }
}

/// Questions about single octets.
enum ASCII {
    static func lowercased(_ octet: UInt8) -> UInt8 { octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet }

    static func isDigit(_ octet: UInt8) -> Bool { octet >= 0x30 && octet <= 0x39 }

    static func isAlpha(_ octet: UInt8) -> Bool { (octet | 0x20) >= 0x61 && (octet | 0x20) <= 0x7A }

    static func hexValue(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39: octet - 0x30
        case 0x41...0x46: octet - 0x41 + 10
        case 0x61...0x66: octet - 0x61 + 10
        default: nil
        }
    }

    /// tchar of RFC 9110 §5.6.2.
    static func isToken(_ octet: UInt8) -> Bool { tokens[Int(octet)] }

    private static let tokens: [Bool] = (0..<256).map { value in
        let octet = UInt8(value)
        return isAlpha(octet) || isDigit(octet) || Array("!#$%&'*+-.^_`|~".utf8).contains(octet)
    }

    /// field-vchar, blank and tab of RFC 9110 §5.5.
    static func isFieldContent(_ octet: UInt8) -> Bool { (octet >= 0x20 && octet != 0x7F) || octet == 0x09 }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }
}
