import HTTP
import Testing

@Suite struct `The request target` {
    @Test(arguments: ["/", "//a/../%61", "/?", "http://a.example"])
    func `is kept as it came beside its canonical path`(_ raw: String) throws {
        #expect(try #require(Wire.head(Wire.target(raw))).target.raw == raw)
    }

    @Test(arguments: [
        ("http://b.example/x?y=z", "/x", "b.example"), ("HTTP://b.example:81", "/", "b.example:81"),
        ("https://[::1]/", "/", "[::1]"),
        ("http://b?q=1", "/", "b"),
    ])
    func `in absolute form overrides the Host field`(_ raw: String, _ path: String, _ authority: String) throws {
        let target = try #require(Wire.head(Wire.target(raw))).target
        #expect(target.path == path)
        #expect(target.authority == authority)
    }

    @Test func `of the whole server is for OPTIONS`() throws {
        #expect(try #require(Wire.head(Wire.target("*", method: "OPTIONS"))).target.path == "*")
    }

    @Test func `has a query that is decoded item by item`() throws {
        let target = try #require(Wire.head(Wire.target("/s?q=a+b%26c&empty=&flag&q=%C3%A9&x=1?2&=v"))).target
        #expect(target.path == "/s")
        #expect(target.rawQuery == "q=a+b%26c&empty=&flag&q=%C3%A9&x=1?2&=v")
        #expect(target.query.map(\.name) == ["q", "empty", "flag", "q", "x", ""])
        #expect(target.query.map(\.value) == ["a b&c", "", "", "é", "1?2", "v"])
        #expect(target.query("q") == "a b&c")
        #expect(try #require(Wire.head(Wire.target("/s?"))).target.rawQuery == "")
        #expect(try #require(Wire.head(Wire.target("/s"))).target.rawQuery == nil)
    }
}
