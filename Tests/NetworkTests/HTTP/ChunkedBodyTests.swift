import HTTP
import Testing

@Suite struct `A chunked body` {
    /// Decodes pieces as a connection does: what was not used stays before what comes next.
    static func decode(_ pieces: [[UInt8]], maximum: Int = .max, limits: Limits = Limits()) throws(Refusal) -> (
        body: [UInt8], isComplete: Bool, left: [UInt8]
    ) {
        var decoder = BodyDecoder(framing: .chunked, limits: limits)
        var buffer: [UInt8] = []
        var body: [UInt8] = []
        for piece in pieces {
            buffer += piece
            while true {
                var output: [UInt8] = []
                let used = try decoder.decode(buffer[...], into: &output, maximum: maximum)
                buffer.removeFirst(used)
                body += output
                if used == 0 || decoder.isComplete { break }
            }
        }
        return (body, decoder.isComplete, buffer)
    }

    static func decode(_ text: String) throws(Refusal) -> (body: [UInt8], isComplete: Bool, left: [UInt8]) {
        try decode([Wire.octets(text)])
    }

    static let good =
        "5\r\nhello\r\n1;a=b;c;d=\"x\\\"\t;y\"\r\n,\r\n0006 ; e = f\r\n world\r\n000\r\nTrailer: x\r\nContent-Length: 9\r\n\r\n"

    @Test func `is the same wherever it is split`() throws {
        let bytes = Wire.octets(Self.good + "GET")
        for cut in 0...bytes.count {
            let result = try Self.decode([Array(bytes[..<cut]), Array(bytes[cut...])])
            #expect(String(decoding: result.body, as: UTF8.self) == "hello, world")
            #expect(result.isComplete)
            #expect(result.left == Array("GET".utf8))
        }
    }

    @Test(arguments: [1, 2, 3, 5])
    func `is the same octet by octet and with little room for output`(_ maximum: Int) throws {
        let result = try Self.decode(Wire.octets(Self.good).map { [$0] }, maximum: maximum)
        #expect(String(decoding: result.body, as: UTF8.self) == "hello, world")
        #expect(result.isComplete)
    }

    @Test func `is not complete before its last CR LF`() throws {
        let bytes = Wire.octets(Self.good)
        for cut in 0..<bytes.count { #expect(try !Self.decode([Array(bytes[..<cut])]).isComplete) }
    }

    @Test func `with a length takes exactly that and leaves the rest`() throws {
        var decoder = BodyDecoder(framing: .length(5), limits: Limits())
        var body: [UInt8] = []
        #expect(try decoder.decode(Array("hel".utf8)[...], into: &body, maximum: 2) == 2)
        #expect(decoder.remaining == 3)
        #expect(try decoder.decode(Array("llo, world".utf8)[...], into: &body, maximum: 100) == 3)
        #expect(decoder.isComplete)
        #expect(body == Array("hello".utf8))
    }

    @Test func `that is none is complete at once`() {
        #expect(BodyDecoder(framing: .none, limits: Limits()).isComplete)
    }
}
