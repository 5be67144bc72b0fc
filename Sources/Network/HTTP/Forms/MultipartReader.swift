/// Reads `multipart/form-data`, `related` and `mixed` bodies (RFC 2046 §5.1).
package enum MultipartReader {
    package enum Failure: Error, Sendable, Hashable {
        /// No boundary in the content type, or none in the body.
        case noBoundary
        case tooManyParts(limit: Int)
        case malformedHeader
        /// The closing delimiter is missing: the body was cut off.
        case truncated
    }

    /// A delimiter counts only at the beginning of a line, and exactly one CR LF in front of it belongs to it.
    package static func parts(of body: [UInt8], boundary: String, maximumParts: Int = 100) throws(Failure) -> [BodyPart] {
        guard (1...70).contains(boundary.utf8.count) else { throw .noBoundary }
        let delimiter = Array("--\(boundary)".utf8)
        var parts: [BodyPart] = []
        guard var place = find(delimiter, in: body, from: 0) else { throw .noBoundary }
        while true {
            var start = place + delimiter.count
            if body[start...].starts(with: Array("--".utf8)) { return parts }
            while start < body.count, body[start] == 0x20 || body[start] == 0x09 { start += 1 }
            guard start < body.count, let line = lineEnd(body, from: start) else { throw .truncated }
            guard let next = find(delimiter, in: body, from: line) else { throw .truncated }
            if parts.count == maximumParts { throw .tooManyParts(limit: maximumParts) }
            parts.append(try part(body[line..<withoutLineEnd(body, before: next, notBefore: line)]))
            place = next
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) throws(Failure) -> BodyPart {
        var headers = HeaderFields()
        var rest = bytes
        while true {
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            var line = rest[..<end]
            if line.last == 0x0D { line.removeLast() }
            rest = end < rest.endIndex ? rest[(end + 1)...] : rest[rest.endIndex...]
            if line.isEmpty { break }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(ASCII.isToken), headers.fields.count < 50
            else { throw .malformedHeader }
            headers.add(
                String(decoding: line[..<colon], as: UTF8.self),
                String(decoding: ASCII.trimmed(line[(colon + 1)...]), as: UTF8.self))
        }
        let encoding = headers[first: "Content-Transfer-Encoding"]?.lowercased()
        return BodyPart(headers: headers, body: TransferDecoding.decode(Array(rest), encoding: encoding))
    }

    private static func lineEnd(_ body: [UInt8], from start: Int) -> Int? {
        if body[start] == 0x0A { return start + 1 }
        return body[start] == 0x0D && start + 1 < body.count && body[start + 1] == 0x0A ? start + 2 : nil
    }

    private static func withoutLineEnd(_ body: [UInt8], before place: Int, notBefore start: Int) -> Int {
        var end = place
        if end > start, body[end - 1] == 0x0A { end -= 1 }
        if end > start, end < place, body[end - 1] == 0x0D { end -= 1 }
        return end
    }

    /// Where the delimiter stands at the beginning of a line and ends as one: a longer word that begins alike is content.
    private static func find(_ delimiter: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + delimiter.count <= body.count {
            if body[index] == delimiter[0], index == 0 || body[index - 1] == 0x0A, body[index...].starts(with: delimiter),
                endsLine(body[(index + delimiter.count)...])
            {
                return index
            }
            index += 1
        }
        return nil
    }

    /// Whether what follows a delimiter is the closing `--`, or blanks and the line's end.
    private static func endsLine(_ rest: ArraySlice<UInt8>) -> Bool {
        if rest.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")]) { return true }
        let end = rest.drop { $0 == 0x20 || $0 == 0x09 }
        return end.isEmpty || end.first == 0x0A || end.starts(with: [0x0D, 0x0A])
    }
}
