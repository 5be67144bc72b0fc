import Cryptography
import Testing

/// The examples of RFC 7515 (appendix A) and RFC 7520, and what must not pass beside them.
struct JSONWebKeyTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let algorithm: String
        let key: JSONWebKey
        /// Header and payload as they are signed.
        let message: [UInt8]
        let signature: [UInt8]

        init(_ name: String, _ algorithm: String, _ key: JSONWebKey, _ message: String, _ signature: String) {
            testDescription = name
            self.algorithm = algorithm
            self.key = key
            self.message = Array(message.utf8)
            self.signature = JSONWebKeyTests.octets(signature)
        }
    }

    fileprivate static func octets(_ text: String) -> [UInt8] { Base64.url.decode(text) ?? [] }

    static let examples: [Example] = [
        Example(
            "RFC 7515 A.2", "RS256",
            .rsa(
                n: octets(
                    """
                    ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-\
                    pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2Ca\
                    pHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb5\
                    4h4FRWyuXpoQ
                    """), e: octets("AQAB")),
            """
            eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0c\
            nVlfQ
            """,
            """
            cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr\
            7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--x\
            i12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_Ioy\
            pGlUPQGe77Rw
            """),
        Example(
            "RFC 7515 A.3", "ES256",
            .elliptic(
                curve: "P-256", x: octets("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                y: octets("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")),
            """
            eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0c\
            nVlfQ
            """,
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"),
        Example(
            "RFC 7515 A.4", "ES512",
            .elliptic(
                curve: "P-521",
                x: octets("AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk"),
                y: octets("ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2")),
            "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA",
            """
            AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJ\
            ZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn
            """),
        Example(
            "RFC 7520 4.2", "PS384",
            .rsa(
                n: octets(
                    """
                    n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqV\
                    wGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJls\
                    de3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkq\
                    gc5gHdrNP5zw
                    """), e: octets("AQAB")),
            """
            eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzL\
            CBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmV\
            ldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4
            """,
            """
            cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItllVo6_1OLPp\
            cbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lf\
            JT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTOcbH510a6GYmJUAfmWjwZ6oD4ifK\
            o8DYM-X72Eaw
            """),
    ]

    @Test(arguments: examples)
    func `an example's signature is its key's, and no octet of it may differ`(example: Example) {
        #expect(example.key.isSignature(example.signature, of: example.message, by: example.algorithm))
        for place in [0, example.signature.count / 2, example.signature.count - 1] {
            var other = example.signature
            other[place] ^= 1
            #expect(!example.key.isSignature(other, of: example.message, by: example.algorithm))
        }
        #expect(!example.key.isSignature(example.signature, of: example.message + [0x20], by: example.algorithm))
        #expect(!example.key.isSignature(example.signature.dropLast(), of: example.message, by: example.algorithm))
        #expect(!example.key.isSignature(example.signature + [0], of: example.message, by: example.algorithm))
        #expect(!example.key.isSignature([], of: example.message, by: example.algorithm))
        for algorithm in JSONWebKey.algorithms.subtracting([example.algorithm]) + ["none", "HS256", "", "ES256K", "RS1"] {
            #expect(!example.key.isSignature(example.signature, of: example.message, by: algorithm), "\(algorithm)")
        }
    }

    @Test(arguments: examples)
    func `another key of the same kind made it not`(example: Example) {
        switch example.key {
        case .rsa(var n, let e):
            n[n.count - 1] ^= 2
            let other = JSONWebKey.rsa(n: n, e: e)
            #expect(!other.isSignature(example.signature, of: example.message, by: example.algorithm))
        case .elliptic(let curve, var x, let y):
            x[3] ^= 1
            let offCurve = JSONWebKey.elliptic(curve: curve, x: x, y: y)
            #expect(!offCurve.isSignature(example.signature, of: example.message, by: example.algorithm))
        }
    }

    @Test func `keys that are too short, too long or no keys sign nothing`() throws {
        let example = try #require(Self.examples.first)
        guard case .rsa(let n, let e) = example.key else { return }
        let odd: [JSONWebKey] = [
            .rsa(n: [], e: []), .rsa(n: Array(n.prefix(128)), e: e), .rsa(n: n, e: [1]), .rsa(n: n, e: [2]),
            .rsa(n: n, e: [UInt8](repeating: 0xFF, count: 9)), .rsa(n: [UInt8](repeating: 0xFF, count: 4096), e: e),
            .elliptic(curve: "P-256", x: [], y: []), .elliptic(curve: "secp256k1", x: n, y: n),
            .elliptic(curve: "P-256", x: [UInt8](repeating: 0, count: 32), y: [UInt8](repeating: 0, count: 32)),
        ]
        for key in odd {
            for algorithm in JSONWebKey.algorithms {
                #expect(!key.isSignature(example.signature, of: example.message, by: algorithm), "\(key) \(algorithm)")
            }
        }
    }

    @Test func `a pair of zeros is no elliptic signature`() throws {
        for example in Self.examples where example.algorithm.hasPrefix("ES") {
            let zeros = [UInt8](repeating: 0, count: example.signature.count)
            #expect(!example.key.isSignature(zeros, of: example.message, by: example.algorithm))
        }
    }
}
