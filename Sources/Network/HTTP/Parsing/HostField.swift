/// The rules of the Host field (RFC 9112 §3.2, RFC 9110 §7.2).
enum HostField {
    /// The one Host of a request; `nil` where HTTP/1.0 sent none. Throws `Refusal`.
    static func check(
        _ field: Essentials.Occurrence, _ bytes: Span<UInt8>, version: HTTPVersion
    ) throws(Refusal) -> Range<Int>? {
        if field.count > 1 { throw Refusal(.badRequest, "More than one Host (RFC 9112 §3.2).") }
        guard field.count == 1 else {
            if version == .http11 { throw Refusal(.badRequest, "Host is missing (RFC 9112 §3.2).") }
            return nil
        }
        guard isAuthority(bytes, field.first) else {
            throw Refusal(.badRequest, "Host is not a name and an optional port (RFC 9110 §7.2).")
        }
        return field.first
    }

    /// uri-host [ ":" port ] of RFC 3986 §3.2, with a host that is not empty.
    static func isAuthority(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var end = range.lowerBound
        if range.first.map({ bytes[$0] }) == UInt8(ascii: "[") {
            while end < range.upperBound, bytes[end] != UInt8(ascii: "]") { end += 1 }
            guard end < range.upperBound, isIPLiteral(RequestLine.octets(bytes, (range.lowerBound + 1)..<end)[...]) else {
                return false
            }
            end += 1
        } else {
            while end < range.upperBound, bytes[end] != UInt8(ascii: ":") { end += 1 }
            guard isRegisteredName(bytes, range.lowerBound..<end) else { return false }
        }
        if end == range.upperBound { return true }
        return bytes[end] == UInt8(ascii: ":") && isPort(bytes, (end + 1)..<range.upperBound)
    }

    /// The same of a text.
    static func isAuthority(_ text: String) -> Bool {
        let octets = Array(text.utf8)
        return isAuthority(octets.span, 0..<octets.count)
    }

    /// Digits up to 65535, or nothing.
    private static func isPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= 5 else { return false }
        var port = 0
        for index in range {
            guard ASCII.isDigit(bytes[index]) else { return false }
            port = port * 10 + Int(bytes[index] - 0x30)
        }
        return port <= 65535
    }

    /// reg-name of RFC 3986 §3.2.2, not empty. The comma, though in the grammar, is refused: no host has one, but two Host
    /// fields that something on the way joined do.
    private static func isRegisteredName(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            let octet = bytes[index]
            if ASCII.isNameOctet(octet), octet != UInt8(ascii: ",") {
                index += 1
            } else if octet == UInt8(ascii: "%"), index + 2 < range.upperBound, ASCII.hexValue(bytes[index + 1]) != nil,
                ASCII.hexValue(bytes[index + 2]) != nil
            {
                index += 3
            } else {
                return false
            }
        }
        return !range.isEmpty
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
