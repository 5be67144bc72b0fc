extension HTML {
    /// Writes a value so that it is text, and stays inside a quoted attribute.
    ///
    /// The five characters of markup become references. U+0000 may not stand in a document (HTML, 13.2.3.5), so it
    /// becomes U+FFFD. Everything else, line ends and other scripts too, is kept.
    static func escape(_ value: some StringProtocol, into bytes: inout [UInt8]) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;", to: &bytes)
            case UInt8(ascii: "<"): append("&lt;", to: &bytes)
            case UInt8(ascii: ">"): append("&gt;", to: &bytes)
            case UInt8(ascii: "\""): append("&quot;", to: &bytes)
            case UInt8(ascii: "'"): append("&#39;", to: &bytes)
            case 0: append("\u{FFFD}", to: &bytes)
            default: bytes.append(byte)
            }
        }
    }

    /// Writes a value as one segment of a path or one value of a query: all but the unreserved characters of
    /// RFC 3986, 2.3 is percent-encoded, so the result needs no further escaping.
    static func percentEncode(_ value: String, into bytes: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
    }

    /// Whether a link may lead to an address: `http`, `https`, `mailto`, or one without a scheme.
    ///
    /// Control characters are refused anywhere and blanks at the front: browsers drop them before they look for the
    /// scheme (URL standard, 4.4), so `java\tscript:` and ` javascript:` would be found by them and missed by us.
    package static func mayLink(to address: String) -> Bool {
        let octets = address.utf8
        guard octets.first != UInt8(ascii: " "), !octets.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return false }
        guard let end = octets.firstIndex(where: { ":/?#\\".utf8.contains($0) }), octets[end] == UInt8(ascii: ":") else {
            return true
        }
        return ["http", "https", "mailto"].contains(address[..<end].lowercased())
    }
}
