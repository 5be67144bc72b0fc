import FoundationEssentials
import HTTP
import HTTPContent
import Testing

@Suite struct `Representations` {
    private static let now = 1_795_251_600
    private static let modified = 784_111_777
    private static let bytes = Array("0123456789".utf8)

    private func representation() -> Representation {
        var made = Representation(
            Self.bytes, type: "text/plain", validators: Validators(tag: EntityTag("v1"), modified: Self.modified))
        made.headers.set("Cache-Control", "private")
        return made
    }

    private func answer(_ headers: [(String, String)] = [], method: Method = .get) -> HTTPResponse {
        representation().response(to: .get(headers, method: method), now: Self.now)
    }

    @Test func `a plain GET gets all of it with its validators`() async throws {
        let response = answer()
        #expect(response.status == .ok)
        #expect(response["ETag"] == "\"v1\"")
        #expect(response["Last-Modified"] == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(response["Accept-Ranges"] == "bytes")
        #expect(response["Content-Type"] == "text/plain" && response["Cache-Control"] == "private")
        #expect(try await response.content() == Self.bytes)
    }

    /// RFC 9110 §15.4.5, §13.1.1, §15.5.17.
    @Test func `conditions are answered 304 and 412`() async throws {
        let known = answer([("If-None-Match", "\"v1\""), ("Range", "bytes=0-1")])
        #expect(known.status == .notModified)
        #expect(known["ETag"] == "\"v1\"" && known["Cache-Control"] == "private" && known["Content-Type"] == nil)
        #expect(try await known.content().isEmpty)
        #expect(answer([("If-Match", "\"v0\"")]).status == .preconditionFailed)
        #expect(answer([("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")]).status == .notModified)
        #expect(answer([("If-Modified-Since", "Sun, 06 Nov 1994 08:49:36 GMT")]).status == .ok)
    }

    /// RFC 9110 §15.3.7.1.
    @Test func `one range is answered 206 with its place`() async throws {
        let response = answer([("Range", "bytes=2-4")])
        #expect(response.status == .partialContent)
        #expect(response["Content-Range"] == "bytes 2-4/10" && response["Content-Type"] == "text/plain")
        #expect(response["ETag"] == "\"v1\"")
        #expect(try await response.content() == Array("234".utf8))
    }

    /// RFC 9110 §14.6, §15.3.7.2.
    @Test func `several ranges are answered in parts, in the order asked for, with the length told`() async throws {
        let response = answer([("Range", "bytes=-2,0-1")])
        #expect(response.status == .partialContent && response["Content-Range"] == nil)
        let type = try #require(response["Content-Type"].flatMap { MediaType($0) })
        #expect(type.essence == "multipart/byteranges")
        let boundary = try #require(type.parameters["boundary"])
        let text = String(decoding: try await response.content(), as: UTF8.self)
        #expect(
            text == """
                --\(boundary)\r\nContent-Type: text/plain\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n\
                --\(boundary)\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n--\(boundary)--\r\n
                """)
        guard case .stream(let length, _) = response.body else { return }
        #expect(length == text.utf8.count)
    }

    /// RFC 9110 §15.5.17 and §14.4.
    @Test func `ranges beyond the end are 416 with the length`() {
        let response = answer([("Range", "bytes=10-")])
        #expect(response.status == .rangeNotSatisfiable)
        #expect(response["Content-Range"] == "bytes */10")
    }

    @Test func `If-Range with another state, and HEAD, ignore the range`() {
        #expect(answer([("Range", "bytes=0-1"), ("If-Range", "\"v0\"")]).status == .ok)
        #expect(answer([("Range", "bytes=0-1"), ("If-Range", "\"v1\"")]).status == .partialContent)
        #expect(answer([("Range", "bytes=0-1"), ("If-Range", "Sun, 06 Nov 1994 08:49:37 GMT")]).status == .partialContent)
        #expect(answer([("Range", "bytes=0-1")], method: .head).status == .ok)
        #expect(answer([("Range", "bytes=99-")], method: .head).status == .ok)
    }

    @Test func `a time of modification in the running second is not told`() {
        var made = representation()
        made.validators.modified = Self.now
        let response = made.response(to: .get([("If-Modified-Since", HTTPDate.format(Self.now))]), now: Self.now)
        #expect(response.status == .ok && response["Last-Modified"] == nil && response["ETag"] == "\"v1\"")
    }

    @Test func `a precompressed form has a tag of its own and stays away from ranges`() async throws {
        let long = Array(String(repeating: "body { color: red }\n", count: 100).utf8)
        let made = Representation(long, type: "text/css", validators: Validators(tag: EntityTag("v1"))).precompressed()
        func answer(_ headers: [(String, String)]) -> HTTPResponse { made.response(to: .get(headers), now: Self.now) }
        let gzipped = answer([("Accept-Encoding", "gzip")])
        #expect(gzipped["Content-Encoding"] == "gzip" && gzipped["ETag"] == "\"v1-gzip\"")
        #expect(inflated(try await gzipped.content()) == long)
        #expect(answer([])["ETag"] == "\"v1\"")
        for held in ["\"v1-gzip\"", "\"v1\""] {
            let known = answer([("Accept-Encoding", "gzip"), ("If-None-Match", held)])
            #expect(known.status == .notModified && known["ETag"] == held)
        }
        #expect(answer([("Accept-Encoding", "gzip"), ("If-None-Match", "\"v0-gzip\"")]).status == .ok)
        #expect(answer([("Accept-Encoding", "gzip"), ("If-Match", "\"v1-gzip\"")]).status == .ok)
        let part = answer([("Accept-Encoding", "gzip"), ("Range", "bytes=0-3")])
        #expect(part.status == .partialContent && part["Content-Encoding"] == nil)
        #expect(try await part.content() == Array("body".utf8))
        for response in [gzipped, answer([]), part] { #expect(response["Vary"] == "Accept-Encoding") }
    }

    @Test(arguments: [
        ("a.csv", "attachment; filename=\"a.csv\""), ("../../etc/passwd", "attachment; filename=\"passwd\""),
        ("C:\\x\\y.pdf", "attachment; filename=\"y.pdf\""),
        ("Ü \"1\".pdf", "attachment; filename=\"_ _1_.pdf\"; filename*=UTF-8''%C3%9C%20%221%22.pdf"),
        ("a\r\nb", "attachment; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab"), ("", "attachment; filename=\"file\""),
    ])
    func `a file name cannot leave its quotes`(_ name: String, _ value: String) {
        #expect(ContentDisposition.attachment(name) == value)
    }
}

@Suite struct `Files` {
    private let path = FileManager.default.temporaryDirectory.appending(path: "portico-\(UUID().uuidString)").path()

    private func withFile(_ bytes: [UInt8], _ body: () async throws -> Void) async throws {
        #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body()
    }

    @Test func `a file is sent in pieces of 64 KB, whatever its size`() async throws {
        var random = Seeded(state: 3)
        let bytes = (0..<300_001).map { _ in UInt8.random(in: 0...255, using: &random) }
        try await withFile(bytes) {
            let file = Representation(try FileData(path: path), type: "application/octet-stream")
            let response = file.response(to: .get(), now: .max)
            guard case .stream(300_001, let producer) = response.body else {
                Issue.record("no stream of that length")
                return
            }
            var sent: [UInt8] = []
            while let piece = try await producer.next() {
                #expect(piece.count <= 64 * 1024)
                sent += piece
            }
            #expect(sent == bytes)
            let part = file.response(to: .get([("Range", "bytes=65000-66999")]), now: .max)
            #expect(try await part.content() == Array(bytes[65_000..<67_000]))
            let parts = file.response(to: .get([("Range", "bytes=0-0,100000-299999")]), now: .max)
            #expect(try await parts.content().count > 200_000)
            #expect(part["ETag"] == response["ETag"] && part["Last-Modified"] != nil)
        }
    }

    @Test func `a changed file has another tag, an unchanged one the same`() async throws {
        try await withFile([1]) {
            let first = try FileData(path: path).tag
            #expect(try FileData(path: path).tag == first)
            #expect(FileManager.default.createFile(atPath: path, contents: Data([1, 2])))
            #expect(try FileData(path: path).tag != first)
        }
    }

    @Test func `a file that became shorter breaks off`() async throws {
        try await withFile([UInt8](repeating: 1, count: 100_000)) {
            let file = Representation(try FileData(path: path), type: "application/octet-stream")
            let response = file.response(to: .get(), now: .max)
            let handle = try #require(try? FileData(path: path))
            #expect(handle.length == 100_000)
            try Data([1]).write(to: URL(filePath: path))
            await #expect(throws: FileError.self) { try await response.content() }
        }
    }

    @Test func `folders, links and missing files are not opened`() async throws {
        #expect(throws: FileError.self) { try FileData(path: "/") }
        #expect(throws: FileError.self) { try FileData(path: "/no/such/file") }
        #expect(throws: FileError.self) { try FileData(path: "/dev/null") }
        let link = path + ".link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc/hostname")
        defer { try? FileManager.default.removeItem(atPath: link) }
        #expect(throws: FileError.self) { try FileData(path: link) }
    }
}
