import Cryptography

/// Octets as lines of ASCII that pass every mail server (RFC 2045, 6).
enum TransferEncoding {
    /// §6.8, in lines of 76.
    static func base64(_ octets: [UInt8]) -> [UInt8] {
        let letters = Array(Base64.standard.encode(octets).utf8)
        var lines: [UInt8] = []
        lines.reserveCapacity(letters.count + letters.count / 38 + 2)
        for start in stride(from: 0, to: letters.count, by: 76) {
            lines += letters[start..<min(start + 76, letters.count)]
            lines += [0x0D, 0x0A]
        }
        return lines
    }

    /// §6.7, in lines of at most 76; the line breaks of `text`, however written, are kept as CRLF.
    static func quotedPrintable(_ text: String) -> [UInt8] {
        var lines: [UInt8] = []
        for line in Self.lines(of: text) {
            var length = 0
            for (index, octet) in line.enumerated() {
                let isLast = index == line.count - 1
                let isBlank = octet == 0x20 || octet == 0x09
                let isPlain = (0x21...0x7E).contains(octet) && octet != UInt8(ascii: "=") || isBlank && !isLast
                let unit = isPlain ? [octet] : [UInt8(ascii: "=")] + Array(Self.hexadecimal(octet))
                // Room for "=" where the line goes on.
                if length + unit.count > (isLast ? 76 : 75) {
                    lines += Array("=\r\n".utf8)
                    length = 0
                }
                lines += unit
                length += unit.count
            }
            lines += [0x0D, 0x0A]
        }
        return lines
    }

    /// The shorter of both for a text.
    static func text(_ text: String) -> (name: String, octets: [UInt8]) {
        let foreign = text.utf8.count { $0 >= 0x80 || $0 == UInt8(ascii: "=") }
        if foreign * 6 <= text.utf8.count { return ("quoted-printable", quotedPrintable(text)) }
        return ("base64", base64(Self.lines(of: text).flatMap { $0 + [0x0D, 0x0A] }))
    }

    /// CRLF, LF and CR all end a line; the last line need not be ended.
    private static func lines(of text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        var last: UInt8 = 0
        for octet in text.utf8 {
            if octet == 0x0A && last == 0x0D {
                last = octet
                continue
            }
            if octet == 0x0A || octet == 0x0D {
                lines.append(line)
                line = []
            } else {
                line.append(octet)
            }
            last = octet
        }
        return line.isEmpty ? lines : lines + [line]
    }

    static func hexadecimal(_ octet: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(octet >> 4)], digits[Int(octet & 15)]]
    }
}
