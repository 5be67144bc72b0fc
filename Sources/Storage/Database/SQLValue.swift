package import FoundationEssentials

/// A value bound to a numbered parameter (`?1`, `?2`, …) of a statement.
///
/// The five cases are the storage classes both engines share. Everything else is written as one of them: an instant as
/// INTEGER milliseconds since 1970, an exact number as TEXT, a truth value as 0 or 1.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension SQLValue {
    package init(_ value: String) { self = .text(value) }
    package init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    package init(_ value: Int) { self = .integer(Int64(value)) }
    package init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    package init(_ value: Int64) { self = .integer(value) }
    package init(_ value: Bool) { self = .integer(value ? 1 : 0) }
    package init(_ value: [UInt8]) { self = .blob(value) }
    package init(_ value: [UInt8]?) { self = value.map { .blob($0) } ?? .null }

    /// INTEGER milliseconds since 1970, rounded to the nearest.
    package init(_ value: Date) { self = .integer(Self.milliseconds(of: value)) }

    /// INTEGER milliseconds since 1970, or NULL.
    package init(_ value: Date?) { self = value.map { .integer(Self.milliseconds(of: $0)) } ?? .null }

    /// TEXT with every digit, so that what is read back is the same number.
    package init(_ value: Decimal) { self = .text(value.description) }

    /// TEXT with every digit, or NULL.
    package init(_ value: Decimal?) { self = value.map { .text($0.description) } ?? .null }

    /// The instant as whole milliseconds; instants that no 64-bit count can hold become its bounds.
    private static func milliseconds(of date: Date) -> Int64 {
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        if let exact = Int64(exactly: milliseconds) { return exact }
        return milliseconds < 0 ? .min : .max
    }
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(booleanLiteral value: Bool) { self = .integer(value ? 1 : 0) }
}
