/// The rules of the Host field (RFC 9112 §3.2, RFC 9110 §7.2).
enum HostField {
    /// The one Host of a request; `nil` where HTTP/1.0 sent none.
    static func check(_ headers: HeaderFields, version: HTTPVersion) throws(Refusal) -> String? {
        let values = headers.all("Host")
        if values.count > 1 { throw Refusal(.badRequest, "More than one Host (RFC 9112 §3.2).") }
        guard let value = values.first else {
            if version == .http11 { throw Refusal(.badRequest, "Host is missing (RFC 9112 §3.2).") }
            return nil
        }
        guard isAuthority(value) else { throw Refusal(.badRequest, "Host is not a name and an optional port (RFC 9110 §7.2).") }
        return value
    }

    /// uri-host [ ":" port ] of RFC 3986 §3.2, with a host that is not empty.
    static func isAuthority(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var rest = bytes[...]
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")), isIPLiteral(rest[1..<end]) else { return false }
            rest = rest[(end + 1)...]
        } else {
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
            guard isRegisteredName(rest[..<end]) else { return false }
            rest = rest[end...]
        }
        guard let colon = rest.first else { return true }
        guard colon == UInt8(ascii: ":") else { return false }
        let port = rest.dropFirst()
        guard port.count <= 5, port.allSatisfy(ASCII.isDigit) else { return false }
        return port.isEmpty || (Int(String(decoding: port, as: UTF8.self)) ?? 65536) <= 65535
    }

    /// reg-name of RFC 3986 §3.2.2, not empty. The comma, though in the grammar, is refused: no host has one, but two Host
    /// fields that something on the way joined do.
    private static func isRegisteredName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return false }
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let octet = bytes[index]
            if octet == UInt8(ascii: "%") {
                guard index + 2 < bytes.endIndex, ASCII.hexValue(bytes[index + 1]) != nil, ASCII.hexValue(bytes[index + 2]) != nil
                else { return false }
                index += 3
            } else if ASCII.isNameOctet(octet), octet != UInt8(ascii: ",") {
                index += 1
            } else {
                return false
            }
        }
        return true
    }

    /// IPv6address or IPvFuture between brackets (RFC 3986 §3.2.2).
    private static func isIPLiteral(_ bytes: ArraySlice<UInt8>) -> Bool {
        if let first = bytes.first, first | 0x20 == UInt8(ascii: "v") { return isFutureAddress(bytes.dropFirst()) }
        let text = String(decoding: bytes, as: UTF8.self)
        let halves = text.components(at: "::")
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (position, half) in halves.enumerated() where !half.isEmpty {
            let isLast = position == halves.count - 1
            guard let count = groupCount(half, allowsIPv4: isLast) else { return false }
            groups += count
        }
        return halves.count == 2 ? groups <= 7 : groups == 8
    }

    private static func isFutureAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")), dot > bytes.startIndex, bytes.endIndex > dot + 1,
            bytes[..<dot].allSatisfy({ ASCII.hexValue($0) != nil })
        else { return false }
        return bytes[(dot + 1)...].allSatisfy { ASCII.isNameOctet($0) || $0 == UInt8(ascii: ":") }
    }

    /// 16-bit groups in one half of an IPv6 address; an IPv4 address at the end counts as two.
    private static func groupCount(_ half: String, allowsIPv4: Bool) -> Int? {
        let groups = half.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        for (index, group) in groups.enumerated() {
            if group.contains(".") {
                guard allowsIPv4, index == groups.count - 1, isIPv4(group) else { return nil }
                count += 2
            } else {
                guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy({ ASCII.hexValue($0) != nil }) else { return nil }
                count += 1
            }
        }
        return count
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(ASCII.isDigit) && (Int(part) ?? 256) <= 255
                    && (part.utf8.count == 1 || part.first != "0")
            }
    }
}

extension String {
    /// The pieces between occurrences of a separator.
    fileprivate func components(at separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
