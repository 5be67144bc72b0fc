extension HTTPRequest {
    /// Puts another host in the place of the one that the request names, as a proxy tells it. A text that is no host with an
    /// optional port (RFC 9110 §7.2) changes nothing.
    package mutating func setAuthority(_ authority: String) {
        guard HostField.isAuthority(authority) else { return }
        target = Target(raw: target.raw, path: target.path, rawQuery: target.rawQuery, authority: authority)
        headers.set("Host", authority)
    }
}
