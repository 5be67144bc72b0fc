import FoundationEssentials
import Telemetry
import Testing

struct AccessLogTests {
    private let output = CapturedOutput()

    private func write(_ format: LogFormat, _ change: (inout AccessEntry) -> Void = { _ in }) -> String {
        var entry = AccessEntry(
            id: "a-1", method: "GET", route: "/orders/{id}", status: 200, microseconds: 1234, bytes: 512, peer: "2001:db8::1")
        change(&entry)
        AccessLog(format: format, output: output, now: { Date(timeIntervalSince1970: 1_700_000_000.5) }).write(entry)
        return output.lines.last ?? ""
    }

    @Test func `a request is one line of logfmt`() {
        #expect(
            write(.logfmt)
                == "time=2023-11-14T22:13:20.500Z level=info logger=access message=request id=a-1 method=GET route=/orders/{id} "
                + "peer=2001:db8::1 status=200 micros=1234 bytes=512")
    }

    @Test func `or one JSON object`() {
        #expect(
            write(.json)
                == "{\"time\":\"2023-11-14T22:13:20.500Z\",\"level\":\"info\",\"logger\":\"access\",\"message\":\"request\",\"id\":\"a-1\","
                + "\"method\":\"GET\",\"route\":\"/orders/{id}\",\"peer\":\"2001:db8::1\",\"status\":200,\"micros\":1234,\"bytes\":512}"
        )
    }

    @Test(arguments: [LogFormat.logfmt, .json])
    func `whatever a request holds stays one short line`(_ format: LogFormat) {
        let line = write(format) { entry in
            entry.method = String(repeating: "X", count: 8000)
            entry.peer = "1\nlevel=error \u{1b}[31m\""
        }
        #expect(line.utf8.count < 400)
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test func `milliseconds have three digits, and seconds go on`() {
        let clock = Moving()
        let log = AccessLog(format: .logfmt, output: output, now: { clock.next() })
        let entry = AccessEntry(id: "", method: "GET", route: "/", status: 200, microseconds: 0, bytes: 0, peer: "")
        for _ in 0..<3 { log.write(entry) }
        #expect(output.lines.map { String($0.dropFirst(22).prefix(7)) } == ["20.007Z", "20.087Z", "21.500Z"])
    }

    private final class Moving: Sendable {
        private let times = CapturedOutput()
        func next() -> Date {
            times.write("")
            return Date(timeIntervalSince1970: [0, 1_700_000_000.0075, 1_700_000_000.0875, 1_700_000_001.5][times.lines.count])
        }
    }
}

struct LogFileTests {
    private let path = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString).log"

    private func text(_ path: String) throws -> String { try String(contentsOf: URL(filePath: path), encoding: .utf8) }

    @Test func `lines go on in a new file when the old one was moved away`() throws {
        defer { for name in [path, path + ".1"] { try? FileManager.default.removeItem(atPath: name) } }
        let file = LogFile(path: path)
        try file.open()
        file.write("one")
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        file.write("two")
        try file.open()
        file.write("three")
        #expect(try text(path + ".1") == "one\ntwo\n")
        #expect(try text(path) == "three\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode.map { $0 & 0o007 } == 0)
    }

    @Test func `gathered lines are there after a flush, before a rotation, and when there are many`() throws {
        defer { for name in [path, path + ".1"] { try? FileManager.default.removeItem(atPath: name) } }
        let file = LogFile(path: path, gathers: true)
        try file.open()
        file.write("one")
        #expect(try text(path) == "")
        file.flush()
        #expect(try text(path) == "one\n")
        file.write("two")
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        try file.open()
        #expect(try text(path + ".1") == "one\ntwo\n")
        for _ in 0..<3000 { file.write("0123456789abcdef") }
        #expect(try text(path).utf8.count > 30_000)
    }

    @Test func `a file that cannot be opened again leaves the old one in use`() throws {
        let folder = path + ".d"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let file = LogFile(path: folder + "/log")
        try file.open()
        try FileManager.default.moveItem(atPath: folder, toPath: folder + ".moved")
        defer { try? FileManager.default.removeItem(atPath: folder + ".moved") }
        #expect(throws: LogFileError.self) { try file.open() }
        file.write("still")
        #expect(try text(folder + ".moved/log") == "still\n")
    }
}
