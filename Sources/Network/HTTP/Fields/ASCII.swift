/// Questions about single octets.
enum ASCII {
    static func lowercased(_ octet: UInt8) -> UInt8 { octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet }

    /// A to Z made small, and nothing else: Unicode has other letters whose small form is an ASCII letter (U+212A is one).
    static func lowercased(_ text: String) -> String { String(decoding: text.utf8.map { lowercased($0) }, as: UTF8.self) }

    /// Whether two texts are the same octets but for the case of A to Z.
    static func equal(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).allSatisfy { $0 == $1 || lowercased($0) == lowercased($1) }
    }

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
    static func isToken(_ octet: UInt8) -> Bool { isIn(octet, 0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE) }

    /// unreserved, sub-delims, ":" and "@": a pchar that is no escape (RFC 3986 §3.3).
    static func isPathOctet(_ octet: UInt8) -> Bool { isIn(octet, 0x2FFF_7FD2_0000_0000, 0x47FF_FFFE_87FF_FFFF) }

    /// unreserved and sub-delims: an octet of reg-name that is no escape (RFC 3986 §3.2.2).
    static func isNameOctet(_ octet: UInt8) -> Bool { isIn(octet, 0x2BFF_7FD2_0000_0000, 0x47FF_FFFE_87FF_FFFE) }

    /// Whether the bit of an octet is set in two words for 0 to 63 and 64 to 127: no table to fetch, no bounds to check.
    private static func isIn(_ octet: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
        octet < 0x80 && (octet < 0x40 ? low : high) & (1 &<< UInt64(octet & 0x3F)) != 0
    }

    /// field-vchar, blank and tab of RFC 9110 §5.5.
    static func isFieldContent(_ octet: UInt8) -> Bool { (octet >= 0x20 && octet != 0x7F) || octet == 0x09 }

    /// A range of `bytes` without the blanks and tabs at both its ends.
    static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
        while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
        return lower..<upper
    }

    /// Whether the octets at `range` are `text` but for the case of A to Z.
    static func equal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for (offset, index) in range.enumerated() {
            let octet = unsafe text.utf8Start[offset]
            if lowercased(bytes[index]) != lowercased(octet) { return false }
        }
        return true
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }
}
