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
        let octets = canonical(text)
        var lines: [UInt8] = []
        lines.reserveCapacity(octets.count + octets.count / 8 + 16)
        var length = 0
        for index in octets.indices {
            let octet = octets[index]
            if octet == 0x0D || octet == 0x0A {
                lines.append(octet)
                length = 0
                continue
            }
            // The canonical form ends every line with CRLF, so there is always a next octet.
            let isLast = octets[index + 1] == 0x0D
            let isBlank = octet == 0x20 || octet == 0x09
            let isPlain = octet > 0x20 && octet < 0x7F && octet != UInt8(ascii: "=") || isBlank && !isLast
            // Room for "=" where the line goes on.
            if length + (isPlain ? 1 : 3) > (isLast ? 76 : 75) {
                lines.append(UInt8(ascii: "="))
                lines.append(0x0D)
                lines.append(0x0A)
                length = 0
            }
            if isPlain {
                lines.append(octet)
                length += 1
            } else {
                lines.append(UInt8(ascii: "="))
                lines.append(digit(octet >> 4))
                lines.append(digit(octet & 15))
                length += 3
            }
        }
        return lines
    }

    /// The shorter of both for a text.
    static func text(_ text: String) -> (name: String, octets: [UInt8]) {
        let foreign = text.utf8.count { $0 >= 0x80 || $0 == UInt8(ascii: "=") }
        if foreign * 6 <= text.utf8.count { return ("quoted-printable", quotedPrintable(text)) }
        return ("base64", base64(canonical(text)))
    }

    /// Every line ended by CRLF (RFC 2049, 4). CRLF, LF and CR all end a line; the last line need not be ended.
    private static func canonical(_ text: String) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(text.utf8.count + text.utf8.count / 16 + 2)
        var last: UInt8 = 0x0A
        for octet in text.utf8 {
            if octet == 0x0A || octet == 0x0D {
                if octet == 0x0D || last != 0x0D {
                    lines.append(0x0D)
                    lines.append(0x0A)
                }
            } else {
                lines.append(octet)
            }
            last = octet
        }
        if last != 0x0A && last != 0x0D {
            lines.append(0x0D)
            lines.append(0x0A)
        }
        return lines
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    static func hexadecimal(_ octet: UInt8) -> [UInt8] { [digit(octet >> 4), digit(octet & 15)] }
}
