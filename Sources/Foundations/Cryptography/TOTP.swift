package import FoundationEssentials

/// One-time passwords by time (RFC 6238): HMAC-SHA-1, steps of 30 seconds, as every authenticator app makes them.
package enum TOTP {
    /// Seconds that a code is shown.
    package static let period = 30
    /// RFC 4226 §4 wants 160 bits.
    package static let secretLength = 20

    /// The step that a moment falls into.
    package static func step(at time: Date) -> Int { Int((time.timeIntervalSince1970 / Double(period)).rounded(.down)) }

    /// The code of a step (RFC 4226 §5.3).
    package static func code(_ secret: [UInt8], step: Int, digits: Int = 6) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let hash = HMACSHA1.code(for: counter, key: secret)
        let offset = Int(hash[19] & 15)
        let number = hash[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// The step whose code this is: the present one, the one before or the one after (§5.2), and later than `last`, so that a
    /// code is good once. Every candidate is compared, each in constant time.
    package static func step(of code: String, _ secret: [UInt8], at time: Date, after last: Int) -> Int? {
        let present = step(at: time)
        var found: Int?
        for step in (present - 1)...(present + 1) {
            let fits = constantTimeEquals(code, Self.code(secret, step: step))
            if fits, step > last { found = step }
        }
        return found
    }

    /// What an authenticator app reads from a QR code (Key Uri Format). `issuer` and `account` are shown to the person.
    package static func uri(_ secret: [UInt8], issuer: String, account: String) -> String {
        let label = "\(escaped(issuer)):\(escaped(account))"
        return
            "otpauth://totp/\(label)?secret=\(Base32.encode(secret))&issuer=\(escaped(issuer))&algorithm=SHA1&digits=6&period=\(period)"
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, octet in
            switch octet {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: result.unicodeScalars.append(Unicode.Scalar(octet))
            default: result += "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16, uppercase: true)
            }
        }
    }
}
