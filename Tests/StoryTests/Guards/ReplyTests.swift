import CXML
import FoundationEssentials
import Testing

@testable import CXMLExchange

@Suite struct `Answers to documents` {
    @Test(arguments: ["portico.example", "[::1]:8080", "a&b.example"])
    func `the usual answer is what the writer would write`(host: String) {
        let replies = Replies(host: host, hash: Array(0..<32))
        let now = Date(timeIntervalSince1970: 1_795_000_000.123)
        #expect(replies.status(200, "OK", at: now) == replies.response(.statusOnly, .ok, "OK", at: now))
        let text = String(decoding: replies.status(200, "OK", at: now), as: UTF8.self)
        #expect(text.contains("payloadID=\"1795000000123.000102030405060708090a0b@"))
        #expect(text.contains("<Status code=\"200\" text=\"OK\""))
    }
}
