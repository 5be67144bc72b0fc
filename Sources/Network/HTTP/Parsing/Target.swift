/// What a request asks for: the path in one canonical form, so that routing and access checks see what is meant.
package struct Target: Sendable, Hashable {
    /// As it came.
    package let raw: String
    /// Percent-decoded, dot segments resolved, slashes single; begins with `/`, or is `*`.
    package let path: String
    /// Behind the question mark, as it came.
    package let rawQuery: String?
    /// The authority the request names: of absolute-form, else the Host field.
    package let authority: String?

    /// Of a request whose target could not be read.
    package static let unknown = Target(raw: "", path: "", rawQuery: nil, authority: nil)

    package var query: [QueryItem] {
        rawQuery.map { FormDecoder.items($0.utf8).map { QueryItem(name: $0.name, value: $0.value) } } ?? []
    }

    /// The first query value under a name.
    package func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// Reads the four forms of RFC 9112 §3.2 at `range` of `bytes`; `host` is where the Host field's value stands.
    /// Throws `Refusal`.
    static func parse(
        _ bytes: Span<UInt8>, _ range: Range<Int>, method: Method, host: Range<Int>?
    ) throws(Refusal) -> Target {
        if method == .connect { throw Refusal(.notImplemented, "CONNECT is for proxies (RFC 9110 §9.3.6).") }
        let raw = RequestLine.text(bytes, range)
        let authority = host.map { RequestLine.text(bytes, $0) }
        if isPlain(bytes, range) { return Target(raw: raw, path: raw, rawQuery: nil, authority: authority) }
        if raw == "*" {
            guard method == .options else { throw Refusal(.badRequest, "The target * is for OPTIONS (RFC 9112 §3.2.4).") }
            return Target(raw: raw, path: "*", rawQuery: nil, authority: authority)
        }
        let octets = RequestLine.octets(bytes, range)
        if octets.first == UInt8(ascii: "/") { return try origin(octets[...], raw: raw, authority: authority) }
        return try absolute(raw, octets[...])
    }

    /// Whether the target is a path that is canonical as it stands, without a query: then it is its own path.
    private static func isPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let first = range.first, bytes[first] == 0x2F else { return false }
        var previous: UInt8 = 0
        for index in range {
            let octet = bytes[index]
            if octet == 0x2F ? previous == 0x2F : !ASCII.isPathOctet(octet) { return false }
            if octet == 0x2E, previous == 0x2F { return false }
            previous = octet
        }
        return true
    }

    /// scheme "://" authority path-abempty: its authority counts and Host is ignored (RFC 9112 §3.2.2).
    private static func absolute(_ raw: String, _ bytes: ArraySlice<UInt8>) throws(Refusal) -> Target {
        let lower = raw.lowercased()
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { lower.hasPrefix($0) }) else {
            throw Refusal(.badRequest, "The target is neither a path nor an http address (RFC 9112 §3.2).")
        }
        let rest = bytes.dropFirst(scheme.utf8.count)
        let end =
            rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? rest.endIndex
        let authority = rest[..<end]
        guard HostField.isAuthority(authority.span, 0..<authority.count) else {
            throw Refusal(.badRequest, "The target's authority is not a host (RFC 9112 §3.2.2).")
        }
        let path = rest[end...]
        return try origin(
            path.first == UInt8(ascii: "/") ? path : [UInt8(ascii: "/")] + path, raw: raw,
            authority: String(decoding: authority, as: UTF8.self))
    }

    private static func origin(_ bytes: ArraySlice<UInt8>, raw: String, authority: String?) throws(Refusal) -> Target {
        if bytes.contains(UInt8(ascii: "#")) { throw Refusal(.badRequest, "The target holds a fragment (RFC 9112 §3.2.1).") }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?"))
        let query = mark.map { bytes[($0 + 1)...] }
        if let query, !query.allSatisfy({ isQueryOctet($0) }) || !hasValidEscapes(query) {
            throw Refusal(.badRequest, "The query holds a forbidden octet or a broken escape (RFC 3986 §3.4).")
        }
        return Target(
            raw: raw, path: try canonical(bytes[..<(mark ?? bytes.endIndex)]),
            rawQuery: query.map { String(decoding: $0, as: UTF8.self) }, authority: authority)
    }

    /// Visible octets without quotes, angles and the backslash; some that RFC 3986 forbids are sent by browsers and let through.
    private static func isQueryOctet(_ octet: UInt8) -> Bool { octet > 0x20 && octet < 0x7F && !"\"<>\\".utf8.contains(octet) }

    private static func hasValidEscapes(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%") {
                guard index + 2 < bytes.endIndex, ASCII.hexValue(bytes[index + 1]) != nil, ASCII.hexValue(bytes[index + 2]) != nil
                else { return false }
                index += 2
            }
            index += 1
        }
        return true
    }

    /// The path in its one canonical form. Refuses broken escapes, encoded NUL and slashes, backslashes, and dots above the root.
    private static func canonical(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
        if isCanonical(bytes) { return String(decoding: bytes, as: UTF8.self) }
        var segments: [[UInt8]] = []
        let parts = bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let segment = try decoded(part)
            let isLast = index == parts.count - 1
            if segment == [0x2E] || segment.isEmpty {
                if isLast { segments.append([]) }
            } else if segment == [0x2E, 0x2E] {
                guard !segments.isEmpty else { throw Refusal(.badRequest, "The path leads above the root (RFC 3986 §5.2.4).") }
                segments.removeLast()
                if isLast { segments.append([]) }
            } else {
                segments.append(segment)
            }
        }
        let path = [UInt8(ascii: "/")] + Array(segments.joined(separator: [UInt8(ascii: "/")]))
        guard let text = String(validating: path, as: UTF8.self) else {
            throw Refusal(.badRequest, "The path is not UTF-8 (RFC 3986 §2.5).")
        }
        return text
    }

    /// Whether nothing has to be done: no escapes, no empty segment but the last, none that begins with a dot.
    private static func isCanonical(_ bytes: ArraySlice<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for octet in bytes {
            if octet == 0x2F ? previous == 0x2F : !ASCII.isPathOctet(octet) { return false }
            if octet == 0x2E, previous == 0x2F { return false }
            previous = octet
        }
        return true
    }

    private static func decoded(_ segment: ArraySlice<UInt8>) throws(Refusal) -> [UInt8] {
        var result: [UInt8] = []
        var index = segment.startIndex
        while index < segment.endIndex {
            var octet = segment[index]
            if octet == UInt8(ascii: "%") {
                guard index + 2 < segment.endIndex, let high = ASCII.hexValue(segment[index + 1]),
                    let low = ASCII.hexValue(segment[index + 2])
                else { throw Refusal(.badRequest, "A broken percent-escape (RFC 3986 §2.1).") }
                octet = high << 4 | low
                index += 2
                if octet < 0x20 || octet == 0x7F || octet == UInt8(ascii: "/") || octet == UInt8(ascii: "\\") {
                    throw Refusal(.badRequest, "The path encodes a slash or a control character (RFC 3986 §2.2).")
                }
            } else if !ASCII.isPathOctet(octet) {
                throw Refusal(.badRequest, "The path holds a forbidden octet (RFC 3986 §3.3).")
            }
            result.append(octet)
            index += 1
        }
        return result
    }
}
