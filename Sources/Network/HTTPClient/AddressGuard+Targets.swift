import Glibc

extension AddressGuard {
    /// Whether a URL already says by itself that it leads inside: by an address that is not of the public internet, in any way of
    /// writing it, or by a name that no public server has.
    ///
    /// For what people enter, so that they learn it at once. Other names are looked up, and held against the guard, whenever a
    /// connection is opened: what they stand for may change.
    package static func isPlainlyPrivate(url: String) -> Bool {
        guard let host = host(of: url), !host.isEmpty else { return false }
        if let address = version6(host) ?? version4(host) { return !isPublic(address) }
        // A single word is a neighbour's name (RFC 6762, 6761, 8375 and ICANN's for private use).
        let labels = host.split(separator: ".")
        let inside = ["localhost", "local", "internal", "lan", "intranet", "corp", "home", "test", "invalid"]
        return labels.count < 2 || labels.last.map { inside.contains(String($0)) } ?? true || host.hasSuffix(".home.arpa")
    }

    /// In small letters, without brackets, percent signs and the dot of the root.
    private static func host(of url: String) -> String? {
        guard let start = url.firstRange(of: "://") else { return nil }
        let rest = url[start.upperBound...]
        var authority = rest.prefix { !"/?#\\".contains($0) }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        if authority.first == "[" { return authority.dropFirst().prefix { $0 != "]" }.lowercased() }
        let name = unescaped(authority.prefix { $0 != ":" }).lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    private static func unescaped(_ text: Substring) -> String {
        var octets: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let octet = rest.popFirst() {
            if octet == UInt8(ascii: "%"), rest.count >= 2,
                let plain = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                octets.append(plain)
                rest = rest.dropFirst(2)
            } else {
                octets.append(octet)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// As `inet_aton` reads it, and with it everybody who looks up a name: `127.1`, `0x7f000001` and `2130706433` are the same.
    private static func version4(_ host: String) -> [UInt8]? {
        var address = in_addr()
        guard unsafe inet_aton(host, &address) != 0 else { return nil }
        return unsafe withUnsafeBytes(of: address.s_addr) { unsafe [UInt8]($0) }
    }

    private static func version6(_ host: String) -> [UInt8]? {
        guard host.contains(":") else { return nil }
        var address = in6_addr()
        // Without the zone of a link-local address.
        let plain = String(host.prefix { $0 != "%" })
        guard unsafe inet_pton(AF_INET6, plain, &address) == 1 else { return nil }
        return unsafe withUnsafeBytes(of: address) { unsafe [UInt8]($0) }
    }
}
