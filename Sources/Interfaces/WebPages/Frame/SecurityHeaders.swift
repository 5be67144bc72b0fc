import HTTP

/// What every answer of the pages tells the browser to refuse.
enum SecurityHeaders {
    /// Our own files only, no inline script or style, no frames, no other base, forms to ourselves (CSP Level 3).
    static let policy =
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'"
    /// For a foreign document in a frame of ours: it loads nothing and sends nothing.
    static let framedPolicy = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    /// For pages with a form that is redirected to a shop, which `form-action` would stop.
    static let leavingPolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
}

extension WebPages {
    /// The answer with the security headers that it does not say itself.
    func secured(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        func setDefault(_ name: String, _ value: String) {
            if response.headers[first: name] == nil { response.headers.set(name, value) }
        }
        setDefault("Content-Security-Policy", SecurityHeaders.policy)
        setDefault("X-Content-Type-Options", "nosniff")
        setDefault("Referrer-Policy", "same-origin")
        setDefault("X-Frame-Options", "DENY")
        setDefault("Cross-Origin-Opener-Policy", "same-origin")
        setDefault("Cache-Control", "no-store")
        return response
    }
}
