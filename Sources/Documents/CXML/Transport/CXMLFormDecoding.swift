/// The decodings that form values need once too often.
enum CXMLFormDecoding {
    /// True when the first character that counts is `<` (a byte order mark of UTF-16 counts, too).
    static func looksLikeXML(_ octets: [UInt8]) -> Bool {
        if octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF]) { return true }
        return significant(octets).first == 0x3C
    }

    static func starts(_ octets: [UInt8], with prefixes: String...) -> Bool {
        let rest = significant(octets)
        return prefixes.contains { rest.starts(with: $0.utf8) }
    }

    private static func significant(_ octets: [UInt8]) -> ArraySlice<UInt8> {
        let start = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return octets[start...].drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    }

    /// `%XX` to octets, `+` to blanks; anything else stays.
    static func percentDecoded(_ octets: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count)
        var index = 0
        while index < octets.count {
            if octets[index] == 0x25, index + 2 < octets.count, let high = hex(octets[index + 1]),
                let low = hex(octets[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(octets[index] == 0x2B ? 0x20 : octets[index])
                index += 1
            }
        }
        return result
    }

    private static func hex(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39: octet - 0x30
        case 0x41...0x46: octet - 0x37
        case 0x61...0x66: octet - 0x57
        default: nil
        }
    }

    /// The five characters' entities and references to `<`, `>`, `"`, `'` and `&` become characters, one level of them.
    static func htmlUnescaped(_ octets: [UInt8]) -> [UInt8] {
        let table: [([UInt8], UInt8)] = [
            ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&apos;", 0x27), ("&amp;", 0x26), ("&#39;", 0x27), ("&#34;", 0x22),
            ("&#60;", 0x3C), ("&#62;", 0x3E), ("&#38;", 0x26), ("&#x3C;", 0x3C), ("&#x3c;", 0x3C), ("&#x3E;", 0x3E),
            ("&#x3e;", 0x3E), ("&#x22;", 0x22), ("&#x27;", 0x27), ("&#x26;", 0x26), ("&#13;", 0x0D), ("&#10;", 0x0A),
        ].map { (Array($0.0.utf8), $0.1) }
        var result: [UInt8] = []
        result.reserveCapacity(octets.count)
        var index = 0
        while index < octets.count {
            if octets[index] == 0x26, let match = table.first(where: { octets[index...].starts(with: $0.0) }) {
                result.append(match.1)
                index += match.0.count
            } else {
                result.append(octets[index])
                index += 1
            }
        }
        return result
    }

    /// base64 or base64url with line ends, with blanks for `+`, with or without padding; nil when it is something else.
    static func base64(_ octets: [UInt8], leniencies: inout [String]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        var hasBlanks = false
        var padding = 0
        let lines = octets.contains(0x0A) || octets.contains(0x0D)
        let body = trimmed(octets)
        for octet in body {
            if octet == 0x0A || octet == 0x0D || octet == 0x09 { continue }
            // In a text broken into lines a blank is layout; within one line it was a plus.
            if octet == 0x20 {
                hasBlanks = true
                if lines { continue }
            }
            if octet == 0x3D {
                padding += 1
                continue
            }
            guard padding == 0, let value = base64Value(octet) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count % 4 == 0 {
                result.append(UInt8(truncatingIfNeeded: bits >> 16))
                result.append(UInt8(truncatingIfNeeded: bits >> 8))
                result.append(UInt8(truncatingIfNeeded: bits))
                bits = 0
            }
        }
        switch count % 4 {
        case 1: return nil
        case 2: result.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3:
            result.append(UInt8(truncatingIfNeeded: bits >> 10))
            result.append(UInt8(truncatingIfNeeded: bits >> 2))
        default: break
        }
        if hasBlanks { leniencies.append("The base64 has blanks.") }
        if (count + padding) % 4 != 0 { leniencies.append("The base64 is not padded.") }
        return result
    }

    private static func trimmed(_ octets: [UInt8]) -> ArraySlice<UInt8> {
        var slice = octets[...]
        while let last = slice.last, last == 0x20 || last == 0x0A || last == 0x0D || last == 0x09 { slice.removeLast() }
        return slice.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    }

    private static func base64Value(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x41...0x5A: octet - 0x41
        case 0x61...0x7A: octet - 0x61 + 26
        case 0x30...0x39: octet - 0x30 + 52
        case 0x2B, 0x2D, 0x20: 62
        case 0x2F, 0x5F: 63
        default: nil
        }
    }
}
