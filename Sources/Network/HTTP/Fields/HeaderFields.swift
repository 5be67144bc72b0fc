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
        fields.first { ASCII.equal($0.name, name) }?.value
    }

    /// Every value under a name, in order.
    package func all(_ name: String) -> [String] {
        fields.filter { ASCII.equal($0.name, name) }.map(\.value)
    }

    package func contains(_ name: String) -> Bool { self[first: name] != nil }

    /// Adds a value. A name that is no token is left out with its value: it could not be sent as a field (RFC 9110 §5.1).
    package mutating func add(_ name: String, _ value: String) {
        guard !name.isEmpty, name.utf8.allSatisfy(ASCII.isToken) else { return }
        fields.append(Field(name: name, value: Self.clean(value)))
    }

    /// Replaces every value under the name.
    package mutating func set(_ name: String, _ value: String) {
        remove(name)
        add(name, value)
    }

    package mutating func remove(_ name: String) {
        fields.removeAll { ASCII.equal($0.name, name) }
    }

    /// A field that the parser has checked already.
    mutating func append(parsed name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// Control characters but the tab become blanks (RFC 9110 §5.5).
    private static func clean(_ value: String) -> String {
        guard value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else { return value }
        return String(decoding: value.utf8.map { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }
}
