import HTTP

/// The cookies of this site. All are `HttpOnly` and `SameSite=Lax`, and `Secure` under https (RFC 6265bis, 4.1.2).
enum SiteCookie {
    /// The signed-in session.
    static let session = "portico_session"
    /// The signed-in session of somebody of a supplier.
    static let portal = "portico_portal"
    /// Ties the sign-in form to the browser that loaded it.
    static let form = "portico_form"
    /// The way to the identity provider and back, sealed.
    static let trip = "portico_trip"
    /// The word of what to tell on the next page.
    static let notice = "portico_notice"

    /// A cookie that lives `seconds`. Values are ours: letters, digits, `-` and `_` only.
    static func set(_ name: String, _ value: String, seconds: Int, isSecure: Bool) -> String {
        SetCookie(name, value, maxAge: seconds, secure: isSecure).headerValue
    }

    static func forget(_ name: String, isSecure: Bool) -> String { set(name, "", seconds: 0, isSecure: isSecure) }

    static func flash(_ word: String, isSecure: Bool) -> String { set(notice, word, seconds: 60, isSecure: isSecure) }
}

extension HTTPRequest {
    /// The value of a cookie, the first of that name.
    func cookie(_ name: String) -> String? { Cookies(headers)[name] }
}
