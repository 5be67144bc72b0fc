import FuzzReaders
import HTTP
import Testing

/// One row of a table: a paragraph, what a client sends, and what must come of it.
///
/// Behind every input that ends a request stands a second request, for `/next`, that closes: what becomes of it shows
/// whether both sides agree on where the first one ended.
struct Case: Sendable, CustomTestStringConvertible {
    /// What was read of a request. A field that is `nil` may have any value.
    struct Served: Sendable {
        var method = "GET"
        var path: String? = "/"
        var host: String? = "a.example"
        var body: String? = ""
        var version: HTTPVersion? = .http11
        var query: String?
        var expectsContinue = false
    }

    enum Outcome: Sendable {
        /// Read with these values, and the request behind it is read next.
        case served(Served)
        /// Read with these values, and nothing behind it is.
        case servedLast(Served)
        /// Read with these values, and what lies behind it is refused with this status.
        case servedAndRefused(Served, Int)
        /// Refused with this status, the request behind it is lost.
        case refused(Int)
        /// The same before anything behind these octets has come.
        case refusedAtOnce(Int)
        /// Not whole: nothing is served.
        case needsMore

        static let served = Outcome.served(Served())
        static let servedLast = Outcome.servedLast(Served())
    }

    let paragraph: String
    let what: String
    let input: [UInt8]
    let outcome: Outcome

    init(_ paragraph: String, _ what: String, _ text: String, _ outcome: Outcome) {
        self.paragraph = paragraph
        self.what = what
        input = Wire.octets(text)
        self.outcome = outcome
    }

    var testDescription: String { "RFC \(paragraph): \(what)" }

    static let next = Wire.octets("GET /next HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n")

    /// The input and what stands behind it.
    var stream: [UInt8] {
        switch outcome {
        case .served, .servedLast, .servedAndRefused, .refused: input + Self.next
        case .refusedAtOnce, .needsMore: input
        }
    }

    /// Reads the row in every way of delivering it: the whole at once, against closed pages, octet by octet and in random
    /// pieces. All must tell the same, and what the row says.
    func check(_ location: SourceLocation = #_sourceLocation) {
        let stream = stream
        let whole = Conversation(reading: stream)
        expect(whole, location)
        for delivery in Self.deliveries(of: stream) {
            let other = Conversation(reading: stream, delivery)
            #expect(other == whole, "\(testDescription): cut at \(delivery.cuts.prefix(20))", sourceLocation: location)
        }
    }

    private static func deliveries(of stream: [UInt8]) -> [Conversation.Delivery] {
        var generator = SeededGenerator(state: UInt64(stream.count))
        var all = GuardedBytes.Side.allCases.map { Conversation.Delivery(guarded: $0) }
        if stream.count <= 1200 {
            all.append(.init(cuts: Array(0..<stream.count), guarded: stream.count <= 400 ? .behind : nil))
            all.append(.init(room: 1))
        }
        for pieces in [1, 3, 9] {
            let cuts = (0..<pieces).map { _ in Int.random(in: 0...stream.count, using: &generator) }.sorted()
            all.append(.init(cuts: cuts, guarded: .behind, room: Int.random(in: 1...5000, using: &generator)))
        }
        return all
    }

    private func expect(_ read: Conversation, _ location: SourceLocation) {
        let paths = read.requests.map(\.head.target.path)
        let told = Comment("\(testDescription): \(paths), \(read.ending)")
        switch outcome {
        case .served(let served):
            #expect(read.requests.count == 2 && paths.last == "/next" && read.ending == .closed, told, sourceLocation: location)
            expect(read.requests.first, served, location)
        case .servedLast(let served):
            #expect(read.requests.count == 1 && read.ending == .closed, told, sourceLocation: location)
            expect(read.requests.first, served, location)
        case .servedAndRefused(let served, let status):
            #expect(read.requests.count == 1 && read.ending == .refused(status), told, sourceLocation: location)
            expect(read.requests.first, served, location)
        case .refused(let status), .refusedAtOnce(let status):
            #expect(read.requests.isEmpty && read.ending == .refused(status), told, sourceLocation: location)
        case .needsMore:
            #expect(read.requests.isEmpty && read.ending == .needsMore, told, sourceLocation: location)
        }
    }

    private func expect(_ heard: Conversation.Heard?, _ served: Served, _ location: SourceLocation) {
        guard let heard else { return }
        let what = Comment("\(testDescription)")
        #expect(heard.head.method.token == served.method, what, sourceLocation: location)
        #expect(served.path == nil || heard.head.target.path == served.path, what, sourceLocation: location)
        #expect(heard.head.target.authority == served.host, what, sourceLocation: location)
        #expect(served.version == nil || heard.head.version == served.version, what, sourceLocation: location)
        #expect(served.query == nil || heard.head.target.rawQuery == served.query, what, sourceLocation: location)
        #expect(heard.head.expectsContinue == served.expectsContinue, what, sourceLocation: location)
        guard let body = served.body else { return }
        #expect(String(decoding: heard.body, as: UTF8.self) == body, what, sourceLocation: location)
    }
}
