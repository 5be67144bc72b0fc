import HTTP
import Testing

@Suite struct `Forms` {
    @Test func `a form is decoded in order and keeps octets that are not UTF-8`() throws {
        let form = try FormDecoder.decode(Array("a=1&b=x+y%2B&&a=2&flag&c=%FF%zz&d=1=2&e=%4".utf8))
        #expect(form.fields.map(\.name) == ["a", "b", "a", "flag", "c", "d", "e"])
        #expect(form.all("a") == ["1", "2"])
        #expect(form["b"] == "x y+")
        #expect(form["flag"] == "")
        #expect(form.fields[4].bytes == [0xFF] + Array("%zz".utf8))
        #expect(form["d"] == "1=2")
        #expect(form["e"] == "%4")
        #expect(form["missing"] == nil)
    }

    @Test func `more fields than the limit are refused`() throws {
        let body = Array(repeating: "a=1", count: 4).joined(separator: "&")
        #expect(try FormDecoder.decode(Array(body.utf8), maximumFields: 4).fields.count == 4)
        #expect(throws: FormDecoder.TooManyFields.self) { try FormDecoder.decode(Array(body.utf8), maximumFields: 3) }
    }

    static let upload = """
        preamble\r
        --AaB\r
        Content-Disposition: form-data; name="title"\r
        \r
        A; "title"\r
        --AaB \r
        Content-Disposition: form-data; name="file"; filename="a \\"b\\";.csv"\r
        Content-Type: text/csv; charset=utf-8\r
        Content-ID: <part1@a.example>\r
        Content-Transfer-Encoding: BASE64\r
        \r
        aGVs\r
        bG8=\r
        --AaB\r
        \r
        no headers\r
        --AaBc is content\r
        --AaB-x too\r
        \r
        --AaB--\r
        epilogue
        """

    @Test func `a multipart body falls into its parts`() throws {
        let parts = try MultipartReader.parts(of: Array(Self.upload.utf8), boundary: "AaB")
        #expect(parts.count == 3)
        #expect(parts[0].name == "title")
        #expect(parts[0].filename == nil)
        #expect(String(decoding: parts[0].body, as: UTF8.self) == "A; \"title\"")
        #expect(parts[1].filename == "a \"b\";.csv")
        #expect(parts[1].contentType?.essence == "text/csv")
        #expect(parts[1].contentID == "part1@a.example")
        #expect(String(decoding: parts[1].body, as: UTF8.self) == "hello")
        #expect(String(decoding: parts[2].body, as: UTF8.self) == "no headers\r\n--AaBc is content\r\n--AaB-x too\r\n")
    }

    @Test func `a quoted-printable part is decoded`() throws {
        let body = "--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\ncaf=C3=A9 =\r\nau lait\r\n--b--"
        let parts = try MultipartReader.parts(of: Array(body.utf8), boundary: "b")
        #expect(parts.map { String(decoding: $0.body, as: UTF8.self) } == ["café au lait"])
    }

    @Test func `a broken multipart body tells what is wrong`() {
        let failures: [(String, String, MultipartReader.Failure)] = [
            ("", "b", .noBoundary), ("--c\r\n\r\nx\r\n--c--", "b", .noBoundary), ("--b\r\n\r\nx", "b", .truncated),
            ("--b", "b", .truncated),
            ("--b\r\n\r\nx\r\n--b", "b", .truncated), ("--b\r\nno colon\r\n\r\nx\r\n--b--", "b", .malformedHeader),
            ("--b\r\n: x\r\n\r\nx\r\n--b--", "b", .malformedHeader), ("--b--", "", .noBoundary),
            ("--b--", String(repeating: "b", count: 71), .noBoundary),
        ]
        for (body, boundary, failure) in failures {
            #expect(throws: failure) { try MultipartReader.parts(of: Array(body.utf8), boundary: boundary) }
        }
        let many = String(repeating: "--b\r\n\r\n\r\n", count: 4) + "--b--"
        #expect(throws: MultipartReader.Failure.tooManyParts(limit: 3)) {
            try MultipartReader.parts(of: Array(many.utf8), boundary: "b", maximumParts: 3)
        }
    }

    @Test func `a multipart body cut anywhere is truncated and never crashes`() {
        let body = Array(Self.upload.utf8)
        let whole = body.count - "--\r\nepilogue".utf8.count + 2
        for cut in 0..<whole {
            #expect(throws: MultipartReader.Failure.self) { try MultipartReader.parts(of: Array(body[..<cut]), boundary: "AaB") }
        }
        #expect(throws: Never.self) { try MultipartReader.parts(of: Array(body[..<whole]), boundary: "AaB") }
    }
}
