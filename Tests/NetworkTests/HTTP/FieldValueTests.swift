import HTTP
import Testing

@Suite struct `Field values` {
    @Test func `a media type is read with its parameters`() throws {
        let type = try #require(MediaType("Text/XML ; Charset=\"UTF-8\"; x=\"a;\\\"b\""))
        #expect(type.essence == "text/xml")
        #expect(type.charset == "UTF-8")
        #expect(type.parameters["x"] == "a;\"b")
        #expect(type.isXML)
        #expect(MediaType("application/soap+xml")?.isXML == true)
        #expect(MediaType("application/json")?.isXML == false)
        for text in ["text/xml;charset=UTF-8", "text/xml; charset=UTF-8", "text/xml;  charset=UTF-8"] {
            #expect(MediaType(text)?.essence == "text/xml")
            #expect(MediaType(text)?.parameters == ["charset": "UTF-8"])
        }
        #expect(MediaType("text/xml")?.parameters == [:])
    }

    @Test(arguments: ["", "text", "/", "text/", "/xml", "te xt/xml", "text/xml/x", ";", "text/x\u{E9}"])
    func `what is no media type is none`(_ text: String) { #expect(MediaType(text) == nil) }

    @Test func `cookies of all Cookie fields are read and the first of a name counts`() {
        let cookies = Cookies(HeaderFields([("Cookie", "a=1; b=x=y;c=;junk; =z; a=2"), ("cookie", "d=4")]))
        #expect(cookies["a"] == "1")
        #expect(cookies["b"] == "x=y")
        #expect(cookies["c"] == "")
        #expect(cookies["d"] == "4")
        #expect(cookies["junk"] == nil)
        #expect(cookies["A"] == nil)
    }

    /// A letter that combines with the sign before it must not hide the sign: readers that look at octets see it.
    @Test func `a sign counts although a combining mark stands behind it`() {
        let cookies = Cookies(HeaderFields([("Cookie", "a=\u{301}1;\u{301}b=2; c=\"\u{301};\"; d=3")]))
        #expect(cookies["a"] == "\u{301}1")
        #expect(cookies["\u{301}b"] == "2")
        #expect(cookies["c"] == "\"\u{301};\"")
        #expect(cookies["d"] == "3")
        #expect(MediaType("text/plain; a=\"\u{301};x\"; charset=utf-8")?.parameters == ["a": "\u{301};x", "charset": "utf-8"])
        #expect(Authorization("Basic dTrMgXB3") == .basic(user: "u", password: "\u{301}pw"))
    }

    @Test func `a cookie is set with the attributes that protect it`() {
        var cookie = SetCookie("s", "v", maxAge: 60, secure: true)
        #expect(cookie.headerValue == "s=v; Path=/; SameSite=Lax; Max-Age=60; HttpOnly; Secure")
        cookie.secure = false
        cookie.httpOnly = false
        cookie.maxAge = nil
        cookie.sameSite = .strict
        #expect(cookie.headerValue == "s=v; Path=/; SameSite=Strict")
    }

    @Test func `a cookie's value cannot add attributes`() {
        let cookie = SetCookie("s", "a; Domain=x, \"\\\r\né", secure: false)
        #expect(cookie.headerValue == "s=a%3B%20Domain=x%2C%20%22%5C%0D%0A%C3%A9; Path=/; SameSite=Lax; HttpOnly")
    }

    @Test func `credentials are read`() {
        #expect(Authorization("Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ==") == .basic(user: "Aladdin", password: "open:sesame"))
        #expect(Authorization("bAsIc   OnB3") == .basic(user: "", password: "pw"))
        #expect(Authorization("bearer abc.def-1 ") == .bearer("abc.def-1"))
        #expect(Authorization("Bearer a b") == .bearer("a b"))
    }

    @Test(arguments: ["", "Basic", "Basic ", "Basic !!!", "Basic QQ", "Basic A", "Digest x=y", "Bearer", "Bearer "])
    func `what is no credential is none`(_ value: String) { #expect(Authorization(value) == nil) }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT"),
    ])
    func `a date has the one form that is sent`(_ seconds: Int, _ text: String) { #expect(HTTPDate.format(seconds) == text) }
}

@Suite struct `The head of an answer` {
    static func head(_ status: Status, _ length: ResponseHead.Length, closes: Bool = false, version: HTTPVersion = .http11)
        -> String
    {
        var bytes: [UInt8] = []
        let headers = HeaderFields([
            ("X", "y"), ("content-length", "99"), ("Transfer-Encoding", "x"), ("Connection", "x"), ("Date", "x"),
        ])
        ResponseHead.append(
            to: &bytes, status: status, headers: headers, date: Array("Date: now\r\n".utf8), length: length, closes: closes,
            version: version)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `has one length and the server's own fields once`() {
        #expect(Self.head(.ok, .known(5)) == "HTTP/1.1 200 OK\r\nDate: now\r\nX: y\r\nContent-Length: 5\r\n\r\n")
        #expect(Self.head(.ok, .chunked) == "HTTP/1.1 200 OK\r\nDate: now\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n")
    }

    @Test(arguments: [Status.noContent, .notModified])
    func `has no length where no content is allowed`(_ status: Status) {
        #expect(Self.head(status, .known(0)) == "HTTP/1.1 \(status)\r\nDate: now\r\nX: y\r\n\r\n")
    }

    @Test func `says what becomes of the connection where that is not the rule`() {
        #expect(Self.head(.ok, .known(0), closes: true).contains("\r\nConnection: close\r\n"))
        #expect(Self.head(.ok, .known(0), version: .http10).contains("\r\nConnection: keep-alive\r\n"))
        #expect(Self.head(.ok, .untilClose, closes: true, version: .http10).hasSuffix("X: y\r\nConnection: close\r\n\r\n"))
    }

    @Test func `chunks carry their size and an empty one is left out`() {
        var bytes: [UInt8] = []
        ResponseHead.appendChunk(Array(repeating: 0x61, count: 26), to: &bytes)
        ResponseHead.appendChunk([], to: &bytes)
        bytes += ResponseHead.lastChunk
        #expect(String(decoding: bytes, as: UTF8.self) == "1a\r\n\(String(repeating: "a", count: 26))\r\n0\r\n\r\n")
    }
}

@Suite struct `A request's body` {
    struct Pieces: RequestBodySource {
        let pieces: PieceList
        func next() async throws -> [UInt8]? { await pieces.next() }
    }

    actor PieceList {
        var left: [[UInt8]]
        init(_ pieces: [[UInt8]]) { left = pieces }
        func next() -> [UInt8]? { left.isEmpty ? nil : left.removeFirst() }
    }

    @Test func `is collected up to a limit`() async throws {
        let body = { (known: Int?) in RequestBody(source: Pieces(pieces: PieceList([[1, 2], [3], [4, 5]])), knownLength: known) }
        #expect(try await body(nil).collect(upTo: 5) == [1, 2, 3, 4, 5])
        await #expect(throws: BodyError.tooLarge(limit: 4)) { try await body(nil).collect(upTo: 4) }
        await #expect(throws: BodyError.tooLarge(limit: 4)) { try await body(5).collect(upTo: 4) }
        #expect(try await RequestBody(bytes: []).collect(upTo: 0) == [])
    }
}
