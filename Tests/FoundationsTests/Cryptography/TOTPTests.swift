import Cryptography
import FoundationEssentials
import Testing

struct TOTPTests {
    private let secret = Array("12345678901234567890".utf8)

    /// RFC 6238, appendix B, SHA-1.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `codes are those of the RFC`(seconds: Int, code: String) {
        let step = TOTP.step(at: Date(timeIntervalSince1970: Double(seconds)))
        #expect(TOTP.code(secret, step: step, digits: 8) == code)
    }

    @Test func `a code holds a step before and after its own, and only after the last that was taken`() {
        let now = Date(timeIntervalSince1970: 1_800_000_015)
        let step = TOTP.step(at: now)
        for offset in -1...1 {
            #expect(TOTP.step(of: TOTP.code(secret, step: step + offset), secret, at: now, after: 0) == step + offset)
        }
        for offset in [-2, 2] {
            #expect(TOTP.step(of: TOTP.code(secret, step: step + offset), secret, at: now, after: 0) == nil)
        }
        #expect(TOTP.step(of: TOTP.code(secret, step: step), secret, at: now, after: step) == nil)
        #expect(TOTP.step(of: "", secret, at: now, after: 0) == nil)
    }

    /// RFC 4648 §10, without its padding.
    @Test func `Base32 is that of the RFC, and the address is what apps read`() {
        for (text, code) in [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
        ] {
            #expect(Base32.encode(Array(text.utf8)) == code)
        }
        #expect(
            TOTP.uri(secret, issuer: "Portico x", account: "a@b.c")
                == "otpauth://totp/Portico%20x:a%40b.c?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Portico%20x&algorithm=SHA1&digits=6&period=30"
        )
    }
}
