import Cryptography
import Testing

struct PasswordHashTests {
    @Test func `a password is recognised, and nothing else is`() {
        let stored = PasswordHash.make("correct horse", cost: .cheap, random: SystemRandom())
        #expect(stored.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(PasswordHash.verify("correct horse", stored))
        #expect(!PasswordHash.verify("correct horse ", stored))
        #expect(!PasswordHash.verify("", stored))
        #expect(!PasswordHash.verify("anything", nil, cost: .cheap))
    }

    @Test func `the same password has another text each time`() {
        #expect(
            PasswordHash.make("x", cost: .cheap, random: SystemRandom())
                != PasswordHash.make("x", cost: .cheap, random: SystemRandom()))
    }

    @Test func `the vector of RFC 7914 is recognised`() {
        // N = 1024, r = 8, p = 16, "password", "NaCl", 64 bytes.
        let hash = Hex.decode(
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        )
        let stored = "$scrypt$ln=10,r=8,p=16$\(Base64.unpadded.encode(Array("NaCl".utf8)))$\(Base64.unpadded.encode(hash ?? []))"
        #expect(PasswordHash.verify("password", stored))
    }

    @Test(arguments: [
        "", "plain", "$scrypt$", "$bcrypt$ln=4,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=63,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=8,p=1$AAAA$AAAA", "$scrypt$ln=+4,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `a stored text that is malformed or too dear never matches`(_ stored: String) {
        #expect(!PasswordHash.verify("", stored, cost: .cheap))
    }

    @Test func `a hash made at another cost is outdated`() {
        let stored = PasswordHash.make("x", cost: .cheap, random: SystemRandom())
        #expect(PasswordHash.isOutdated(stored))
        #expect(!PasswordHash.isOutdated(stored, cost: .cheap))
    }
}
