package import HTTP

/// Everything a client sent on one connection, read to its end by the parser and the body decoder alone, in the order a
/// connection does it: no socket, no server.
package struct Conversation: Equatable, Sendable {
    /// A request with its whole body.
    package struct Heard: Equatable, Sendable {
        package let head: RequestHead
        package let body: [UInt8]
    }

    package enum Ending: Equatable, Sendable {
        /// Nothing is left over, the connection is kept.
        case idle
        /// A head or a body is not whole.
        case needsMore
        /// The last request said that it is the last; what lies behind it is not read.
        case closed
        case refused(Int)
    }

    package private(set) var requests: [Heard] = []
    package private(set) var ending = Ending.idle

    /// How the octets reach the readers.
    package struct Delivery: Sendable {
        /// Where the stream is cut, ascending; what is before a cut is there, what is behind it is not yet.
        package let cuts: [Int]
        /// Where a closed page lies, if any.
        let guarded: GuardedBytes.Side?
        /// The most octets of a body that are asked for at once.
        let room: Int

        package init(cuts: [Int] = [], guarded: GuardedBytes.Side? = nil, room: Int = 1 << 20) {
            self.cuts = cuts
            self.guarded = guarded
            self.room = room
        }
    }

    package init(reading stream: [UInt8], _ delivery: Delivery = Delivery(), limits: Limits = Limits()) {
        var reader = Reader(stream: stream, delivery: delivery, limits: limits)
        for cut in delivery.cuts + [stream.count] where ending == .idle {
            if let end = reader.advance(to: cut, into: &requests) { ending = end }
        }
        if ending == .idle, !reader.isBetweenRequests { ending = .needsMore }
    }
}

/// Where the reading stands.
private struct Reader {
    let stream: [UInt8]
    let delivery: Conversation.Delivery
    let limits: Limits
    var start = 0
    var parser: RequestParser
    var current: (head: RequestHead, decoder: BodyDecoder, body: [UInt8])?

    init(stream: [UInt8], delivery: Conversation.Delivery, limits: Limits) {
        self.stream = stream
        self.delivery = delivery
        self.limits = limits
        parser = RequestParser(limits: limits)
    }

    var isBetweenRequests: Bool { current == nil && start == stream.count }

    /// Reads what lies before `end`; answers how the conversation ended, if it did.
    mutating func advance(to end: Int, into requests: inout [Conversation.Heard]) -> Conversation.Ending? {
        while true {
            if current != nil {
                do {
                    guard let heard = try body(upTo: end) else { return nil }
                    requests.append(heard)
                    if !heard.head.keepAlive { return .closed }
                } catch { return .refused(error.status.code) }
            } else {
                guard start < end else { return nil }
                switch view(upTo: end, { [parser] in Self.parse($0, with: parser) }) {
                case (let next, .needsMore):
                    parser = next
                    return nil
                case (_, .refused(let refusal)): return .refused(refusal.status.code)
                case (_, .complete(let head, let length)):
                    precondition(length > 0 && length <= end - start, "the parser used octets that it was not given")
                    start += length
                    parser = RequestParser(limits: limits)
                    current = (head, BodyDecoder(framing: head.framing, limits: limits), [])
                }
            }
        }
    }

    private static func parse(_ bytes: ArraySlice<UInt8>, with parser: RequestParser) -> (RequestParser, RequestParser.Progress) {
        var parser = parser
        let progress = parser.parse(bytes)
        return (parser, progress)
    }

    /// Takes body octets as far as they are there; answers the request when it is whole.
    private mutating func body(upTo end: Int) throws(Refusal) -> Conversation.Heard? {
        while let now = current, !now.decoder.isComplete {
            let next = try view(upTo: end) { [delivery] bytes throws(Refusal) in
                var (decoder, output) = (now.decoder, [UInt8]())
                let used = try decoder.decode(bytes, into: &output, maximum: delivery.room)
                precondition(used <= bytes.count && output.count <= min(used, delivery.room), "the decoder made octets up")
                return (decoder, output, used)
            }
            current = (now.head, next.0, now.body + next.1)
            start += next.2
            if next.2 == 0, !next.0.isComplete { return nil }
        }
        defer { current = nil }
        return current.map { Conversation.Heard(head: $0.head, body: $0.body) }
    }

    private func view<Result, Failure: Error>(
        upTo end: Int, _ read: (ArraySlice<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let side = delivery.guarded else { return try read(stream[start..<end]) }
        return try GuardedBytes.with(stream[start..<end], guarded: side, read)
    }
}
