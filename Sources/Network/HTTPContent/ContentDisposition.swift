/// Whether a browser shows content or saves it, and under which name (RFC 6266).
package enum ContentDisposition {
    /// `attachment` with the name: as it is where that is plain ASCII, else percent-encoded UTF-8 (RFC 8187) beside a
    /// stand-in for old clients. Folders in the name are left out.
    package static func attachment(_ name: String) -> String {
        let base = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "file"
        let isPlain = base.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && !"\"%".utf8.contains($0) }
        if isPlain { return "attachment; filename=\"\(base)\"" }
        let standIn = String(
            base.unicodeScalars.map {
                $0.isASCII && $0.value >= 0x20 && !"\"%\u{7F}".unicodeScalars.contains($0) ? Character($0) : "_"
            })
        let digits = Array("0123456789ABCDEF".utf8)
        let encoded = base.utf8.flatMap { octet -> [UInt8] in
            isAttributeOctet(octet) ? [octet] : [UInt8(ascii: "%"), digits[Int(octet >> 4)], digits[Int(octet & 15)]]
        }
        return "attachment; filename=\"\(standIn)\"; filename*=UTF-8''\(String(decoding: encoded, as: UTF8.self))"
    }

    /// attr-char (RFC 8187 §3.2.1), of which letters, digits and four marks are enough.
    private static func isAttributeOctet(_ octet: UInt8) -> Bool {
        (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20) && octet < 0x80
            || "-._~".utf8.contains(octet)
    }
}
