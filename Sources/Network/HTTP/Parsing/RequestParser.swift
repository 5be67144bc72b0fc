/// Reads request heads out of a growing buffer, strictly by RFC 9112 and never scanning an octet twice for the line ends.
///
/// A pure value: it is given what was received so far and answers what became of it. CR and LF stand only together, names
/// are tokens, nothing is folded, exactly one length is believed.
package struct RequestParser: Sendable {
    package enum Progress: Sendable {
        /// A whole head; `length` octets were used.
        case complete(RequestHead, length: Int)
        case needsMore
        case refused(Refusal)
    }

    package let limits: Limits
    /// Octets that were checked already, over all calls for this head.
    private var scanned = 0
    /// Where the line being read began.
    private var lineStart = 0
    /// Empty lines in front of the request line that were skipped (RFC 9112 §2.2).
    private var skipped = 0
    private var requestLine: RequestLine?
    private var essentials = Essentials()
    private var fieldCount = 0
    private var headStart = 0

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Forgets the head that was read, for the next one.
    package mutating func reset() { self = RequestParser(limits: limits) }

    /// Whether something of a request was seen.
    package var hasBegun: Bool { scanned > skipped }

    /// Reads on in `buffer`, which holds everything received since the last reset.
    package mutating func parse(_ buffer: ArraySlice<UInt8>) -> Progress { parse(buffer.span) }

    /// Reads on in `bytes`, which hold everything received since the last reset; they may have moved since.
    package mutating func parse(_ bytes: Span<UInt8>) -> Progress {
        do {
            return try advance(bytes)
        } catch {
            return .refused(error)
        }
    }

    private mutating func advance(_ bytes: Span<UInt8>) throws(Refusal) -> Progress {
        while let end = try lineEnd(in: bytes) {
            let line = lineStart..<end
            let next = end + 2
            if let requestLine {
                if line.isEmpty { return .complete(try head(requestLine, bytes, end: lineStart), length: next) }
                try addField(bytes, line)
            } else if line.isEmpty {
                skipped = next
                if skipped > 4 { throw Refusal(.badRequest, "Empty lines before the request line (RFC 9112 §2.2).") }
            } else {
                requestLine = try RequestLine(bytes, line, limits: limits)
                headStart = next
            }
            lineStart = next
            scanned = next
        }
        try checkUnfinishedLine(bytes)
        return .needsMore
    }

    /// The offset of the next CR LF; a lone one of the two is refused as soon as it is seen.
    private mutating func lineEnd(in bytes: Span<UInt8>) throws(Refusal) -> Int? {
        var index = scanned
        while index < bytes.count {
            let octet = bytes[index]
            if octet > 0x0D {
                index += 1
                continue
            }
            if octet == 0x0D {
                guard index + 1 < bytes.count else { break }
                guard bytes[index + 1] == 0x0A else { throw Refusal(.badRequest, "A bare CR (RFC 9112 §2.2).") }
                return index
            }
            if octet == 0x0A { throw Refusal(.badRequest, "A bare LF (RFC 9112 §2.2).") }
            if octet == 0x00 { throw Refusal(.badRequest, "A NUL (RFC 9110 §5.5).") }
            index += 1
        }
        scanned = index
        return nil
    }

    /// Refuses an endless line, or one that can never become right, before its end came.
    private func checkUnfinishedLine(_ bytes: Span<UInt8>) throws(Refusal) {
        // A CR that waits for its LF is none of the line.
        let end = bytes.count > lineStart && bytes[bytes.count - 1] == 0x0D ? bytes.count - 1 : bytes.count
        if requestLine == nil {
            try RequestLine.checkBeginning(bytes, lineStart..<end, limits: limits)
        } else {
            try checkSize(line: end - lineStart, total: end - headStart)
        }
    }

    private func checkSize(line: Int, total: Int) throws(Refusal) {
        if line > limits.field || total > limits.head {
            throw Refusal(.fieldsTooLarge, "The header fields are too large (RFC 6585 §5).")
        }
    }

    private mutating func addField(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(Refusal) {
        try checkSize(line: line.count, total: line.upperBound - headStart)
        if fieldCount >= limits.fieldCount { throw Refusal(.fieldsTooLarge, "Too many header fields (RFC 6585 §5).") }
        let (name, value) = try FieldLine.parse(bytes, line)
        essentials.note(bytes, name: name, value: value)
        fieldCount += 1
    }

    private func head(_ line: RequestLine, _ bytes: Span<UInt8>, end: Int) throws(Refusal) -> RequestHead {
        let host = try HostField.check(essentials.host, bytes, version: line.version)
        let target = try Target.parse(bytes, line.target, method: line.method, host: host)
        let framing = try Framing.decide(essentials, bytes, version: line.version)
        let expectation = try Framing.expectsContinue(essentials, version: line.version)
        return RequestHead(
            method: line.method, target: target, version: line.version,
            headers: HeaderFields(parsed: RequestLine.octets(bytes, headStart..<end), count: fieldCount), framing: framing,
            keepAlive: Framing.keepsAlive(essentials, version: line.version),
            expectsContinue: expectation && framing != .none)
    }
}
