import FoundationEssentials
import FuzzReaders
import Testing

/// Everything that fuzzing once found worth keeping, read again on every run of the tests.
@Suite struct `The kept corpus` {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path() + "Fuzz/corpus"

    @Test(arguments: FuzzReader.all.map(\.name))
    func `is read without a fault`(_ name: String) throws {
        let reader = try #require(FuzzReader.all.first { $0.name == name })
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(name)")
        #expect(!files.isEmpty)
        for file in files.sorted() {
            let octets = try #require(FileManager.default.contents(atPath: "\(Self.folder)/\(name)/\(file)"))
            #expect(reader.fault(Array(octets)) == nil, "\(name)/\(file)")
        }
    }

    @Test func `has a folder for every reader and no other`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        #expect(folders.sorted() == FuzzReader.all.map(\.name).sorted())
    }
}

@Suite struct `The oracle` {
    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 1, Oracle.Ending.idle), ("GET / HTTP/1.1\r\n\r\n", 0, .refused),
        ("GET / HTTP/1.1\r\nHost: a\r\n", 0, .unfinished), ("GET / HTTP/1.0\r\n\r\nrest", 1, .closed),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a=\"b\"\r\nx\r\n0\r\nT: v\r\n\r\nG", 1, .unfinished),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 0, .refused),
        ("GET /%2e%2e HTTP/1.1\r\nHost: a\r\n\r\n", 0, .refused), ("GET / HTTP/1.1\r\nHost: [::1]:x\r\n\r\n", 0, .refused),
    ])
    func `reads the plain cases right by itself`(_ text: String, _ served: Int, _ ending: Oracle.Ending) {
        let oracle = Oracle(reading: Array(text.utf8))
        #expect(oracle.served.count == served)
        #expect(oracle.ending == ending)
    }
}
