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
    private var requestLine: (method: Method, target: ArraySlice<UInt8>, version: HTTPVersion)?
    private var headers = HeaderFields()
    private var headStart = 0

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Forgets the head that was read, for the next one.
    package mutating func reset() { self = RequestParser(limits: limits) }

    /// Whether something of a request was seen.
    package var hasBegun: Bool { scanned > skipped }

    /// Reads on in `buffer`, which holds everything received since the last reset.
    package mutating func parse(_ buffer: ArraySlice<UInt8>) -> Progress {
        do {
            return try advance(buffer)
        } catch {
            return .refused(error)
        }
    }

    private mutating func advance(_ buffer: ArraySlice<UInt8>) throws(Refusal) -> Progress {
        let base = buffer.startIndex
        while let end = try lineEnd(in: buffer) {
            let line = buffer[(base + lineStart)..<(base + end)]
            let next = end + 2
            if requestLine == nil {
                if line.isEmpty {
                    skipped = next
                    if skipped > 4 { throw Refusal(.badRequest, "Empty lines before the request line (RFC 9112 §2.2).") }
                } else {
                    requestLine = try RequestLine.parse(line, limits: limits)
                    headStart = next
                }
            } else if line.isEmpty {
                return .complete(try head(), length: next)
            } else {
                try addField(line)
            }
            lineStart = next
            scanned = next
        }
        try checkUnfinishedLine(length: buffer.count - lineStart, firstOctets: buffer.dropFirst(lineStart))
        return .needsMore
    }

    /// The offset of the next CR LF; a lone one of the two is refused as soon as it is seen.
    private mutating func lineEnd(in buffer: ArraySlice<UInt8>) throws(Refusal) -> Int? {
        let base = buffer.startIndex
        var index = scanned
        while index < buffer.count {
            let octet = buffer[base + index]
            if octet == 0x0D {
                guard index + 1 < buffer.count else { break }
                guard buffer[base + index + 1] == 0x0A else { throw Refusal(.badRequest, "A bare CR (RFC 9112 §2.2).") }
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
    private func checkUnfinishedLine(length: Int, firstOctets: ArraySlice<UInt8>) throws(Refusal) {
        if requestLine == nil {
            if length > limits.target + 64 { throw Refusal(.uriTooLong, "The request line is too long (RFC 9112 §3).") }
            try RequestLine.checkBeginning(firstOctets)
        } else {
            try checkSize(line: length, total: lineStart + length - headStart)
        }
    }

    private func checkSize(line: Int, total: Int) throws(Refusal) {
        if line > limits.field || total > limits.head {
            throw Refusal(.fieldsTooLarge, "The header fields are too large (RFC 6585 §5).")
        }
    }

    private mutating func addField(_ line: ArraySlice<UInt8>) throws(Refusal) {
        try checkSize(line: line.count, total: lineStart + line.count - headStart)
        if headers.fields.count >= limits.fieldCount { throw Refusal(.fieldsTooLarge, "Too many header fields (RFC 6585 §5).") }
        let (name, value) = try FieldLine.parse(line)
        headers.append(parsed: name, value)
    }

    private func head() throws(Refusal) -> RequestHead {
        guard let requestLine else { throw Refusal(.badRequest, "No request line.") }
        let host = try HostField.check(headers, version: requestLine.version)
        let target = try Target.parse(requestLine.target, method: requestLine.method, host: host)
        let framing = try Framing.decide(headers, version: requestLine.version)
        let expectation = try Framing.expectsContinue(headers, version: requestLine.version)
        return RequestHead(
            method: requestLine.method, target: target, version: requestLine.version, headers: headers, framing: framing,
            keepAlive: Framing.keepsAlive(headers, version: requestLine.version), expectsContinue: expectation && framing != .none
        )
    }
}
