/// The fields that proxies add: Forwarded (RFC 7239), X-Real-IP and everything that begins with X-Forwarded-.
extension HeaderFields {
    /// Asked of every request, so no text is made.
    package var hasForwarding: Bool {
        var start = 0
        while start < lines.count {
            if Self.isForwarding(lines.span, at: start) { return true }
            start = Self.end(of: lines.span, from: start)
        }
        return false
    }

    package mutating func removeForwarding() {
        var kept: [UInt8] = []
        kept.reserveCapacity(lines.count)
        var (start, removed) = (0, 0)
        while start < lines.count {
            let end = Self.end(of: lines.span, from: start)
            if Self.isForwarding(lines.span, at: start) { removed += 1 } else { kept += lines[start..<end] }
            start = end
        }
        self = HeaderFields(parsed: kept, count: count - removed)
    }

    /// Behind the line feed of the line at `start`; every line has one.
    private static func end(of lines: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while lines[index] != 0x0A { index += 1 }
        return index + 1
    }

    private static func isForwarding(_ lines: Span<UInt8>, at start: Int) -> Bool {
        // Most are told by their first letter.
        switch ASCII.lowercased(lines[start]) {
        case UInt8(ascii: "f"): begins(lines, at: start, "forwarded:")
        case UInt8(ascii: "x"): begins(lines, at: start, "x-forwarded-") || begins(lines, at: start, "x-real-ip:")
        default: false
        }
    }

    private static func begins(_ lines: Span<UInt8>, at start: Int, _ text: StaticString) -> Bool {
        let end = start + text.utf8CodeUnitCount
        return end <= lines.count && ASCII.equal(lines, start..<end, text)
    }
}
