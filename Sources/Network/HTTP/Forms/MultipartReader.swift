/// One part of a multipart body, its transfer encoding undone.
package struct BodyPart: Sendable {
    package let headers: HeaderFields
    package let body: [UInt8]

    package var contentType: MediaType? { headers[first: "Content-Type"].flatMap { MediaType($0) } }

    /// Without the angle brackets (RFC 2392).
    package var contentID: String? {
        headers[first: "Content-ID"].map { String($0.drop { $0 == "<" }.prefix { $0 != ">" }) }
    }

    /// The form field's name (RFC 7578 §4.2).
    package var name: String? { disposition["name"] }
    package var filename: String? { disposition["filename"] }

    private var disposition: [String: String] {
        FieldParameters.read(FieldParameters.split(headers[first: "Content-Disposition"] ?? "").dropFirst())
    }
}

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
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[..<colon].allSatisfy(ASCII.isToken),
                headers.fields.count < 50
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

    /// Where the delimiter stands at the beginning of a line and ends as one.
    private static func find(_ delimiter: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + delimiter.count <= body.count {
            if body[index] == delimiter[0], index == 0 || body[index - 1] == 0x0A, body[index...].starts(with: delimiter) {
                let after = index + delimiter.count
                if after == body.count || [0x0D, 0x0A, 0x20, 0x09, UInt8(ascii: "-")].contains(body[after]) { return index }
            }
            index += 1
        }
        return nil
    }
}

/// Undoes Content-Transfer-Encoding (RFC 2045 §6).
enum TransferDecoding {
    static func decode(_ bytes: [UInt8], encoding: String?) -> [UInt8] {
        switch encoding {
        case "base64": base64(bytes) ?? bytes
        case "quoted-printable": quotedPrintable(bytes)
        default: bytes
        }
    }

    /// Line breaks and blanks are passed over, padding may be missing; `nil` for other octets.
    static func base64(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for octet in bytes {
            let value: UInt8
            switch octet {
            case 0x41...0x5A: value = octet - 0x41
            case 0x61...0x7A: value = octet - 0x61 + 26
            case 0x30...0x39: value = octet - 0x30 + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case 0x0D, 0x0A, 0x20, 0x09, UInt8(ascii: "="): continue
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count % 4 == 0 {
                result += [
                    UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits),
                ]
                bits = 0
            }
        }
        switch count % 4 {
        case 2: result.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3: result += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
        case 1: return nil
        default: break
        }
        return result
    }

    private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "=") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            if index + 2 < bytes.count, let high = ASCII.hexValue(bytes[index + 1]), let low = ASCII.hexValue(bytes[index + 2]) {
                result.append(high << 4 | low)
                index += 3
            } else {
                // A soft line break.
                index += 1
                if index < bytes.count, bytes[index] == 0x0D { index += 1 }
                if index < bytes.count, bytes[index] == 0x0A { index += 1 }
            }
        }
        return result
    }
}
