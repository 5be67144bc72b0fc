extension RawConnection {
    /// An answer as it came.
    package struct Answer: Sendable {
        package let status: Int
        package let head: String
        package let body: String

        /// The values of a field, by its name in any case.
        package func field(_ name: String) -> String? {
            head.split(separator: "\r\n").dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
        }
    }

    /// Sends a request and reads one answer, whose length is told.
    package func ask(_ path: String, method: String = "GET", _ lines: [String] = [], body: String = "") async throws -> Answer {
        var all = ["\(method) \(path) HTTP/1.1", "Host: a.test"] + lines
        if !body.isEmpty { all.append("Content-Length: \(body.utf8.count)") }
        await send(all.joined(separator: "\r\n") + "\r\n\r\n" + body)
        return try await answer()
    }

    /// Reads one answer, whose length is told; all of the rest when none is.
    package func answer() async throws -> Answer {
        let (bytes, _) = try await read { Self.isWhole($0) }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else {
            throw Failure(what: "no answer: \(text)")
        }
        return Answer(status: status, head: String(text[..<end.lowerBound]), body: String(text[end.upperBound...]))
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).lowercased()
        guard let line = head.split(separator: "\r\n").first(where: { $0.hasPrefix("content-length:") }) else { return false }
        let length = Int(line.dropFirst(15).drop { $0 == " " }) ?? 0
        return bytes.count >= end.upperBound + length
    }
}
