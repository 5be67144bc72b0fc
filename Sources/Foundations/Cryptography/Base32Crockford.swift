/// Douglas Crockford's Base32: capital letters and digits that people can read aloud and type, for numbers and codes.
package enum Base32Crockford {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Five bits a character, most significant first; the last character is filled with zero bits.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 8 + 4) / 5)
        var bits: UInt32 = 0
        var held = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 5 {
                held -= 5
                text.append(alphabet[Int(bits >> UInt32(held) & 31)])
            }
        }
        if held > 0 { text.append(alphabet[Int(bits << UInt32(5 - held) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The same of a number's 16 octets: 26 characters, behind `prefix` and an underscore.
    package static func encode(_ number: UInt128, behind prefix: String) -> String {
        unsafe String(unsafeUninitializedCapacity: prefix.utf8.count + 27) { buffer in
            var place = 0
            for octet in prefix.utf8 {
                unsafe buffer[place] = octet
                place += 1
            }
            unsafe buffer[place] = UInt8(ascii: "_")
            var rest = number
            for _ in 0..<26 {
                place += 1
                unsafe buffer[place] = alphabet[Int(truncatingIfNeeded: rest &>> 123)]
                rest = rest &<< 5
            }
            return place + 1
        }
    }

    /// The bytes, or `nil`. Reads small letters, `I` and `L` as 1, `O` as 0, and passes over hyphens.
    package static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var held = 0
        for letter in text.utf8 where letter != UInt8(ascii: "-") {
            guard let value = value(letter) else { return nil }
            bits = bits << 5 | value
            held += 5
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        guard held < 5, bits & (1 << UInt32(held) - 1) == 0 else { return nil }
        return bytes
    }

    private static func value(_ letter: UInt8) -> UInt32? {
        var capital = letter
        if UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter { capital = letter - 32 }
        switch capital {
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        case UInt8(ascii: "O"): return 0
        default: return alphabet.firstIndex(of: capital).map { UInt32($0) }
        }
    }
}
