package import FoundationEssentials

/// Numbers in plain digits, written fast.
///
/// `Decimal` prints by dividing 16-bit words, some thousand instructions each time; an order as JSON holds fifty numbers. Nearly
/// all of them fit 63 bits, and these take a few instructions.
package enum PlainDecimal {
    /// What `value.description` says, for numbers.
    package static func text(_ value: Decimal) -> String {
        guard let magnitude = DecimalLayout.magnitude(of: value), let text = text(value.isSignMinus, magnitude, value.exponent)
        else { return value.description }
        return text
    }

    /// Nil for exponents that no price has.
    private static func text(_ isNegative: Bool, _ magnitude: UInt64, _ exponent: Int) -> String? {
        if magnitude == 0 { return "0" }
        guard (-18...18).contains(exponent) else { return nil }
        var (rest, exponent) = (magnitude, exponent)
        while exponent < 0, rest.isMultiple(of: 10) {
            rest /= 10
            exponent += 1
        }
        let fraction = max(0, -exponent)
        let count = (isNegative ? 1 : 0) + max(digits(rest), fraction + 1) + (fraction > 0 ? 1 : 0) + max(0, exponent)
        return unsafe String(unsafeUninitializedCapacity: count) { place in
            // From the last digit on.
            var at = count
            func put(_ octet: UInt8) {
                at -= 1
                unsafe place.initializeElement(at: at, to: octet)
            }
            for _ in 0..<max(0, exponent) { put(UInt8(ascii: "0")) }
            var written = 0
            while rest > 0 || written <= fraction {
                if written == fraction, fraction > 0 { put(UInt8(ascii: ".")) }
                put(UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
                written += 1
            }
            if isNegative { put(UInt8(ascii: "-")) }
            return count
        }
    }

    private static func digits(_ magnitude: UInt64) -> Int {
        var (count, rest) = (1, magnitude / 10)
        while rest > 0 { (count, rest) = (count + 1, rest / 10) }
        return count
    }
}

/// Where `Decimal` keeps its digits: 16-bit words, the lowest first, from the fifth byte on; how many of them count stands in
/// the upper half of the second byte. Foundation has no public way to them, so the places are proven on known numbers before
/// they are used.
private enum DecimalLayout {
    /// Whether this Foundation's `Decimal` is laid out as described.
    private static let isKnown: Bool = {
        guard MemoryLayout<Decimal>.size == 20 else { return false }
        let probes: [(UInt64, Int)] = [
            (0, 0), (1, 0), (65_535, -2), (65_536, -2), (1_995, -2), (4_295_000_001, -5), (900_719_925_474_099, 3),
            (UInt64(Int64.max), 0),
        ]
        return probes.allSatisfy { coefficient, exponent in
            let value = Decimal(sign: .minus, exponent: exponent, significand: Decimal(coefficient))
            return read(value) == coefficient && (coefficient == 0 || value.exponent == exponent)
        } && read(Decimal(7) / Decimal(8) + Decimal(1) / Decimal(8)) == 1 && read(Decimal(Int64.max) * 4) == nil
    }()

    /// The digits as an integer; nil when they do not fit 63 bits, and for what is no number.
    static func magnitude(of value: Decimal) -> UInt64? { isKnown && value.isFinite ? read(value) : nil }

    private static func read(_ value: Decimal) -> UInt64? {
        let (words, low): (UInt8, UInt64) = unsafe withUnsafeBytes(of: value) { bytes in
            unsafe (bytes[1] >> 4, bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
        }
        guard words <= 4 else { return nil }
        let used = words == 4 ? low : low & (1 << (UInt64(words) * 16) - 1)
        return used <= UInt64(Int64.max) ? used : nil
    }
}
