import Cryptography
import Testing

struct HashTests {
    @Test func `SHA-256 gives the vectors of FIPS 180`() {
        #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(SHA256.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `HMAC gives the vectors of RFC 4231`() {
        let first = HMACSHA256.code(for: Array("Hi There".utf8), key: [UInt8](repeating: 0x0b, count: 20))
        #expect(Hex.encode(first) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        let long = HMACSHA256.code(
            for: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8), key: [UInt8](repeating: 0xaa, count: 131))
        #expect(Hex.encode(long) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        #expect(HMACSHA256.isValid(first, for: Array("Hi There".utf8), key: [UInt8](repeating: 0x0b, count: 20)))
        #expect(!HMACSHA256.isValid(first, for: Array("Hi there".utf8), key: [UInt8](repeating: 0x0b, count: 20)))
    }

    @Test func `secrets are equal only when every byte is`() {
        #expect(constantTimeEquals("secret", "secret"))
        #expect(!constantTimeEquals("secret", "secreT"))
        #expect(!constantTimeEquals("secret", "secret\u{0}"))
        #expect(!constantTimeEquals("", "x"))
    }

    @Test func `a token is long, and only its hash is kept`() {
        let token = TokenHash.newToken(prefix: "pt_", random: SystemRandom())
        #expect(token.utf8.count == 46)
        #expect(token != TokenHash.newToken(prefix: "pt_", random: SystemRandom()))
        #expect(TokenHash.of(token) == SHA256.digest(token))
    }

    @Test func `a seeded source repeats itself and a system source does not`() {
        #expect(SeededRandom(seed: 5).bytes(100) == SeededRandom(seed: 5).bytes(100))
        #expect(SeededRandom(seed: 5).bytes(16) != SeededRandom(seed: 6).bytes(16))
        #expect(SystemRandom().bytes(16) != SystemRandom().bytes(16))
    }
}
