import HTTP
import Testing

@Suite struct `Framing` {
    @Test(arguments: [
        ("Content-Length: 5", BodyFraming.length(5)), ("content-length:\t005 ", .length(5)), ("Content-Length: 0", .none),
        ("Content-Length: 00", .none), ("Transfer-Encoding: chunked", .chunked), ("transfer-encoding:\tChunKED ", .chunked),
        ("Content_Length: 5", .none), ("Transfer_Encoding: chunked", .none), ("Content-Encoding: chunked", .none),
        ("Content-Length: 0000000000000000000000000000000000000007", .length(7)),
    ])
    func `is told by one field`(_ line: String, _ framing: BodyFraming) throws {
        #expect(try #require(Wire.head(Wire.get(line))).framing == framing)
    }
}
