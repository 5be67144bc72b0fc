/// A response, read strictly.
struct Answer {
    var status = 0
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []

    func first(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    var closes: Bool { first("connection") == "close" }

    /// Reads the next answer, passing over a 100 when `afterContinue`.
    init(from client: Client, toHead: Bool = false, slowly: Bool = false) throws(ClientFault) {
        let line = try client.line()
        guard line.hasPrefix("HTTP/1.1 "), let code = Int(line.dropFirst(9).prefix(3)) else {
            throw .wrong("status line \(line.prefix(60))")
        }
        status = code
        while true {
            let line = try client.line()
            if line.isEmpty { break }
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { throw .wrong("field line \(line.prefix(60))") }
            let value = line[line.utf8.index(after: colon)...].drop { $0 == " " }
            fields.append((line[..<colon].lowercased(), String(value)))
        }
        if status == 100 { return }
        guard let text = first("content-length"), let length = Int(text) else { throw .wrong("\(status) without a length") }
        if !toHead { body = try client.octets(length, slowly: slowly) }
    }

    func expect(_ status: Int, _ body: [UInt8]? = nil, for what: String) throws(ClientFault) {
        guard self.status == status else { throw .wrong("\(what): \(self.status) instead of \(status)") }
        if let body, self.body != body {
            throw .wrong("\(what): a body of \(self.body.count) octets, not the \(body.count) that belong there")
        }
    }
}
