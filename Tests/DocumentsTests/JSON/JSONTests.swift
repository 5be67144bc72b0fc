import FoundationEssentials
import JSON
import Testing

/// What is read, what is refused, what is written.
struct JSONTests {
    @Test(arguments: [
        "null", "true", "[]", "{}", "\"\"", "0", "-7", "999999999999999999", "1234567890123456789012345678", "-0.5",
        "[1,[2,{\"a\":null}],\"x\"]", "{\"b\":1,\"a\":2}",
        "{\"price\":123456789012345678901234567890.12345678}", "\"\\\"\\\\\\n\\t\\r\"", "\"é😀\"",
    ])
    func `what is read is written as it was`(_ text: String) throws {
        #expect(try JSON.read(text).text() == text)
    }

    @Test func `members keep their order and numbers every digit`() throws {
        let value = try JSON.read(" { \"z\" : 0.1 , \"a\" : [ 1e3 , 1.10 , -2.5E-3 ] }\r\n")
        #expect(value == ["z": .number(try #require(Decimal(string: "0.1"))), "a": [1000, .number(1.1), .number(-0.0025)]])
        #expect(value["a"]?[2]?.text() == "-0.0025")
    }

    @Test(arguments: [
        ("\"\\u00e9\\ud83d\\ude00\\u0000\\/\"", "é😀\u{0}/"), ("\"\\b\\f\"", "\u{8}\u{c}"),
        ("\"\u{7f}\u{2028}\"", "\u{7f}\u{2028}"),
    ])
    func `escapes are read`(_ text: String, _ expected: String) throws {
        #expect(try JSON.read(text) == .string(expected))
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "tru", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "{\"a\" 1}", "'a'",
        "01",
        "-", "1.", ".5", "+1", "1e", "1e+", "0x1", "NaN", "Infinity", "1e400", "1e90", "1e-60", "1e999999999999", "\"a",
        "\"\\x\"", "\"\\u12g4\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "\"\u{1}\"", "[1]]", "{} {}", "// x\n1", "\u{feff}1", "]",
        "-01",
        "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "[1", "{\"a\":1", String(repeating: "9", count: 39),
    ])
    func `what is not exactly one value is refused`(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSON.read(text) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        for bytes in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]] as [[UInt8]] {
            #expect(throws: JSONSyntaxError.self) { try JSON.read([0x22] + bytes + [0x22]) }
        }
    }

    @Test func `depth and size have limits`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try JSON.read(nested(64))
        #expect(throws: JSONSyntaxError.self) { try JSON.read(nested(65)) }
        #expect(throws: JSONSyntaxError.self) { try JSON.read(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONSyntaxError.self) { try JSON.read(Array("[1,2]".utf8), sizeLimit: 4) }
    }

    @Test func `an error names line, column and reason`() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON.read("{\n  \"a\": 1,\n  \"a\": 2\n}") }
        #expect(error?.description == "line 3, column 3: the name stands twice in one object")
    }

    @Test(arguments: [(2, 0), (8, 7), (9, 8), (40, 0), (40, 20), (40, 39)])
    func `a name twice is found among few names and among many`(_ count: Int, _ repeated: Int) throws {
        let members = (0..<count).map { "\"name \($0)\":\($0)" }
        #expect(try JSON.read("{\(members.joined(separator: ","))}")["name \(count - 1)"] == JSON(count - 1))
        let reason = #expect(throws: JSONSyntaxError.self) {
            try JSON.read("{\(members.joined(separator: ",")),\"name \(repeated)\":0}")
        }
        #expect(reason?.description.hasSuffix("the name stands twice in one object") == true)
    }

    @Test func `text is safe inside a page`() {
        #expect(JSON.string("</script>&\u{2028}").text() == "\"\\u003c/script\\u003e\\u0026\\u2028\"")
    }

    @Test(arguments: ["", "plain", "‘quoted’ — … ☃", "\u{2027}\u{2028}\u{2029}\u{202a}", "a\u{0}b\u{1f}\u{7f}", "€", "â"])
    func `every text comes back as it was`(_ text: String) throws {
        #expect(try JSON.read(JSON.string(text).bytes()) == .string(text))
    }

    @Test func `pretty text is indented`() {
        let value: JSON = ["a": [1, 2], "b": [:], "c": []]
        #expect(value.text(pretty: true) == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": []\n}")
    }
}
