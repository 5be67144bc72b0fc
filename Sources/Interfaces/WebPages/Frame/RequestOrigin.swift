import HTTP

extension HTTPRequest {
    /// Whether the browser says that one of our own pages sent this form.
    ///
    /// A second fence beside the CSRF token: `Sec-Fetch-Site` where the browser sends it (Fetch Metadata), else `Origin`
    /// (RFC 6454, 7). Requests with neither come from clients that are no browsers and hold no cookie of ours unasked.
    func comesFromOwnPage(publicURL: String) -> Bool {
        if let site = headers[first: "sec-fetch-site"] {
            if site != "same-origin" && site != "none" { return false }
        }
        guard let origin = headers[first: "origin"] else { return true }
        if origin == Self.origin(of: publicURL) { return true }
        guard let host = headers[first: "host"], let mark = origin.firstRange(of: "://") else { return false }
        return origin[mark.upperBound...].lowercased() == host.lowercased()
    }

    /// Scheme, host and port of an address.
    private static func origin(of address: String) -> String {
        guard let mark = address.firstRange(of: "://") else { return address }
        let end = address[mark.upperBound...].firstIndex(of: "/") ?? address.endIndex
        return String(address[..<end])
    }
}
