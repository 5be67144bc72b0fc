package import FoundationEssentials

/// A JSON value (RFC 8259) with exact numbers and members in their order.
package enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// Exact: no binary floating point comes near a price.
    case number(Decimal)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name and its value in an object.
    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }
}

extension JSON {
    /// A text, or `null`.
    package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
    package init(_ number: Int) { self = .number(Decimal(number)) }
    package init(_ number: Int?) { self = number.map { .number(Decimal($0)) } ?? .null }
    package init(_ number: Decimal?) { self = number.map { .number($0) } ?? .null }
    package init(_ flag: Bool) { self = .bool(flag) }

    /// The value of a member, or `nil` when this is no object or has no such member.
    package subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The value at a place of an array, or `nil` when this is no array or is shorter.
    package subscript(_ index: Int) -> JSON? {
        guard case .array(let items) = self, items.indices.contains(index) else { return nil }
        return items[index]
    }

    /// The text of a string, or `nil` for anything else.
    package var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The items of an array, or `nil` for anything else.
    package var arrayValue: [JSON]? {
        if case .array(let items) = self { items } else { nil }
    }

    /// What kind of value this is, in a word for messages.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .number(Decimal(value)) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// Keeps the order in which the members are written.
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}
