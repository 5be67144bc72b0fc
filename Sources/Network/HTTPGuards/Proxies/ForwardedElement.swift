package import HTTP

/// What one proxy told about one step of a request (RFC 7239 §4): who sent it there, how, and under which name.
package struct ForwardedElement: Sendable, Hashable {
    /// The sender, when it is told as an address; `nil` for `unknown` and names of the proxy's own (§6.2, §6.3).
    package var sender: IPAddress?
    /// `http` or `https`.
    package var scheme: String?
    package var host: String?

    package init(sender: IPAddress? = nil, scheme: String? = nil, host: String? = nil) {
        self.sender = sender
        self.scheme = scheme
        self.host = host
    }

    /// The elements of all `Forwarded` fields in order, the nearest proxy's last; `nil` when one of them breaks the grammar.
    package static func read(forwarded values: [String]) -> [ForwardedElement]? {
        var elements: [ForwardedElement] = []
        for value in values {
            var reader = ForwardedReader(value)
            guard let read = reader.elements() else { return nil }
            elements += read
        }
        return elements
    }

    /// The same from `X-Forwarded-For`, `-Proto` and `-Host`, which no standard describes: lists of the same length belong
    /// together; otherwise the last value, which the nearest proxy wrote, counts for all.
    package static func read(xForwarded headers: HeaderFields) -> [ForwardedElement] {
        let senders = list(headers, "X-Forwarded-For")
        let schemes = list(headers, "X-Forwarded-Proto")
        let hosts = list(headers, "X-Forwarded-Host")
        func pick(_ values: [String], _ index: Int) -> String? {
            values.count == senders.count ? values[index] : values.last
        }
        return senders.indices.map { index in
            ForwardedElement(
                sender: address(of: senders[index]), scheme: pick(schemes, index).flatMap { scheme(of: $0) },
                host: pick(hosts, index))
        }
    }

    private static func list(_ headers: HeaderFields, _ name: String) -> [String] {
        headers.all(name).flatMap { value in
            value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { piece in
                var piece = piece.drop { $0 == 0x20 || $0 == 0x09 }
                while let last = piece.last, last == 0x20 || last == 0x09 { piece = piece.dropLast() }
                return String(Substring(piece))
            }
        }
    }

    /// `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]`, `[2001:db8::1]:4711` (§6), and the bare `2001:db8::1` of X-Forwarded-For.
    static func address(of node: String) -> IPAddress? {
        if let address = IPAddress(node) { return address }
        if node.hasPrefix("[") {
            guard let end = node.firstIndex(of: "]"), isPort(node[node.index(after: end)...]) else { return nil }
            let inner = node[node.index(after: node.startIndex)..<end]
            return inner.utf8.contains(UInt8(ascii: ":")) ? IPAddress(inner) : nil
        }
        guard let colon = node.firstIndex(of: ":"), isPort(node[colon...]) else { return nil }
        return IPAddress(node[..<colon])
    }

    /// Nothing, or a colon with digits or a name of the proxy's own (§6.3).
    private static func isPort(_ text: Substring) -> Bool {
        if text.isEmpty { return true }
        guard text.first == ":", text.utf8.count > 1 else { return false }
        return text.dropFirst().utf8.allSatisfy { octet in
            (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20) || "._-".utf8.contains(octet)
        }
    }

    static func scheme(of text: String) -> String? {
        let small = text.lowercased()
        return small == "http" || small == "https" ? small : nil
    }
}
