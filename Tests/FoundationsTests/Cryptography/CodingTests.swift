import Cryptography
import Testing

/// The vectors of RFC 4648 and what strict readers refuse.
struct CodingTests {
    private static let vectors: [(plain: String, coded: String)] = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test(arguments: vectors)
    func `base64 gives and reads the vectors of RFC 4648`(_ vector: (plain: String, coded: String)) {
        #expect(Base64.standard.encode(Array(vector.plain.utf8)) == vector.coded)
        #expect(Base64.standard.decode(vector.coded) == Array(vector.plain.utf8))
        let bare = String(vector.coded.filter { $0 != "=" })
        #expect(Base64.url.encode(Array(vector.plain.utf8)) == bare)
        #expect(Base64.url.decode(bare) == Array(vector.plain.utf8))
    }

    @Test func `the two alphabets differ in two characters`() {
        #expect(Base64.standard.encode([0xfb, 0xff]) == "+/8=")
        #expect(Base64.url.encode([0xfb, 0xff]) == "-_8")
        #expect(Base64.url.decode("+/8") == nil)
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zh==", "Zg===", "Z===", "Zm9v=", "Zm 9v", "====", "Zg==Zg=="])
    func `a text that is not the one spelling of its bytes is refused`(_ text: String) {
        #expect(Base64.standard.decode(text) == nil)
    }

    @Test func `hexadecimal reads both cases and writes the lower`() {
        #expect(Hex.encode([0, 0xab, 0xff]) == "00abff")
        #expect(Hex.decode("00ABff") == [0, 0xab, 0xff])
        #expect(Hex.decode("0") == nil)
        #expect(Hex.decode("0g") == nil)
    }

    @Test func `Crockford's letters survive being read aloud`() {
        for length in 0...9 {
            let bytes = SeededRandom(seed: 1).bytes(length)
            #expect(Base32Crockford.decode(Base32Crockford.encode(bytes)) == bytes)
        }
        #expect(Base32Crockford.encode([0xff, 0xff, 0xff, 0xff, 0xff]) == "ZZZZZZZZ")
        #expect(Base32Crockford.decode("o1-il") == Base32Crockford.decode("0111"))
        #expect(Base32Crockford.decode("U0") == nil)
    }

    @Test func `a number in Crockford's letters is its octets in them, and sorts as the number does`() {
        let random = SeededRandom(seed: 2)
        var numbers: [UInt128] = [0, 1, 3, 4, .max - 1, .max]
        numbers += (0..<50).map { _ in random.bytes(16).reduce(0) { $0 << 8 | UInt128($1) } }
        for number in numbers {
            let octets = (0..<16).map { UInt8(truncatingIfNeeded: number >> (120 - 8 * $0)) }
            #expect(Base32Crockford.encode(number, behind: "po") == "po_" + Base32Crockford.encode(octets))
        }
        let texts = numbers.sorted().map { Base32Crockford.encode($0, behind: "po") }
        #expect(texts == texts.sorted())
    }
}
