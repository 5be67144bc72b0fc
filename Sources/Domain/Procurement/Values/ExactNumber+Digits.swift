import FoundationEssentials

/// A number as coefficient × 10^exponent, in the processor's own integers.
///
/// `Decimal` computes and prints by loops over 16-bit words, some thousand instructions each time; an order's lines need a dozen
/// such steps each. Nearly all numbers met fit 63 bits, and these take a few instructions.
struct ExactDigits {
    var coefficient: Int64
    var exponent: Int

    /// Nil for what does not fit, and where `Decimal` is laid out otherwise than known.
    init?(_ value: Decimal) {
        guard DecimalLayout.isKnown, value.isFinite, let magnitude = DecimalLayout.magnitude(of: value) else { return nil }
        coefficient = value.isSignMinus ? -magnitude : magnitude
        exponent = value.exponent
    }

    /// Whether it is 1, as `Decimal` spells it after every computation.
    var isOne: Bool { coefficient == 1 && exponent == 0 }

    private init(coefficient: Int64, exponent: Int) {
        self.coefficient = coefficient
        self.exponent = exponent
    }

    /// The exact product; nil when it does not fit.
    func multiplied(by other: ExactDigits) -> ExactDigits? {
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
        return overflow ? nil : ExactDigits(coefficient: product, exponent: exponent + other.exponent)
    }

    /// × 10^`digits` as an integer, halves away from zero; nil when it does not fit.
    func scaled(digits: Int) -> Int64? {
        let shift = exponent + digits
        guard (-18...18).contains(shift) else { return coefficient == 0 ? 0 : nil }
        var power: Int64 = 1
        for _ in 0..<shift.magnitude { power *= 10 }
        if shift >= 0 {
            let (product, overflow) = coefficient.multipliedReportingOverflow(by: power)
            return overflow ? nil : product
        }
        let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: power)
        guard remainder.magnitude >= power.magnitude - remainder.magnitude else { return quotient }
        return quotient + (coefficient < 0 ? -1 : 1)
    }

    /// The usual price: a point within the digits, and no zero to take off.
    private func pointed(_ figures: String) -> String {
        let whole = figures.utf8.count + exponent
        return unsafe String(unsafeUninitializedCapacity: 24) { place in
            var count = 0
            func put(_ octet: UInt8) {
                unsafe place.initializeElement(at: count, to: octet)
                count += 1
            }
            if coefficient < 0 { put(UInt8(ascii: "-")) }
            for (index, digit) in figures.utf8.enumerated() {
                if index == whole { put(UInt8(ascii: ".")) }
                put(digit)
            }
            return count
        }
    }

    /// Plain digits without trailing zeros: `1.5`, `1505`. Nil for exponents that no price has.
    var text: String? {
        guard (-18...18).contains(exponent) else { return coefficient == 0 ? "0" : nil }
        if exponent == 0 { return String(coefficient) }
        if coefficient == 0 { return "0" }
        var figures = String(coefficient.magnitude)
        if exponent > 0 {
            figures += String(repeating: "0", count: exponent)
            return coefficient < 0 ? "-" + figures : figures
        }
        if -exponent < figures.utf8.count, coefficient % 10 != 0 { return pointed(figures) }
        var octets = Array(figures.utf8)
        var fraction = -exponent
        while fraction > 0, octets.last == UInt8(ascii: "0") {
            octets.removeLast()
            fraction -= 1
        }
        if octets.count <= fraction {
            octets.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: fraction + 1 - octets.count), at: 0)
        }
        if fraction > 0 { octets.insert(UInt8(ascii: "."), at: octets.count - fraction) }
        if coefficient < 0 { octets.insert(UInt8(ascii: "-"), at: 0) }
        return String(decoding: octets, as: UTF8.self)
    }
}

/// Where `Decimal` keeps its digits: 16-bit words, the lowest first, from the fifth byte on; how many of them count stands in
/// the upper half of the second byte. Foundation has no public way to them, so the places are proven on known numbers before they are used.
private enum DecimalLayout {
    /// Whether this Foundation's `Decimal` is laid out as described.
    static let isKnown: Bool = {
        guard MemoryLayout<Decimal>.size == 20 else { return false }
        let probes: [(Int64, Int)] = [
            (0, 0), (1, 0), (65_535, -2), (65_536, -2), (1_995, -2), (4_295_000_001, -5), (900_719_925_474_099, 3), (.max, 0),
        ]
        return probes.allSatisfy { coefficient, exponent in
            let value = Decimal(sign: .minus, exponent: exponent, significand: Decimal(coefficient))
            return magnitude(of: value) == coefficient && (coefficient == 0 || value.exponent == exponent)
        } && magnitude(of: (Decimal(7) / Decimal(8) + Decimal(1) / Decimal(8))) == 1
            && magnitude(of: Decimal(Int64.max) * 4) == nil
    }()

    /// The digits as an integer; nil when they do not fit 63 bits.
    static func magnitude(of value: Decimal) -> Int64? {
        let (words, low): (UInt8, UInt64) = unsafe withUnsafeBytes(of: value) { bytes in
            unsafe (bytes[1] >> 4, bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
        }
        guard words <= 4 else { return nil }
        let used = words == 4 ? low : low & (1 << (UInt64(words) * 16) - 1)
        return Int64(exactly: used)
    }
}
