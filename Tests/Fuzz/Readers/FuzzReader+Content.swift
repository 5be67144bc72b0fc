import HTTP

extension FuzzReader {
    /// A form: what was read, written again, is read as the same.
    static let forms: @Sendable ([UInt8]) -> String? = { octets in
        guard let form = try? FormDecoder.decode(octets, maximumFields: 64) else { return nil }
        if form.fields.count > 64 { return "\(form.fields.count) fields" }
        let text = form.fields.map { "\(escaped(Array($0.name.utf8)))=\(escaped($0.bytes))" }.joined(separator: "&")
        guard let again = try? FormDecoder.decode(Array(text.utf8), maximumFields: 64) else { return "its own form is refused" }
        return again.fields == form.fields ? nil : "\(form.fields) became \(again.fields)"
    }

    private static func escaped(_ octets: [UInt8]) -> String {
        octets.map { octet in
            let digits = String(octet, radix: 16)
            return "%\(digits.count == 1 ? "0" : "")\(digits)"
        }.joined()
    }

    /// A multipart body. The first line of the input is the boundary.
    static let multipart: @Sendable ([UInt8]) -> String? = { octets in
        let pieces = octets.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        guard pieces.count == 2 else { return nil }
        let boundary = String(decoding: pieces[0], as: UTF8.self)
        guard let parts = try? MultipartReader.parts(of: Array(pieces[1]), boundary: boundary, maximumParts: 20) else {
            return nil
        }
        if parts.count > 20 { return "\(parts.count) parts" }
        if parts.reduce(0, { $0 + $1.body.count }) > octets.count { return "more came out than went in" }
        for part in parts { _ = (part.name, part.filename, part.contentType, part.contentID) }
        return written(parts)
    }

    /// Writes the parts with a boundary of their own and reads them again.
    private static func written(_ parts: [BodyPart]) -> String? {
        let boundary = "portico-0123456789-boundary"
        var text: [UInt8] = []
        for part in parts {
            text += Array("--\(boundary)\r\n".utf8)
            for field in part.headers.fields where field.name.lowercased() != "content-transfer-encoding" {
                text += Array("\(field.name): \(field.value)\r\n".utf8)
            }
            text += Array("\r\n".utf8) + part.body + Array("\r\n".utf8)
        }
        guard !parts.isEmpty else { return nil }
        text += Array("--\(boundary)--".utf8)
        guard let again = try? MultipartReader.parts(of: text, boundary: boundary, maximumParts: 20) else {
            return "its own body is refused"
        }
        return again.map(\.body) == parts.map(\.body) ? nil : "the parts changed when written and read again"
    }

    /// Cookies: a quoted or plain value never takes in its neighbour's, and what is set comes back.
    static let cookies: @Sendable ([UInt8]) -> String? = { octets in
        let text = String(decoding: octets, as: UTF8.self)
        let read = Cookies(HeaderFields([("Cookie", text), ("Cookie", "last=one")]))
        if read["last"] == nil { return "the second field is lost" }
        let value = SetCookie("s", text, secure: true).headerValue
        guard value.hasPrefix("s="), value.hasSuffix("; Path=/; SameSite=Lax; HttpOnly; Secure") else {
            return "Set-Cookie: \(value)"
        }
        let pair = value.dropLast("; Path=/; SameSite=Lax; HttpOnly; Secure".count)
        if pair.utf8.contains(where: { $0 <= 0x1F || $0 >= 0x7F || ";,\"\\".utf8.contains($0) }) { return "Set-Cookie: \(value)" }
        guard !text.utf8.contains(where: { ";\"\\ \t".utf8.contains($0) || $0 < 0x20 || $0 == 0x7F }), !text.isEmpty else {
            return nil
        }
        let plain = Cookies(HeaderFields([("Cookie", "s=\(text); t=u")]))
        return plain["s"] == text && plain["t"] == "u" ? nil : "s=\(text) was read as \(plain["s"] ?? "nothing")"
    }

    /// A media type: written with every parameter in quotes, it is the same.
    static let mediaTypes: @Sendable ([UInt8]) -> String? = { octets in
        guard let type = MediaType(String(decoding: octets, as: UTF8.self)) else { return nil }
        var text = type.essence
        for (name, value) in type.parameters {
            if name.isEmpty || name.utf8.contains(where: { "\";\\= \t".utf8.contains($0) }) { continue }
            text += "; \(name)=\"\(quoted(value))\""
        }
        guard let again = MediaType(text) else { return "\(text) is no media type" }
        guard again.essence == type.essence else { return "\(type.essence) became \(again.essence)" }
        for (name, value) in again.parameters where type.parameters[name] != value {
            return "\(name)=\(type.parameters[name] ?? "nothing") became \(value)"
        }
        return nil
    }

    /// The text with a backslash before each quote and backslash, by octets: no combining mark behind one hides it.
    private static func quoted(_ text: String) -> String {
        String(decoding: text.utf8.flatMap { "\"\\".utf8.contains($0) ? [0x5C, $0] : [$0] }, as: UTF8.self)
    }

    /// Credentials: what is read from Basic, written in Base64, is the same.
    static let credentials: @Sendable ([UInt8]) -> String? = { octets in
        let text = String(decoding: octets, as: UTF8.self)
        _ = Authorization(text)
        let pair = "u:\(text)"
        guard case .basic("u", let password) = Authorization("Basic \(base64(Array(pair.utf8)))") else { return "not read again" }
        if password != text { return "\(text) became \(password)" }
        guard case .basic(let user, let secret) = Authorization("Basic \(text)") else { return nil }
        let again = Authorization("Basic \(base64(Array("\(user):\(secret)".utf8)))")
        return again == .basic(user: user, password: secret) ? nil : "\(user):\(secret) changed"
    }

    private static func base64(_ octets: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: octets.count, by: 3) {
            let group = octets[start..<min(start + 3, octets.count)]
            var bits = group.reduce(0) { $0 << 8 | Int($1) }
            bits <<= 8 * (3 - group.count)
            for index in 0..<4 {
                text.append(index <= group.count ? digits[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
