import FuzzReaders
import HTTP
import Testing

/// Requests behind each other on one connection (RFC 9112 §9.3.2).
@Suite struct `Pipelined requests in octets` {
    static let get = Case.line("GET / HTTP/1.1")
    static let withLength = Case.hello("Content-Length: 5")
    static let withChunks = Case.chunked("5;x=y\r\nhello\r\n0\r\nT: v\r\n\r\n")

    static func read(_ text: String, _ delivery: Conversation.Delivery = .init()) -> Conversation {
        Conversation(reading: Wire.octets(text), delivery)
    }

    @Test func `a hundred are read in order`() {
        let text = (0..<100).map { Case.target("/\($0)") }.joined()
        let read = Self.read(text)
        #expect(read.ending == .idle)
        #expect(read.requests.map(\.head.target.path) == (0..<100).map { "/\($0)" })
    }

    @Test func `with and without content and of every framing they stay apart, wherever they are cut`() {
        let text = Case.long(Self.withLength + Self.withChunks + Self.get + Case.line("HEAD / HTTP/1.1"), 5)
        let whole = Self.read(text)
        #expect(whole.ending == .idle)
        #expect(
            whole.requests.map { String(decoding: $0.body, as: UTF8.self) }
                == (0..<5).flatMap { _ in ["hello", "hello", "", ""] })
        for cut in 0...text.utf8.count { #expect(Self.read(text, .init(cuts: [cut])) == whole) }
    }

    @Test func `an invalid one does not overtake those before it`() {
        let read = Self.read(Self.get + "BROKEN\r\n\r\n" + Self.get)
        #expect(read.requests.count == 1)
        #expect(read.ending == .refused(400))
    }

    @Test func `an octet behind a body begins the next request`() {
        let read = Self.read(Self.withLength + "Q" + Self.get)
        #expect(read.requests.map(\.head.method.token) == ["POST", "QGET"])
        #expect(read.ending == .idle)
    }

    @Test(arguments: 2...6)
    func `the last one that is cut off is the only one not read`(_ count: Int) {
        let text = Case.long(Self.withLength, count)
        let read = Self.read(String(text.dropLast(3)))
        #expect(read.requests.count == count - 1)
        #expect(read.ending == .needsMore)
    }

    @Test func `what lies behind a closing one is not looked at`() {
        let read = Self.read(Case.get("Connection: close") + "\u{00}\u{01}garbage")
        #expect(read.requests.count == 1)
        #expect(read.ending == .closed)
    }

    @Test func `two thousand cost as much each as one`() {
        let read = Self.read(Case.long(Self.get, 2000))
        #expect(read.requests.count == 2000)
        #expect(read.ending == .idle)
    }
}
