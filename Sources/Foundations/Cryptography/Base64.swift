/// Base64 in the two alphabets of RFC 4648, each with and without padding.
///
/// Reading is strict: one text for one value (§3.5), so that a token or a hash has a single spelling.
package struct Base64: Sendable {
    /// §4: `+`, `/` and padding.
    package static let standard = Base64(last: "+/", padded: true)
    /// §4 without padding, as the strings of password hashes have it.
    package static let unpadded = Base64(last: "+/", padded: false)
    /// §5: `-`, `_`, no padding: safe in a URL, a file name and a header.
    package static let url = Base64(last: "-_", padded: false)

    private let alphabet: [UInt8]
    private let values: [UInt8]
    private let padded: Bool
    private static let padding = UInt8(ascii: "=")

    private init(last: String, padded: Bool) {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        alphabet = Array((letters + letters.lowercased() + "0123456789" + last).utf8)
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        self.values = values
        self.padded = padded
    }

    package func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var held = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                text.append(alphabet[Int(bits >> UInt32(held) & 63)])
            }
        }
        if held > 0 { text.append(alphabet[Int(bits << UInt32(6 - held) & 63)]) }
        if padded { while !text.count.isMultiple(of: 4) { text.append(Self.padding) } }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes, or `nil` for a foreign character, wrong padding or bits left over that are not zero.
    package func decode(_ text: String) -> [UInt8]? {
        var letters = Array(text.utf8)
        if padded {
            guard letters.count.isMultiple(of: 4) else { return nil }
            for _ in 0..<2 where letters.last == Self.padding { letters.removeLast() }
        }
        guard letters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count * 3 / 4)
        var bits: UInt32 = 0
        var held = 0
        for letter in letters {
            let value = values[Int(letter)]
            guard value != 255 else { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        guard bits & (1 << UInt32(held) - 1) == 0 else { return nil }
        return bytes
    }
}
