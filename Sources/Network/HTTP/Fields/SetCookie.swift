/// A cookie to set (RFC 6265 §4.1).
package struct SetCookie: Sendable {
    package enum SameSite: String, Sendable { case lax = "Lax", strict = "Strict", none = "None" }

    package var name: String
    package var value: String
    package var path = "/"
    /// Seconds; 0 takes the cookie away, `nil` ends it with the browser.
    package var maxAge: Int?
    package var httpOnly = true
    package var secure: Bool
    package var sameSite = SameSite.lax

    package init(_ name: String, _ value: String, maxAge: Int? = nil, secure: Bool) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.secure = secure
    }

    /// The field value. Octets that could end the value or begin an attribute are percent-encoded (RFC 6265 §4.1.1).
    package var headerValue: String {
        var text = "\(Self.encoded(name))=\(Self.encoded(value)); Path=\(path); SameSite=\(sameSite.rawValue)"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if httpOnly { text += "; HttpOnly" }
        if secure { text += "; Secure" }
        return text
    }

    private static func encoded(_ text: String) -> String {
        let isPlain = { (octet: UInt8) in octet > 0x20 && octet < 0x7F && !"\",;\\".utf8.contains(octet) }
        if text.utf8.allSatisfy(isPlain) { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        let octets = text.utf8.flatMap { octet -> [UInt8] in
            isPlain(octet) ? [octet] : [UInt8(ascii: "%"), digits[Int(octet >> 4)], digits[Int(octet & 15)]]
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
