package import FoundationEssentials

/// One row while it is being read; columns are counted from 0.
///
/// A row is valid only inside the closure it is given to: take values out, never keep the row. The functions that throw
/// refuse NULL and a value of another kind. The `optional…` functions answer `nil` for NULL; a value of another kind makes
/// the statement that gave the row throw after the closure returns, so that wrong data never passes as missing data.
package protocol SQLRow {
    func isNull(_ column: Int) -> Bool
    func text(_ column: Int) throws -> String
    func optionalText(_ column: Int) -> String?
    func integer(_ column: Int) throws -> Int
    func optionalInteger(_ column: Int) -> Int?
    /// An INTEGER other than 0.
    func bool(_ column: Int) throws -> Bool
    /// INTEGER milliseconds since 1970.
    func date(_ column: Int) throws -> Date
    func optionalDate(_ column: Int) -> Date?
    /// TEXT holding a plain decimal number, or an INTEGER.
    func decimal(_ column: Int) throws -> Decimal
    func optionalDecimal(_ column: Int) -> Decimal?
    func blob(_ column: Int) throws -> [UInt8]
    func optionalBlob(_ column: Int) -> [UInt8]?
}

/// Reads the exact numbers that `SQLValue` writes.
package enum DecimalText {
    /// The number that `text` spells as `-?digits(.digits)?`, or `nil` for anything else.
    ///
    /// `Decimal(string:)` alone takes the longest prefix it understands and rounds beyond 38 digits, both silently.
    package static func decimal(_ text: String) -> Decimal? {
        var digits = 0
        var seenPoint = false
        var lastWasDigit = false
        // Few numbers have more than 18 digits; for the others this is many times faster than `Decimal(string:)`.
        var coefficient: Int64 = 0
        var fraction = 0
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                lastWasDigit = true
                if digits <= 18 { coefficient = coefficient * 10 + Int64(byte - UInt8(ascii: "0")) }
                if seenPoint { fraction += 1 }
            case UInt8(ascii: "-") where index == 0:
                lastWasDigit = false
            case UInt8(ascii: ".") where lastWasDigit && !seenPoint:
                seenPoint = true
                lastWasDigit = false
            default:
                return nil
            }
        }
        guard lastWasDigit, digits <= 38 else { return nil }
        guard digits <= 18 else { return Decimal(string: text) }
        while fraction > 0, coefficient % 10 == 0 {
            coefficient /= 10
            fraction -= 1
        }
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        if fraction == 0 || coefficient == 0 { return Decimal(isNegative ? -coefficient : coefficient) }
        return Decimal(sign: isNegative ? .minus : .plus, exponent: -fraction, significand: Decimal(coefficient))
    }
}
