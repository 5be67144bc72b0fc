import HTTP
import Testing

@Suite struct `The header section` {
    @Test func `names are compared without case and values lose the blanks around them`() throws {
        let head = try #require(Wire.head(Wire.get("x-oNe: \t a: b \t", "X-Two:", "X-ONE:c")))
        #expect(head.headers[first: "X-One"] == "a: b")
        #expect(head.headers.all("x-one") == ["a: b", "c"])
        #expect(head.headers[first: "X-Two"] == "")
        #expect(head.headers[first: "X-Three"] == nil)
    }

    @Test func `a value that is set cannot split the response`() {
        var fields = HeaderFields()
        fields.add("Location", "/a\r\nSet-Cookie: x=y\u{00}")
        fields.add("X\r\nY", "z")
        fields.add("", "z")
        var bytes: [UInt8] = []
        ResponseHead.append(
            to: &bytes, status: .found, headers: fields, date: [], length: .known(0), closes: false, version: .http11)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == "HTTP/1.1 302 Found\r\nLocation: /a  Set-Cookie: x=y \r\nContent-Length: 0\r\n\r\n")
    }

    @Test func `setting a field replaces all of its name and keeps the others in order`() {
        var fields = HeaderFields([("A", "1"), ("b", "2"), ("a", "3")])
        fields.set("a", "4")
        #expect(fields.fields.map(\.name) == ["b", "a"])
        #expect(fields.all("A") == ["4"])
        fields.remove("B")
        #expect(fields.fields.count == 1)
    }
}
