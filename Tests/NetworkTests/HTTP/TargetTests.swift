import HTTP
import Testing

@Suite struct `The request target` {
    @Test(arguments: [
        ("/", "/"), ("/a/b", "/a/b"), ("//", "/"), ("//a///b/", "/a/b/"), ("/./a/.", "/a/"), ("/a/../b", "/b"),
        ("/a/b/..", "/a/"),
        ("/a/b/../..", "/"), ("/%61", "/a"), ("/a/%2e%2E/b", "/b"), ("/%252e%252e/a", "/%2e%2e/a"), ("/style.css", "/style.css"),
        ("/.git/config", "/.git/config"), ("/..;/a", "/..;/a"), ("/....//a", "/..../a"), ("/caf%C3%A9", "/café"),
        ("/a%20b", "/a b"),
        ("/a:b@c;d=e,f", "/a:b@c;d=e,f"), ("/a%3Fb", "/a?b"), ("/a/%2E", "/a/"),
    ])
    func `has one canonical path`(_ raw: String, _ path: String) throws {
        let target = try #require(Wire.head(Wire.target(raw))).target
        #expect(target.path == path)
        #expect(target.raw == raw)
    }

    static let refused = [
        Rule("3986 §2.1", Wire.target("/%")),
        Rule("3986 §2.1", Wire.target("/%2")),
        Rule("3986 §2.1", Wire.target("/%zz")),
        Rule("3986 §2.1", Wire.target("/%u002e")),
        Rule("3986 §7.3", Wire.target("/a%00")),
        Rule("3986 §2.2", Wire.target("/%0d%0aX:y")),
        Rule("3986 §2.2", Wire.target("/a%2Fb")),
        Rule("3986 §2.2", Wire.target("/..%2f..%2fetc")),
        Rule("3986 §2.2", Wire.target("/a%5cb")),
        Rule("3986 §3.3", Wire.target("/a\\b")),
        Rule("3986 §3.3", Wire.target("/a|b")),
        Rule("3986 §5.2.4", Wire.target("/..")),
        Rule("3986 §5.2.4", Wire.target("/a/../../b")),
        Rule("3986 §5.2.4", Wire.target("/%2e%2e/etc")),
        Rule("3986 §2.5", Wire.target("/%c0%af")),
        Rule("3986 §2.5", Wire.target("/%ff")),
        Rule("3986 §3.4", Wire.target("/?a=%zz")),
        Rule("3986 §3.4", Wire.target("/?a=<b>")),
        Rule("9112 §3.2.1", Wire.target("/a#b")),
        Rule("9112 §3.2.1", Wire.target("a")),
        Rule("9112 §3.2.2", Wire.target("http://")),
        Rule("9112 §3.2.2", Wire.target("http:///a")),
        Rule("9110 §4.2.4", Wire.target("http://u:p@a/")),
        Rule("9112 §3.2.2", Wire.target("http://a:x/")),
        Rule("9110 §7.4", Wire.target("ftp://a/")),
        Rule("9112 §3.2.4", Wire.target("*")),
        Rule("9112 §3.2.4", Wire.target("*", method: "POST")),
        Rule("9110 §9.3.6", Wire.target("a:443", method: "CONNECT"), 501),
        Rule("9110 §9.3.6", Wire.target("/", method: "CONNECT"), 501),
    ]

    @Test(arguments: refused)
    func `that is ambiguous or malformed is refused`(_ rule: Rule) {
        #expect(Wire.refusal(rule.text) == rule.status)
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
