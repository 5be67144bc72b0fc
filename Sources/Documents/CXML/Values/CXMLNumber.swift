import FoundationEssentials
import Numbers

/// Reads and writes decimal numbers by their digits, exactly; never through binary floating point.
enum CXMLNumber {
    /// The number of a text such as `12`, `-3.50`, `.34` or `1505.`; nil for anything else: commas, exponents, words, and more than 30
    /// digits.
    static func decimal(_ text: String) -> Decimal? {
        var mantissa: UInt64 = 0
        var digits = 0
        var fraction = 0
        var sawPoint = false
        var isNegative = false
        let octets = text.utf8.span
        for index in octets.indices {
            let octet = octets[index]
            switch octet {
            case 0x2D where index == 0: isNegative = true
            case 0x2B where index == 0: break
            case 0x2E where !sawPoint: sawPoint = true
            case 0x30...0x39:
                digits += 1
                if digits > 18 { return longDecimal(text) }
                mantissa = mantissa * 10 + UInt64(octet - 0x30)
                if sawPoint { fraction += 1 }
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        while fraction > 0, mantissa % 10 == 0 {
            mantissa /= 10
            fraction -= 1
        }
        let magnitude = Decimal(mantissa)
        if fraction == 0 { return isNegative ? -magnitude : magnitude }
        return Decimal(sign: isNegative ? .minus : .plus, exponent: -fraction, significand: magnitude)
    }

    /// The rare number of 19 to 30 digits, already known to start like one.
    private static func longDecimal(_ text: String) -> Decimal? {
        let octets = text.utf8
        let points = octets.count { $0 == 0x2E }
        let digits = octets.count { $0 >= 0x30 && $0 <= 0x39 }
        let sign = octets.first == 0x2D || octets.first == 0x2B ? 1 : 0
        guard points <= 1, digits <= 30, points + digits + sign == octets.count else { return nil }
        return Decimal(string: text)
    }

    /// The number in plain digits with at least `minimum` digits behind the point, and at most `maximum` (half away from zero).
    static func text(_ value: Decimal, minimum: Int, maximum: Int) -> String {
        var text = PlainDecimal.text(value)
        if maximum >= minimum, let known = fitting(&text, minimum: minimum, maximum: maximum) { return known }
        var digits = Array(text.utf8)
        let isNegative = digits.first == 0x2D
        if isNegative { digits.removeFirst() }
        var whole = Array(digits.prefix { $0 != 0x2E })
        var fraction = Array(digits.dropFirst(whole.count + 1))
        if fraction.count > maximum {
            let roundsUp = fraction[maximum] >= 0x35
            fraction = Array(fraction.prefix(maximum))
            if roundsUp { increment(&whole, &fraction) }
        }
        while fraction.count < minimum { fraction.append(0x30) }
        if whole.isEmpty { whole = [0x30] }
        let isZero = whole.allSatisfy { $0 == 0x30 } && fraction.allSatisfy { $0 == 0x30 }
        let sign = isNegative && !isZero ? "-" : ""
        let number = String(decoding: whole, as: UTF8.self)
        return fraction.isEmpty ? sign + number : sign + number + "." + String(decoding: fraction, as: UTF8.self)
    }

    /// The usual number, which has as many digits behind its point as are asked for.
    private static func fitting(_ text: inout String, minimum: Int, maximum: Int) -> String? {
        let fraction: Int? = text.withUTF8 { bytes in
            guard unsafe bytes.first != 0x2D else { return nil }
            guard let point = unsafe bytes.firstIndex(of: 0x2E) else { return 0 }
            return bytes.count - point - 1
        }
        guard let fraction, fraction <= maximum else { return nil }
        if fraction >= minimum { return text }
        return text + (fraction == 0 ? "." : "") + String(repeating: "0", count: minimum - fraction)
    }

    private static func increment(_ whole: inout [UInt8], _ fraction: inout [UInt8]) {
        for index in fraction.indices.reversed() {
            if fraction[index] < 0x39 {
                fraction[index] += 1
                return
            }
            fraction[index] = 0x30
        }
        for index in whole.indices.reversed() {
            if whole[index] < 0x39 {
                whole[index] += 1
                return
            }
            whole[index] = 0x30
        }
        whole.insert(0x31, at: 0)
    }
}
