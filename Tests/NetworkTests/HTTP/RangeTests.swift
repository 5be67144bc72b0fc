import HTTP
import Testing

@Suite struct `Ranges` {
    /// The examples of RFC 9110 §14.1.2 and what surrounds them, of 10,000 octets.
    @Test(
        arguments: [
            ("bytes=0-499", [0..<500]), ("bytes=500-999", [500..<1000]), ("bytes=-500", [9500..<10_000]),
            ("bytes=9500-", [9500..<10_000]), ("bytes=0-0", [0..<1]), ("bytes=9999-", [9999..<10_000]),
            ("bytes=0-", [0..<10_000]), ("bytes=-10001", [0..<10_000]), ("bytes=0-10000", [0..<10_000]),
            ("bytes=0-99999999999999999999999999", [0..<10_000]), ("BYTES=0-1", [0..<2]),
            ("bytes=0-0,-1", [0..<1, 9999..<10_000]), ("bytes= 0-0 ,\t-1", [0..<1, 9999..<10_000]),
            ("bytes=500-600,601-999", [500..<601, 601..<1000]), ("bytes=900-999,0-99", [900..<1000, 0..<100]),
            ("bytes=,,0-1,", [0..<2]), ("bytes=0-1,20000-", [0..<2]), ("bytes=20000-,-0,5-5", [5..<6]),
        ] as [(String, [Range<Int>])])
    func `parts are found`(_ value: String, _ parts: [Range<Int>]) {
        #expect(ByteRange.select(HeaderFields([("Range", value)]), length: 10_000) == .parts(parts))
    }

    /// §14.1.1, §14.2: malformed, of another unit, overlapping, or too many: the whole.
    @Test(
        arguments: [
            "", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=a-b", "bytes=1-0", "bytes=0-1;", "bytes=0 -1", "bytes=0--1",
            "bytes=+1-2", "bytes=-+1", "items=0-1", "bytes =0-1", "bytes=0-1,x", "bytes=0x0-1", "bytes=1", "bytes=0-5,5-6",
            "bytes=0-,-1", "bytes=0-99,0-99", "bytes=" + (0..<17).map { "\($0 * 2)-\($0 * 2)" }.joined(separator: ","),
        ])
    func `the whole is served`(_ value: String) {
        #expect(ByteRange.select(HeaderFields([("Range", value)]), length: 10_000) == .whole)
    }

    @Test(arguments: ["bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=99999999999999999999-", "bytes=-0,10000-"])
    func `none of the octets is there`(_ value: String) {
        #expect(ByteRange.select(HeaderFields([("Range", value)]), length: 10_000) == .unsatisfiable)
    }

    @Test func `of nothing, no first octet is there, and its end is all of it`() {
        #expect(ByteRange.select(HeaderFields([("Range", "bytes=0-")]), length: 0) == .unsatisfiable)
        #expect(ByteRange.select(HeaderFields([("Range", "bytes=-5")]), length: 0) == .whole)
    }

    @Test func `two Range fields are none`() {
        let headers = HeaderFields([("Range", "bytes=0-1"), ("Range", "bytes=3-4")])
        #expect(ByteRange.select(headers, length: 10) == .whole)
    }

    @Test func `sixteen ranges are served`() {
        let value = "bytes=" + (0..<16).map { "\($0 * 2)-\($0 * 2)" }.joined(separator: ",")
        let parts = (0..<16).map { $0 * 2..<$0 * 2 + 1 }
        #expect(ByteRange.select(HeaderFields([("Range", value)]), length: 100) == .parts(parts))
    }

    @Test func `Content-Range names first and last octet and the length`() {
        #expect((42..<1234).contentRange(of: 1234) == "bytes 42-1233/1234")
    }
}

@Suite struct `Accepted codings` {
    /// RFC 9110 §12.5.3 and §12.4.2.
    @Test(
        arguments: [
            (nil, nil), ("", nil), ("gzip", .gzip), ("deflate", .deflate), ("x-gzip", .gzip), ("GZIP", .gzip), ("br", nil),
            ("compress, gzip", .gzip), ("*", .gzip), ("gzip;q=0", nil), ("*;q=0", nil), ("gzip;q=0, *", .deflate),
            ("deflate;q=1.0, gzip;q=0.8", .deflate), ("deflate, gzip", .gzip), ("gzip;q=0.5, deflate;q=0.501", .deflate),
            ("identity;q=0", nil), ("identity;q=0, gzip;q=0.001", .gzip), ("gzip;q=0.5, identity", nil),
            ("gzip;q=1, identity", .gzip), ("identity;q=0.5, *;q=0.6", .gzip), ("gzip ; Q=0.5 ", .gzip), ("gzip;q=", nil),
            ("gzip;q=2", nil), ("gzip;q=1.001", nil), ("gzip;q=0.0000", nil), ("gzip;q=.5", nil), ("gzip;q=-1", nil),
            ("gzip;level=9", nil), (", ,gzip,", .gzip), ("gzip;q=0.000", nil), ("gzip;q=1.", .gzip),
        ] as [(String?, ContentCoding?)])
    func `the heaviest that we have is chosen`(_ value: String?, _ coding: ContentCoding?) {
        let headers = HeaderFields(value.map { [("Accept-Encoding", $0)] } ?? [])
        #expect(AcceptEncoding(headers).preferred(among: [.gzip, .deflate]) == coding)
    }

    @Test func `several lines are one list`() {
        let headers = HeaderFields([("Accept-Encoding", "gzip;q=0.1"), ("accept-encoding", "deflate")])
        #expect(AcceptEncoding(headers).preferred(among: [.gzip, .deflate]) == .deflate)
    }
}
