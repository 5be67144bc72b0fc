import HTTP

extension FuzzReader {
    /// The limits with which the oracle, which knows none, can be asked.
    private static var wide: Limits {
        var limits = Limits()
        limits.target = 1 << 20
        limits.head = 1 << 20
        limits.field = 1 << 20
        limits.fieldCount = 1 << 20
        limits.chunkExtensions = 1 << 20
        limits.trailers = 1 << 20
        return limits
    }

    /// A connection: the same however it is cut and as the grammar says, and no path ever leads above the root.
    static let requests: @Sendable ([UInt8]) -> String? = { octets in
        let whole = Conversation(reading: octets, limits: wide)
        let inPieces = Conversation(reading: octets, .init(cuts: cuts(of: octets), room: 7), limits: wide)
        if inPieces != whole { return "cut at \(cuts(of: octets)): \(inPieces) instead of \(whole)" }
        let oracle = Oracle(reading: octets)
        if !oracle.agrees(with: whole) { return "the grammar says \(oracle), the parser \(whole)" }
        for heard in whole.requests {
            let path = heard.head.target.path
            guard path.hasPrefix("/") || path == "*", !path.utf8.contains(0), !"\(path)/".contains("/../") else {
                return "path \(path)"
            }
        }
        let strict = Conversation(reading: octets)
        let strictInPieces = Conversation(reading: octets, .init(cuts: cuts(of: octets), room: 7))
        return sameButForStatus(strict, strictInPieces) ? nil : "under limits: \(strictInPieces) instead of \(strict)"
    }

    /// A limit can be passed before the fault that would be found first in a whole head, so the status may differ.
    private static func sameButForStatus(_ one: Conversation, _ other: Conversation) -> Bool {
        if case .refused = one.ending, case .refused = other.ending { return one.requests == other.requests }
        return one == other
    }

    /// A chunked body: the same in pieces and with little room, and never more than was there.
    static let chunks: @Sendable ([UInt8]) -> String? = { octets in
        let head = Array("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        let whole = Conversation(reading: head + octets, limits: wide)
        let pieces = Conversation(reading: head + octets, .init(cuts: cuts(of: head + octets), room: 1), limits: wide)
        if pieces != whole { return "cut at \(cuts(of: head + octets)): \(pieces) instead of \(whole)" }
        let oracle = Oracle(reading: head + octets)
        if !oracle.agrees(with: whole) { return "the grammar says \(oracle), the decoder \(whole)" }
        var decoder = BodyDecoder(framing: .chunked, limits: Limits())
        var output: [UInt8] = []
        guard let used = try? decoder.decode(octets[...], into: &output, maximum: 5) else { return nil }
        return used <= octets.count && output.count <= 5 ? nil : "used \(used) of \(octets.count), gave \(output.count) of 5"
    }

    /// A target: its canonical path, escaped, has the same canonical path; its query is decoded.
    static let targets: @Sendable ([UInt8]) -> String? = { octets in
        guard let head = head(target: octets) else { return nil }
        for item in head.target.query where item.name.isEmpty && item.value.isEmpty && head.target.rawQuery?.contains("=") != true
        {
            return "an item out of nothing"
        }
        if head.target.path == "*" { return nil }
        let escaped = head.target.path.utf8.flatMap { octet -> [UInt8] in
            if octet == 0x2F { return [octet] }
            let digits = String(octet, radix: 16)
            return Array("%\(digits.count == 1 ? "0" : "")\(digits)".utf8)
        }
        guard let again = Self.head(target: escaped) else { return "the path \(head.target.path) is refused when escaped" }
        return again.target.path == head.target.path ? nil : "\(head.target.path) became \(again.target.path)"
    }

    private static func head(target: [UInt8]) -> RequestHead? {
        var parser = RequestParser(limits: wide)
        let octets = Array("OPTIONS ".utf8) + target + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        if case .complete(let head, _) = parser.parse(octets[...]) { return head }
        return nil
    }

    /// A field that an application sets, to whatever value, never makes a second one or ends the head.
    static let responses: @Sendable ([UInt8]) -> String? = { octets in
        let parts = octets.split(separator: 0x3A, maxSplits: 1, omittingEmptySubsequences: false)
        var fields = HeaderFields()
        fields.add(String(decoding: parts[0], as: UTF8.self), parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : "x")
        var bytes: [UInt8] = []
        ResponseHead.append(
            to: &bytes, status: .ok, headers: fields, date: [], length: .known(0), closes: false, version: .http11)
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard bytes.suffix(4).elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) else { return "the head does not end" }
        guard lines.count <= 5,
            lines.dropLast().allSatisfy({ $0.last == 0x0D && $0.dropLast().allSatisfy { $0 >= 0x20 || $0 == 0x09 } })
        else { return "the head is split: \(String(decoding: bytes, as: UTF8.self).debugDescription)" }
        return nil
    }
}
