/// Where to listen: `127.0.0.1:8080`, `[::]:8080` or `unix:/path`, behind `tls:` where TLS is spoken and `proxy:` where
/// connections begin with a PROXY protocol header.
package struct ListenAddress: Sendable, Hashable {
    /// A name or an address, without brackets; `unix:` and a path for a Unix socket.
    package let host: String
    /// 0 lets the system choose.
    package let port: Int
    package internal(set) var isSecure = false
    package internal(set) var hasProxyHeader = false

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// - Returns: `nil` when `text` is no such address.
    package init?(_ text: String) {
        var rest = text[...]
        let isSecure = rest.hasPrefix("tls:")
        if isSecure { rest = rest.dropFirst(4) }
        let hasProxyHeader = rest.hasPrefix("proxy:")
        if hasProxyHeader { rest = rest.dropFirst(6) }
        if rest.hasPrefix("unix:") {
            guard rest.count > 5, rest.utf8.count < 108, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
            self.init(host: String(rest), port: 0)
        } else {
            self.init(hostAndPort: rest)
        }
        self.isSecure = isSecure
        self.hasProxyHeader = hasProxyHeader
    }

    private init?(hostAndPort text: Substring) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.count <= 5, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let port = Int(digits), port <= 65_535
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
        self.init(host: String(host), port: port)
    }
}

extension ListenAddress: CustomStringConvertible {
    package var description: String {
        if host.hasPrefix("unix:") { return host }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// As a browser would write it.
    var url: String { "\(isSecure ? "https" : "http")://\(host.hasPrefix("unix:") ? "localhost" : description)" }
}
