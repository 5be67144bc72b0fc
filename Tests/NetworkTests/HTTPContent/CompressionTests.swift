import HTTP
import HTTPContent
import Testing

@Suite struct `Compressed answers` {
    private static let text = Array(String(repeating: "<p>Paper, A4</p>\n", count: 200).utf8)

    private func answer(
        _ headers: [(String, String)] = [("Accept-Encoding", "gzip")], method: Method = .get,
        _ response: HTTPResponse = .html(text)
    ) async -> HTTPResponse {
        await Compression().respond(to: .get(headers, method: method), next: Answering { _ in response })
    }

    @Test func `gzip and deflate go to those who take them`() async throws {
        let gzipped = await answer()
        #expect(gzipped["Content-Encoding"] == "gzip" && gzipped["Vary"] == "Accept-Encoding")
        #expect(inflated(try await gzipped.content()) == Self.text)
        let deflated = await answer([("Accept-Encoding", "deflate")])
        #expect(deflated["Content-Encoding"] == "deflate")
        #expect(inflated(try await deflated.content(), .zlib) == Self.text)
        let plain = await answer([])
        #expect(plain["Content-Encoding"] == nil && plain["Vary"] == "Accept-Encoding")
        #expect(try await plain.content() == Self.text)
    }

    @Test(arguments: [
        ("text/html; charset=utf-8", true), ("text/csv", true), ("application/json", true), ("application/problem+json", true),
        ("application/xml", true), ("image/svg+xml", true), ("text/javascript", true), ("image/png", false),
        ("application/pdf", false), ("application/octet-stream", false), ("text/event-stream", false), ("nonsense", false),
    ])
    func `types that shrink are compressed`(_ type: String, _ isCompressed: Bool) async {
        let response = await answer([("Accept-Encoding", "gzip")], .bytes(Self.text, type: type))
        #expect((response["Content-Encoding"] == "gzip") == isCompressed)
    }

    @Test func `small answers, parts, coded ones and those not to be transformed are left as they are`() async throws {
        func isLeft(_ change: (inout HTTPResponse) -> Void) async -> Bool {
            var response = HTTPResponse.html(Self.text)
            change(&response)
            let before = response["Content-Encoding"]
            let after = await answer([("Accept-Encoding", "gzip")], response)
            guard case .bytes(let old) = response.body, case .bytes(let new) = after.body else { return false }
            return after["Content-Encoding"] == before && old == new
        }
        #expect(await isLeft { $0.body = .bytes(Array(Self.text.prefix(1023))) })
        #expect(await isLeft { $0.status = .partialContent })
        #expect(await isLeft { $0.headers.set("Content-Encoding", "br") })
        #expect(await isLeft { $0.headers.set("Content-Range", "bytes 0-1/2") })
        #expect(await isLeft { $0.headers.set("Cache-Control", "max-age=1, No-Transform") })
        #expect(await !isLeft { $0.headers.set("Cache-Control", "no-store") })
        #expect(await !isLeft { $0.status = .notFound })
    }

    @Test func `content that does not shrink is sent as it is`() async throws {
        var random = Seeded(state: 1)
        let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let response = await answer([("Accept-Encoding", "gzip")], .bytes(noise, type: "text/plain"))
        #expect(response["Content-Encoding"] == nil)
        #expect(try await response.content() == noise)
    }

    @Test func `HEAD tells what GET would send`() async throws {
        let (head, get) = (await answer(method: .head), await answer())
        #expect(head.headers == get.headers)
        #expect(try await head.content().count == get.content().count)
    }

    @Test func `the compressed form has a tag of its own, and ranges are not offered of it`() async {
        var response = HTTPResponse.html(Self.text)
        response.headers.set("ETag", "\"a\"")
        response.headers.set("Accept-Ranges", "bytes")
        response.headers.set("Vary", "Cookie")
        let compressed = await answer([("Accept-Encoding", "gzip")], response)
        #expect(compressed["ETag"] == "\"a-gzip\"")
        #expect(compressed["Accept-Ranges"] == nil)
        #expect(compressed["Vary"] == "Cookie, Accept-Encoding")
        #expect(await answer([], response)["ETag"] == "\"a\"")
        response.headers.set("ETag", "W/\"a\"")
        #expect(await answer([("Accept-Encoding", "gzip")], response)["ETag"] == "W/\"a\"")
    }

    @Test func `handlers are asked about the plain form's tags`() async {
        let request = HTTPRequest.get([
            ("If-Match", "\"a-gzip\", \"b\""), ("If-None-Match", "W/\"c-deflate\""), ("If-Range", "\"a-gzip\""),
        ])
        let handler = Answering { request in
            HTTPResponse(
                headers: HeaderFields(["If-Match", "If-None-Match", "If-Range"].map { ("X", request.headers[first: $0] ?? "") }))
        }
        let response = await Compression().respond(to: request, next: handler)
        #expect(response.headers.all("X") == ["\"a\", \"b\"", "W/\"c\"", "\"a-gzip\""])
    }

    /// RFC 9110 §15.4.5.
    @Test(arguments: [
        ("\"a-gzip\"", "\"a-gzip\""), ("\"a\"", "\"a\""), ("\"a\", \"a-gzip\"", "\"a\""), ("*", "\"a\""),
        ("\"x\", \"a-deflate\"", "\"a-deflate\""),
    ])
    func `304 repeats the tag that the client holds`(_ held: String, _ told: String) async {
        let response = HTTPResponse(status: .notModified, headers: HeaderFields([("ETag", "\"a\"")]))
        let request = [("Accept-Encoding", "gzip"), ("If-None-Match", held)]
        #expect(await answer(request, response)["ETag"] == told)
    }

    /// A page of another site must not learn lengths (BREACH).
    @Test(arguments: [
        (["Cookie": "s=1", "Sec-Fetch-Site": "same-origin"], true), (["Cookie": "s=1", "Sec-Fetch-Site": "none"], true),
        (["Cookie": "s=1", "Sec-Fetch-Site": "cross-site"], false), (["Cookie": "s=1", "Sec-Fetch-Site": "same-site"], false),
        (["Cookie": "s=1"], false), (["Sec-Fetch-Site": "cross-site"], true), (["Authorization": "Bearer x"], true), ([:], true),
    ])
    func `with cookies, only our own pages and people get compressed answers`(_ fields: [String: String], _ isCompressed: Bool)
        async
    {
        let response = await answer([("Accept-Encoding", "gzip")] + fields.map { ($0.key, $0.value) })
        #expect((response["Content-Encoding"] == "gzip") == isCompressed)
        #expect(response["Vary"] == "Accept-Encoding")
    }

    @Test func `a stream is compressed as it comes, each piece readable at once`() async throws {
        let source = Pieces(["one ", "two ", "", "three"].map { Array($0.utf8) })
        let response = await answer(
            [("Accept-Encoding", "gzip")],
            HTTPResponse(headers: HeaderFields([("Content-Type", "text/csv")]), body: .stream(length: nil, source)))
        guard case .stream(nil, let producer) = response.body else {
            Issue.record("no stream")
            return
        }
        let inflater = try Inflater(.gzip)
        for word in ["one ", "two ", "three"] {
            var input = (try await producer.next() ?? [])[...]
            #expect(try inflater.inflate(&input, upTo: 100) == Array(word.utf8))
        }
        var end = (try await producer.next() ?? [])[...]
        #expect(try inflater.inflate(&end, upTo: 100).isEmpty)
        #expect(inflater.isFinished)
        #expect(try await producer.next() == nil)
    }

    @Test func `long content is compressed piece by piece`() async throws {
        let long = Array(repeating: Self.text, count: 300).flatMap(\.self)
        let response = await answer([("Accept-Encoding", "gzip")], .html(long))
        guard case .stream(nil, _) = response.body else {
            Issue.record("no stream")
            return
        }
        #expect(inflated(try await response.content()) == long)
    }

    @Test func `Vary is said once, and everything already varies by *`() {
        var headers = HeaderFields([("Vary", "Cookie"), ("Vary", "accept-encoding")])
        headers.addVary("Accept-Encoding")
        #expect(headers.all("Vary") == ["Cookie", "accept-encoding"])
        var all = HeaderFields([("Vary", "*")])
        all.addVary("Accept-Encoding")
        #expect(all.all("Vary") == ["*"])
    }
}
