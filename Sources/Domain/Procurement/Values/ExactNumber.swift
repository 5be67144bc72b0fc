package import FoundationEssentials

/// Exact decimal numbers as people and partners write them: digits, an optional sign and a point, nothing else.
///
/// Binary floating point is used nowhere; a comma, a blank or an exponent is refused rather than guessed.
package enum ExactNumber {
    /// Reads `12`, `-3.50` or `.34`; `nil` for anything else, and for more than 30 digits.
    package static func parse(_ text: String) -> Decimal? {
        var digits = 0
        var points = 0
        // Few numbers have more than 18 digits; for the others this is many times faster than `Decimal(string:)`.
        var coefficient: Int64 = 0
        var fraction = 0
        for (index, octet) in text.utf8.enumerated() {
            switch octet {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if digits <= 18 { coefficient = coefficient * 10 + Int64(octet - UInt8(ascii: "0")) }
                if points > 0 { fraction += 1 }
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"): if index != 0 { return nil }
            default: return nil
            }
        }
        guard (1...30).contains(digits), points <= 1 else { return nil }
        guard digits <= 18 else { return Decimal(string: text) }
        while fraction > 0, coefficient % 10 == 0 {
            coefficient /= 10
            fraction -= 1
        }
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        if fraction == 0 || coefficient == 0 { return Decimal(isNegative ? -coefficient : coefficient) }
        return Decimal(sign: isNegative ? .minus : .plus, exponent: -fraction, significand: Decimal(coefficient))
    }

    /// `value` × 10^`digits` as an integer, halves away from zero; `nil` when it does not fit 63 bits.
    package static func scaled(_ value: Decimal, digits: Int) -> Int64? {
        if let scaled = ExactDigits(value)?.scaled(digits: digits) { return scaled }
        guard value.isFinite else { return nil }
        var scaled = value
        for _ in 0..<digits { scaled *= 10 }
        let text = scaled.description
        var whole: Int64 = 0
        var roundUp = false
        var seenPoint = false
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "-"): continue
            case UInt8(ascii: "."): seenPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int64(octet - UInt8(ascii: "0"))
                if seenPoint {
                    roundUp = digit >= 5
                    return signed(whole, roundUp: roundUp, negative: value < 0)
                }
                let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(digit)
                if overflow || carry { return nil }
                whole = sum
            default: return nil
            }
        }
        return signed(whole, roundUp: roundUp, negative: value < 0)
    }

    private static func signed(_ whole: Int64, roundUp: Bool, negative: Bool) -> Int64? {
        let (rounded, overflow) = whole.addingReportingOverflow(roundUp ? 1 : 0)
        if overflow { return nil }
        return negative ? -rounded : rounded
    }

    /// `quantity` × `price` ÷ `basis` × 10^`digits` as an integer, halves away from zero; `nil` when it does not fit 63 bits.
    static func scaledProduct(_ quantity: Decimal, _ price: Decimal, per basis: Decimal, digits: Int) -> Int64? {
        if let basis = ExactDigits(basis), basis.isOne, let quantity = ExactDigits(quantity), let price = ExactDigits(price),
            let scaled = quantity.multiplied(by: price)?.scaled(digits: digits)
        {
            return scaled
        }
        return scaled(basis == 1 ? quantity * price : quantity * price / basis, digits: digits)
    }

    /// The plain text of a number without trailing zeros: `1.5`, `1505`.
    package static func text(_ value: Decimal) -> String { ExactDigits(value)?.text ?? value.description }
}
