import HTTP

/// Addresses inside this site, which is all that a redirect taken from a request may lead to.
enum LocalAddress {
    /// The address when it is a path on this site; `nil` for everything that could lead elsewhere: other schemes,
    /// `//host`, backslashes (which browsers read as slashes) and control characters.
    static func checked(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 2000, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }

    /// Percent-encodes everything but letters, digits and `-._~/` (RFC 3986, 3.4).
    static func queryValue(_ text: String) -> String {
        var encoded = ""
        for octet in text.utf8 {
            let isPlain: Bool =
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"): true
                default: false
                }
            if isPlain {
                encoded.unicodeScalars.append(Unicode.Scalar(octet))
            } else {
                let digits = String(octet, radix: 16, uppercase: true)
                encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}

extension HTTPRequest {
    /// The request's own path and query, to come back to.
    var localAddress: String {
        let path = LocalAddress.queryValue(path)
        if query.isEmpty { return path }
        return path + "?"
            + query.map { "\(LocalAddress.queryValue($0.name))=\(LocalAddress.queryValue($0.value))" }.joined(separator: "&")
    }

    /// The first value of a query name.
    func query(_ name: String) -> String? { query.first { $0.name == name }?.value }
}
