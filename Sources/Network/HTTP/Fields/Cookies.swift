/// The cookies a browser sent (RFC 6265 §4.2).
package struct Cookies: Sendable {
    private let pairs: [(name: String, value: String)]

    package init(_ headers: HeaderFields) {
        pairs = headers.all("Cookie").flatMap { value in
            FieldParameters.split(value).compactMap { piece -> (name: String, value: String)? in
                let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }
        }
    }

    /// The first cookie of that name.
    package subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
}

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

    package var headerValue: String {
        var text = "\(name)=\(value); Path=\(path); SameSite=\(sameSite.rawValue)"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if httpOnly { text += "; HttpOnly" }
        if secure { text += "; Secure" }
        return text
    }
}
