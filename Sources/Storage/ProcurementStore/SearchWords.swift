/// Texts cut into the words that full-text indexes hold: runs of letters and digits.
package enum SearchWords {
    /// A longer word counts by its beginning.
    private static let longest = 40

    /// The different words of texts, ASCII letters without case. Words of one letter are left out: they find too much. So are the names
    /// of elements and attributes of XML, which nearly every document has.
    package static func distinct(in texts: [[UInt8]]) -> Set<String> {
        var found: Set<String> = []
        for text in texts {
            var lately = LatelySeen()
            for part in MarkedUpText.parts(of: text) {
                cut(text, part) { range, hash, isASCII in
                    if lately.sees(range, hash, in: text) { return }
                    take(text, range, isASCII) { if $0.utf8.count > 1 { found.insert($0) } }
                }
            }
        }
        return found
    }

    /// An FTS5 query for everything that has words beginning like those of `text`, in any order; `nil` for a text without words.
    static func query(_ text: String) -> String? {
        let octets = Array(text.utf8)
        var words: [String] = []
        cut(octets, octets.indices) { range, _, isASCII in
            take(octets, range, isASCII) { if !words.contains($0), $0.utf8.count > 1 { words.append($0) } }
        }
        return words.isEmpty ? nil : words.prefix(12).map { "\"\($0)\"*" }.joined(separator: " AND ")
    }

    /// Runs of letters and digits that a text had a moment ago: documents say the same few words again and again, and making a text
    /// of one and finding it among the others costs many times what comparing its octets does.
    private struct LatelySeen {
        private var ranges = [Range<Int>](repeating: 0..<0, count: 256)

        mutating func sees(_ range: Range<Int>, _ hash: UInt32, in text: [UInt8]) -> Bool {
            let place = Int((hash ^ hash >> 16) & 255)
            let known = ranges[place]
            if known.count == range.count, text[known] == text[range] { return true }
            ranges[place] = range
            return false
        }
    }

    /// Calls `found` with each run of letters and digits in a part of a text, a hash of it (FNV-1a), and whether it is all ASCII.
    private static func cut(_ text: [UInt8], _ part: Range<Int>, _ found: (Range<Int>, UInt32, Bool) -> Void) {
        var start = -1
        var (hash, all): (UInt32, UInt8) = (0, 0)
        for index in part {
            let octet = text[index]
            if isWord(octet) {
                if start < 0 { (start, hash, all) = (index, 2_166_136_261, 0) }
                hash = (hash ^ UInt32(octet)) &* 16_777_619
                all |= octet
            } else if start >= 0 {
                found(start..<index, hash, all < 0x80)
                start = -1
            }
        }
        if start >= 0 { found(start..<part.upperBound, hash, all < 0x80) }
    }

    private static func take(_ text: [UInt8], _ range: Range<Int>, _ isASCII: Bool, _ take: (String) -> Void) {
        if isASCII { take(word(text[range])) } else { splitting(text[range], take) }
    }

    private static func isWord(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: octet >= 0x80
        }
    }

    private static func word(_ octets: ArraySlice<UInt8>) -> String {
        let count = min(octets.count, longest)
        return unsafe String(unsafeUninitializedCapacity: count) { place in
            for (index, octet) in octets.prefix(count).enumerated() {
                unsafe place.initializeElement(at: index, to: octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet)
            }
            return count
        }
    }

    /// Beyond ASCII, what is a letter or a digit is asked scalar by scalar, as FTS5's unicode61 does.
    private static func splitting(_ octets: ArraySlice<UInt8>, _ take: (String) -> Void) {
        var current = ""
        for scalar in String(decoding: octets, as: UTF8.self).unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                if current.utf8.count < longest { current.unicodeScalars.append(scalar) }
            } else if !current.isEmpty {
                take(current.lowercased())
                current = ""
            }
        }
        if !current.isEmpty { take(current.lowercased()) }
    }
}
