/// Texts cut into the words that full-text indexes hold: runs of letters and digits.
package enum SearchWords {
    /// A longer word counts by its beginning.
    private static let longest = 40

    /// The different words of texts, ASCII letters without case. Words of one letter are left out: they find too much. So are the names
    /// of elements and attributes of XML, which nearly every document has.
    package static func distinct(in texts: [[UInt8]]) -> Set<String> {
        var found: Set<String> = []
        for text in texts {
            for part in MarkedUpText.parts(of: text) { cut(text[part]) { if $0.utf8.count > 1 { found.insert($0) } } }
        }
        return found
    }

    /// An FTS5 query for everything that has words beginning like those of `text`, in any order; `nil` for a text without words.
    static func query(_ text: String) -> String? {
        var words: [String] = []
        cut(Array(text.utf8)[...]) { if !words.contains($0), $0.utf8.count > 1 { words.append($0) } }
        return words.isEmpty ? nil : words.prefix(12).map { "\"\($0)\"*" }.joined(separator: " AND ")
    }

    private static func cut(_ text: ArraySlice<UInt8>, _ take: (String) -> Void) {
        var start: Int?
        var isASCII = true
        for index in text.startIndex...text.endIndex {
            let octet = index < text.endIndex ? text[index] : 0
            if isWord(octet) {
                if start == nil { (start, isASCII) = (index, true) }
                if octet >= 0x80 { isASCII = false }
            } else if let first = start {
                start = nil
                isASCII ? take(word(text[first..<index])) : splitting(text[first..<index], take)
            }
        }
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
