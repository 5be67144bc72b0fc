import Cryptography

/// Text in header fields (RFC 2047): plain where ASCII says it, else in encoded words; folded before it gets long.
enum EncodedWords {
    /// The longest line that is aimed at (RFC 5322, 2.1.1).
    static let lineLength = 76

    /// Unstructured text behind a field's name of `offset` octets.
    static func text(_ text: String, offset: Int) -> String {
        let text = visible(text)
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        // Two spaces, or one at an end, would not survive folding; "=?" would be read as an encoded word.
        let isPlain =
            text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?")
            && words.allSatisfy { $0.utf8.count <= 60 && (!$0.isEmpty || text.isEmpty) }
        return isPlain ? folded(words.map(String.init), offset: offset) : encoded(text, offset: offset)
    }

    /// The name before an address: an atom or quoted string, else encoded words.
    static func phrase(_ name: String, offset: Int) -> String {
        let name = visible(name)
        guard name.utf8.allSatisfy({ $0 < 0x80 }), name.utf8.count <= 60, !name.contains("=?") else {
            return encoded(name, offset: offset)
        }
        return "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Without control characters: a line break becomes a space.
    static func visible(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029:
                if scalars.last != " " { scalars.append(" ") }
            case 0..<0x20, 0x7F..<0xA0: break
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    static func folded(_ words: [String], offset: Int) -> String {
        var text = ""
        var length = offset
        for (index, word) in words.enumerated() {
            if index > 0 {
                let isLong = length + 1 + word.utf8.count > lineLength
                text += isLong ? "\r\n " : " "
                length = isLong ? 1 : length + 1
            }
            text += word
            length += word.utf8.count
        }
        return text
    }

    /// Words of at most 75 octets each, each of whole characters (RFC 2047, 2 and 5).
    private static func encoded(_ text: String, offset: Int) -> String {
        var words: [String] = []
        var piece: [UInt8] = []
        // The first line is shorter by the field's name. 12 octets stand around the text.
        func room() -> Int { (lineLength - 1 - 12 - (words.isEmpty ? min(offset, 40) : 0)) / 4 * 3 }
        for scalar in text.unicodeScalars {
            let octets = Array(String(scalar).utf8)
            if piece.count + octets.count > room() {
                words.append(word(piece))
                piece = []
            }
            piece += octets
        }
        words.append(word(piece))
        return words.joined(separator: "\r\n ")
    }

    private static func word(_ octets: [UInt8]) -> String { "=?UTF-8?B?\(Base64.standard.encode(octets))?=" }
}
