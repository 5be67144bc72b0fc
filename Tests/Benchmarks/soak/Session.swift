import Glibc

/// One connection after another: right requests of every kind, and at the end of most connections a fault.
struct Session {
    let port: UInt16
    let tally: Tally
    var random: Numbers
    /// What is being done, for the report of what went wrong.
    var doing = ""

    init(port: UInt16, tally: Tally, random: Numbers) {
        self.port = port
        self.tally = tally
        self.random = random
    }

    static let hello = Array("Hello, world!\n".utf8)
    static let get = Array("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n".utf8)
    static let head = Array("HEAD / HTTP/1.1\r\nHost: a.example\r\n\r\n".utf8)

    mutating func run() {
        while !tally.isDone {
            do {
                try connection()
            } catch {
                tally.addWrong("\(doing): \(error)")
                if case .connect = error { usleep(100_000) }
            }
        }
    }

    private mutating func connection() throws(ClientFault) {
        doing = "connect"
        let client = try Client(port: port)
        for _ in 0..<random.below(12) {
            switch random.below(16) {
            case 0...5: try gets(client, random.below(64) + 1)
            case 6, 7: try mixed(client)
            case 8, 9: try echo(client, random.below(4096))
            case 10: try echo(client, 1 << (12 + random.below(9)))
            case 11, 12: try chunks(client)
            case 13: try expects(client)
            case 14: try missing(client)
            default: for _ in 0..<random.below(20) { try gets(client, 1) }
            }
        }
        try fault(client)
    }

    // MARK: Right requests

    private mutating func gets(_ client: Client, _ count: Int) throws(ClientFault) {
        doing = "GETs"
        var octets: [UInt8] = []
        for _ in 0..<count { octets += Self.get }
        try client.send(octets)
        for _ in 0..<count { try Answer(from: client).expect(200, Self.hello, for: "GET") }
        tally.add(count == 1 ? "GET" : "GETs, pipelined", requests: count)
    }

    private mutating func mixed(_ client: Client) throws(ClientFault) {
        doing = "mixed pipeline"
        try client.send(Self.head + Self.get + Self.head + Self.post(Self.hello) + Self.get)
        for isHead in [true, false, true, false, false] {
            let answer = try Answer(from: client, toHead: isHead)
            try answer.expect(200, isHead ? [] : Self.hello, for: "pipeline")
            if answer.first("content-length") != "14" {
                throw .wrong("HEAD: a length of \(answer.first("content-length") ?? "none")")
            }
        }
        tally.add("HEAD, GET and POST, pipelined", requests: 5)
    }

    static func post(_ body: [UInt8], _ fields: String = "") -> [UInt8] {
        Array("POST /echo HTTP/1.1\r\nHost: a.example\r\n\(fields)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }

    private mutating func echo(_ client: Client, _ size: Int) throws(ClientFault) {
        doing = "POST"
        let body = random.octets(size)
        try client.send(Self.post(body))
        try Answer(from: client).expect(200, body, for: "echo")
        tally.add(size >= 65536 ? "POST of 64 KiB to 1 MiB" : "POST", requests: 1)
    }

    private mutating func chunks(_ client: Client) throws(ClientFault) {
        doing = "chunks"
        var body: [UInt8] = []
        var coded = Array("POST /echo HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        for _ in 0..<random.below(6) {
            let piece = random.octets(random.below(700) + 1)
            body += piece
            coded += Array("\(String(piece.count, radix: 16));a=\"b\"\r\n".utf8) + piece + [0x0D, 0x0A]
        }
        coded += Array("0\r\nX: y\r\n\r\n".utf8)
        let cut = random.below(coded.count)
        try client.send(Array(coded[..<cut]))
        if random.below(8) == 0 { usleep(500) }
        try client.send(Array(coded[cut...]))
        try Answer(from: client).expect(200, body, for: "chunks")
        tally.add("POST in chunks", requests: 1)
    }

    private mutating func expects(_ client: Client) throws(ClientFault) {
        doing = "100-continue"
        let body = random.octets(random.below(2000) + 1)
        let whole = Self.post(body, "Expect: 100-continue\r\n")
        try client.send(Array(whole.dropLast(body.count)))
        try Answer(from: client).expect(100, for: "Expect")
        try client.send(body)
        try Answer(from: client).expect(200, body, for: "Expect")
        tally.add("POST that waits for 100", requests: 1)
    }

    private mutating func missing(_ client: Client) throws(ClientFault) {
        doing = "404 and 405"
        let lines = ["GET /none", "DELETE /", "GET /echo"]
        try client.send(lines.flatMap { Array("\($0) HTTP/1.1\r\nHost: a.example\r\n\r\n".utf8) })
        for status in [404, 405, 405] {
            let answer = try Answer(from: client)
            try answer.expect(status, for: "missing")
            if status == 405, answer.first("allow") == nil { throw .wrong("405 without Allow") }
        }
        tally.add("404 and 405", requests: 3)
    }
}
