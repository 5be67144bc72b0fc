/// Takes a body out of what was received, by length or by chunks (RFC 9112 §6 and §7.1). A pure value.
package struct BodyDecoder: Sendable {
    package enum State: Sendable, Hashable { case needsMore, complete }

    private enum Place: Sendable {
        case sizeLine, data(Int), dataEnd, trailers, fixed(Int), done
    }

    private var place: Place
    private let limits: Limits
    private var extensionOctets = 0
    private var trailerOctets = 0

    package init(framing: BodyFraming, limits: Limits) {
        self.limits = limits
        switch framing {
        case .none: place = .done
        case .length(let length): place = .fixed(length)
        case .chunked: place = .sizeLine
        }
    }

    /// Octets still to come, where that is known.
    package var remaining: Int? {
        switch place {
        case .fixed(let count): count
        case .done: 0
        default: nil
        }
    }

    package var isComplete: Bool { if case .done = place { true } else { false } }

    /// Moves body octets from `input` to `output`, at most `maximum` of them. Answers how many octets of `input` were used.
    package mutating func decode(_ input: ArraySlice<UInt8>, into output: inout [UInt8], maximum: Int) throws(Refusal) -> Int {
        var index = input.startIndex
        var room = maximum
        reading: while true {
            switch place {
            case .done:
                break reading
            case .fixed(let left):
                let count = min(left, input.endIndex - index, room)
                output += input[index..<(index + count)]
                index += count
                place = left == count ? .done : .fixed(left - count)
                if left != count { break reading }
            case .data(let left):
                let count = min(left, input.endIndex - index, room)
                output += input[index..<(index + count)]
                index += count
                room -= count
                place = left == count ? .dataEnd : .data(left - count)
                if left != count { break reading }
            case .dataEnd:
                if let first = input[index...].first, first != 0x0D {
                    throw Refusal(.badRequest, "A chunk longer than its size (RFC 9112 §7.1).")
                }
                guard input.endIndex - index >= 2 else { break reading }
                guard input[index + 1] == 0x0A else {
                    throw Refusal(.badRequest, "A chunk that does not end in CR LF (RFC 9112 §7.1).")
                }
                index += 2
                place = .sizeLine
            case .sizeLine:
                guard let end = try Self.lineEnd(input[index...], limit: limits.chunkExtensions + 64) else { break reading }
                let size = try chunkSize(input[index..<end])
                index = end + 2
                place = size == 0 ? .trailers : .data(size)
            case .trailers:
                guard let end = try Self.lineEnd(input[index...], limit: limits.trailers) else { break reading }
                let line = input[index..<end]
                index = end + 2
                if line.isEmpty {
                    place = .done
                } else {
                    try checkTrailer(line)
                }
            }
        }
        return index - input.startIndex
    }

    /// The size and its extensions, which are ignored but must be well formed and few (RFC 9112 §7.1.1).
    private mutating func chunkSize(_ line: ArraySlice<UInt8>) throws(Refusal) -> Int {
        let digits = line.prefix { ASCII.hexValue($0) != nil }
        guard !digits.isEmpty, digits.count <= 16 else {
            throw Refusal(.badRequest, "A chunk size that is not 1 to 16 hex digits (RFC 9112 §7.1).")
        }
        let rest = line[digits.endIndex...]
        if !rest.isEmpty {
            extensionOctets += rest.count
            if extensionOctets > limits.chunkExtensions {
                throw Refusal(.badRequest, "Too many chunk extensions (RFC 9112 §7.1.1).")
            }
            guard ChunkExtension.isValid(rest) else {
                throw Refusal(.badRequest, "A malformed chunk extension (RFC 9112 §7.1.1).")
            }
        }
        var size: UInt64 = 0
        for digit in digits { size = size << 4 | UInt64(ASCII.hexValue(digit) ?? 0) }
        guard size <= UInt64(max(limits.chunk, 0)) else {
            throw Refusal(.contentTooLarge, "A chunk is too large (RFC 9112 §7.1).")
        }
        return Int(size)
    }

    private mutating func checkTrailer(_ line: ArraySlice<UInt8>) throws(Refusal) {
        trailerOctets += line.count + 2
        if trailerOctets > limits.trailers { throw Refusal(.fieldsTooLarge, "The trailer section is too large (RFC 6585 §5).") }
        _ = try FieldLine.parse(line.span, 0..<line.count)
    }

    /// The place of the next CR LF. Throws for a bare one of the two and for a line over the limit.
    private static func lineEnd(_ bytes: ArraySlice<UInt8>, limit: Int) throws(Refusal) -> Int? {
        for index in bytes.indices {
            let octet = bytes[index]
            if octet == 0x0D {
                guard index + 1 < bytes.endIndex else { return nil }
                guard bytes[index + 1] == 0x0A else {
                    throw Refusal(.badRequest, "A bare CR in the chunked body (RFC 9112 §7.1).")
                }
                return index
            }
            if octet == 0x0A || octet == 0x00 {
                throw Refusal(.badRequest, "A bare LF or NUL in the chunked body (RFC 9112 §7.1).")
            }
            if index - bytes.startIndex > limit {
                throw Refusal(.badRequest, "A line of the chunked body is too long (RFC 9112 §7.1).")
            }
        }
        return nil
    }
}
