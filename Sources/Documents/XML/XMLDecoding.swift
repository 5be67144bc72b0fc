/// Turns a document's octets into UTF-8 before anything else looks at them. Only UTF-8, UTF-16 with a byte order mark, US-ASCII,
/// ISO-8859-1 and windows-1252 are decoded; UTF-7, UTF-32, EBCDIC and the rest are ways round filters and refused.
enum XMLDecoding {
    private enum Encoding {
        case utf8, ascii, latin1, windows1252
    }

    /// The document as valid UTF-8 without byte order mark. A byte order mark decides (RFC 7303 section 3.3), then the charset of
    /// the MIME header, then the XML declaration. Throws ``XMLError`` of kind `encoding`.
    static func utf8(_ octets: [UInt8], charset: String?) throws(XMLError) -> [UInt8] {
        // Nearly all begin with a plain `<`, and have no mark.
        let mayHaveMark = octets.first.map { $0 == 0 || $0 >= 0x80 } ?? false
        if mayHaveMark, let decoded = try marked(octets) { return decoded }
        return try unmarked(octets, charset)
    }

    /// Nil without a byte order mark.
    private static func marked(_ octets: [UInt8]) throws(XMLError) -> [UInt8]? {
        if octets.starts(with: [0xFF, 0xFE, 0, 0]) || octets.starts(with: [0, 0, 0xFE, 0xFF]) {
            throw XMLError(.encoding, "UTF-32 is not accepted")
        }
        if octets.starts(with: [0xFF, 0xFE]) { return try utf16(octets, highFirst: false) }
        if octets.starts(with: [0xFE, 0xFF]) { return try utf16(octets, highFirst: true) }
        if octets.starts(with: [0xEF, 0xBB, 0xBF]) { return try validated(Array(octets.dropFirst(3))) }
        return nil
    }

    private static func unmarked(_ octets: [UInt8], _ charset: String?) throws(XMLError) -> [UInt8] {
        let declared = try declaredEncoding(octets)
        let label = charset?.trimmed ?? declared
        switch try encoding(label) {
        case .utf8: return try validated(octets)
        case .ascii:
            guard octets.allSatisfy({ $0 < 0x80 }) else { throw XMLError(.encoding, "octets above 127 in a US-ASCII document") }
            return octets
        case .latin1: return singleByte(octets) { UInt32($0) }
        case .windows1252: return singleByte(octets) { windows1252[Int($0) - 0x80] }
        }
    }

    private static func encoding(_ label: String?) throws(XMLError) -> Encoding {
        guard let label, !label.isEmpty, label != "UTF-8" else { return .utf8 }
        switch label.lowercased() {
        case "utf-8", "utf8": return .utf8
        case "us-ascii", "ascii", "iso646-us", "ansi_x3.4-1968": return .ascii
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1": return .latin1
        case "windows-1252", "cp1252", "x-cp1252": return .windows1252
        case "utf-16", "utf-16le", "utf-16be": throw XMLError(.encoding, "UTF-16 is accepted with a byte order mark only")
        default: throw XMLError(.encoding, "the encoding \(label.prefix(40)) is not accepted")
        }
    }

    /// The encoding in the XML declaration of a document in some superset of ASCII; nil without one.
    static func declaredEncoding(_ octets: [UInt8]) throws(XMLError) -> String? {
        // So most documents begin.
        if OctetSearch.matches("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", in: octets, at: 0) { return "UTF-8" }
        if octets.prefix(4).contains(0) {
            throw XMLError(.encoding, "UTF-16 and UTF-32 without a byte order mark are not accepted")
        }
        if octets.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) { throw XMLError(.encoding, "EBCDIC is not accepted") }
        let head = 0..<min(octets.count, 1024)
        guard let start = head.first(where: { !XMLProlog.isSpace(octets[$0]) }),
            OctetSearch.matches("<?xml", in: octets, at: start)
        else { return nil }
        let limit = min(octets.count, start + 1024)
        guard let end = OctetSearch.first(">", in: octets, start..<limit),
            let found = OctetSearch.first("encoding", in: octets, start..<end)
        else { return nil }
        let rest = octets[(found + 8)..<end]
        guard let quote = rest.firstIndex(where: { $0 == 0x22 || $0 == 0x27 }) else { return nil }
        let label = rest[(quote + 1)...].prefix { $0 != rest[quote] }
        return String(decoding: label, as: UTF8.self).trimmed
    }

    private static func validated(_ octets: [UInt8]) throws(XMLError) -> [UInt8] {
        if OctetSearch.isUTF8(octets) { return octets }
        do {
            _ = try UTF8Span(validating: octets.span)
        } catch {
            let line = XMLDocument.line(at: error.byteOffsets.lowerBound, in: octets)
            throw XMLError(.encoding, line: line, "octets that are not UTF-8")
        }
        return octets
    }

    private static func singleByte(_ octets: [UInt8], high: (UInt8) -> UInt32) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count + octets.count / 8)
        for octet in octets {
            guard octet >= 0x80 else {
                result.append(octet)
                continue
            }
            append(octet < 0xA0 ? high(octet) : UInt32(octet), to: &result)
        }
        return result
    }

    private static func utf16(_ octets: [UInt8], highFirst: Bool) throws(XMLError) -> [UInt8] {
        guard octets.count % 2 == 0 else { throw XMLError(.encoding, "a UTF-16 document of an odd number of octets") }
        var result: [UInt8] = []
        result.reserveCapacity(octets.count)
        var pendingHigh: UInt32?
        for index in stride(from: 2, to: octets.count, by: 2) {
            let first = UInt32(octets[index])
            let second = UInt32(octets[index + 1])
            let unit = highFirst ? first << 8 | second : second << 8 | first
            switch (unit, pendingHigh) {
            case (0xD800..<0xDC00, nil): pendingHigh = unit
            case (0xDC00..<0xE000, let high?):
                append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &result)
                pendingHigh = nil
            case (0xD800..<0xE000, _), (_, _?): throw XMLError(.encoding, "a lone surrogate in a UTF-16 document")
            default: append(unit, to: &result)
            }
        }
        guard pendingHigh == nil else { throw XMLError(.encoding, "a lone surrogate in a UTF-16 document") }
        return result
    }

    private static func append(_ value: UInt32, to octets: inout [UInt8]) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        octets.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// windows-1252 from 0x80 to 0x9F; the five unassigned octets become U+FFFD.
    private static let windows1252: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D,
        0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E,
        0x0178,
    ]
}
