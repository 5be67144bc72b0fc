import HTTP
import HTTPContent
import Synchronization
import Testing

@Suite struct `Compressed requests` {
    private static let text = Array(String(repeating: "<cXML>order</cXML> ", count: 400).utf8)

    private func send(
        _ body: RequestBody, _ coding: String?, limits: Decompression.Limits = .init(), upTo maximum: Int = 1 << 24
    ) async -> (response: HTTPResponse, seen: [UInt8]?, headers: HeaderFields?) {
        let seen = Mutex<([UInt8]?, HeaderFields?)>((nil, nil))
        let handler = Answering { request in
            seen.withLock { $0.1 = request.headers }
            guard let bytes = try? await request.body.collect(upTo: maximum) else {
                return .text("handler's own fault", status: .internalServerError)
            }
            seen.withLock { $0.0 = bytes }
            return .text("ok")
        }
        var request = HTTPRequest(
            method: .post, target: .unknown,
            headers: HeaderFields([("Content-Length", "1")] + (coding.map { [("Content-Encoding", $0)] } ?? [])))
        request.body = body
        let response = await Decompression(limits).respond(to: request, next: handler)
        let found = seen.withLock { $0 }
        return (response, found.0, found.1)
    }

    @Test(arguments: ["gzip", "x-gzip", "GZIP", "identity, gzip", "gzip,", "gzip, identity"])
    func `gzip is taken off, whatever its name`(_ coding: String) async throws {
        let (response, seen, headers) = await send(RequestBody(bytes: try gzip(Self.text)), coding)
        #expect(response.status == .ok)
        #expect(seen == Self.text)
        #expect(headers?.contains("Content-Encoding") == false)
        #expect(headers?.contains("Content-Length") == false)
    }

    @Test func `deflate is taken off, with and without the wrapper that it should have`() async throws {
        let wrapped = try Deflater(.deflate).deflate(Self.text, .finish)
        #expect(await send(RequestBody(bytes: wrapped), "deflate").seen == Self.text)
        #expect(await send(RequestBody(bytes: Array(wrapped.dropFirst(2).dropLast(4))), "deflate").seen == Self.text)
        let slowly = Pieces(wrapped.map { [$0] })
        #expect(await send(RequestBody(source: slowly, knownLength: nil), "deflate").seen == Self.text)
    }

    @Test func `codings upon each other are taken off in turn`() async throws {
        let twice = try gzip(try Deflater(.deflate).deflate(Self.text, .finish))
        #expect(await send(RequestBody(bytes: twice), "deflate, gzip").seen == Self.text)
        #expect(await send(RequestBody(bytes: twice), "gzip, gzip, gzip").response.status == .unsupportedMediaType)
    }

    @Test func `members in a row are one content`() async throws {
        let members = try gzip(Array("one ".utf8)) + gzip([]) + gzip(Array("two".utf8))
        #expect(await send(RequestBody(bytes: members), "gzip").seen == Array("one two".utf8))
        let slowly = Pieces(members.map { [$0] })
        #expect(await send(RequestBody(source: slowly, knownLength: nil), "gzip").seen == Array("one two".utf8))
        #expect(await send(RequestBody(bytes: try gzip([]) + gzip([])), "gzip").seen == [])
    }

    @Test(arguments: ["br", "compress", "gzip, br", "zstd", "gzip;q=1", "*"])
    func `an unknown coding is 415 with the known ones, before the body is read`(_ coding: String) async {
        let pieces = Pieces([Self.text])
        let (response, seen, headers) = await send(RequestBody(source: pieces, knownLength: nil), coding)
        #expect(response.status == .unsupportedMediaType)
        #expect(response["Accept-Encoding"] == "gzip, deflate")
        #expect(seen == nil && headers == nil)
        #expect(await pieces.asked == 0)
    }

    @Test func `identity and no coding pass untouched`() async {
        #expect(await send(RequestBody(bytes: Self.text), "identity").seen == Self.text)
        let (_, seen, headers) = await send(RequestBody(bytes: Self.text), nil)
        #expect(seen == Self.text && headers?.contains("Content-Length") == true)
    }

    @Test func `no content is no content, whatever its coding`() async {
        #expect(await send(RequestBody(bytes: []), "gzip").seen == [])
    }

    @Test func `cut off anywhere it is 400`() async throws {
        let whole = try gzip(Array("The quick brown fox".utf8))
        for count in 1..<whole.count {
            let (response, seen, _) = await send(RequestBody(bytes: Array(whole[..<count])), "gzip")
            #expect(response.status == .badRequest && seen == nil, "\(count) octets")
        }
    }

    @Test func `what is not gzip, and what stands behind its end, is 400`() async throws {
        #expect(await send(RequestBody(bytes: Self.text), "gzip").response.status == .badRequest)
        #expect(await send(RequestBody(bytes: Self.text), "deflate").response.status == .badRequest)
        #expect(await send(RequestBody(bytes: try gzip(Self.text) + [0, 0, 0]), "gzip").response.status == .badRequest)
        let wrapped = try Deflater(.deflate).deflate(Self.text, .finish)
        #expect(await send(RequestBody(bytes: wrapped + [1]), "deflate").response.status == .badRequest)
    }

    /// A bomb of 1 GB: what is read of it shows how far it was inflated.
    @Test func `a bomb is 413 after a thousandth of it`() async throws {
        let deflater = try Deflater(.gzip, level: 9)
        let head = deflater.deflate([UInt8](repeating: 0, count: 1 << 20), .sync)
        let piece = deflater.deflate([UInt8](repeating: 0, count: 1 << 20), .sync)
        let seen = Mutex((count: 0, largest: 0))
        let handler = Answering { request in
            do {
                while let piece = try await request.body.next() {
                    seen.withLock { $0 = ($0.count + piece.count, max($0.largest, piece.count)) }
                }
            } catch { return .text("broken off", status: .internalServerError) }
            return .text("ok")
        }
        var request = HTTPRequest.get([("Content-Encoding", "gzip")], method: .post)
        request.body = RequestBody(source: Bomb(head, Endless(piece, times: 1023)), knownLength: nil)
        let response = await Decompression().respond(to: request, next: handler)
        #expect(response.status == .contentTooLarge)
        #expect(seen.withLock { $0.count } <= 2 << 20)
        #expect(seen.withLock { $0.largest } <= 64 * 1024)
    }

    @Test func `a bomb inside a bomb is 413, too`() async throws {
        let bomb = try gzip(try gzip([UInt8](repeating: 0, count: 64 << 20)))
        let (response, seen, _) = await send(RequestBody(bytes: bomb), "gzip, gzip", upTo: 1 << 30)
        #expect(response.status == .contentTooLarge && seen == nil)
    }

    @Test func `the longest content is a setting, and a handler's own limit counts plain octets`() async throws {
        var limits = Decompression.Limits()
        limits.length = 5000
        #expect(await send(RequestBody(bytes: try gzip(Self.text)), "gzip", limits: limits).response.status == .contentTooLarge)
        #expect(await send(RequestBody(bytes: try gzip(Self.text)), "gzip", upTo: 100).seen == nil)
    }

    @Test func `text that shrinks well is no bomb`() async throws {
        let text = Array((0..<400_000).flatMap { "<ItemIn quantity=\"1\" lineNumber=\"\($0)\"/>".utf8 })
        #expect(await send(RequestBody(bytes: try gzip(text)), "gzip", upTo: 1 << 26).seen == text)
    }

    @Test func `a refusal that the handler made stands`() async throws {
        let handler = Answering { request in
            _ = try? await request.body.collect(upTo: 10)
            return .text("mine", status: .unprocessable)
        }
        var request = HTTPRequest.get([("Content-Encoding", "gzip")], method: .post)
        request.body = RequestBody(bytes: [1, 2, 3])
        #expect(await Decompression().respond(to: request, next: handler).status == .unprocessable)
    }
}

/// One piece, then another source's.
private actor Bomb: RequestBodySource {
    private var head: [UInt8]?
    private let rest: any RequestBodySource

    init(_ head: [UInt8], _ rest: any RequestBodySource) {
        self.head = head
        self.rest = rest
    }

    func next() async throws -> [UInt8]? {
        if let head {
            self.head = nil
            return head
        }
        return try await rest.next()
    }
}
