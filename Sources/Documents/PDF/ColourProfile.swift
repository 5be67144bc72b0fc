/// sRGB (IEC 61966-2-1) as an ICC profile of version 4.2 (ICC.1:2004-10): three primaries, adapted to D50, and one curve.
/// Numbers are the standard's in 65,536ths (s15Fixed16Number).
enum ColourProfile {
    static let octets: [UInt8] = {
        let curve = signed("para") + [0, 3, 0, 0] + fixed([0x26666, 0xF2A7, 0xD59, 0x13D0, 0xA5B])
        // Tags may share what they say.
        let parts: [(names: [String], octets: [UInt8])] = [
            (["desc"], text("sRGB")), (["cprt"], text("No copyright, use freely")),
            (["wtpt"], signed("XYZ ") + fixed([0xF6D6, 0x10000, 0xD32D])),
            (
                ["chad"],
                signed("sf32")
                    + fixed([0x10C42, 0x5DE, -0xCDB, 0x793, 0xFD90, -0x45F, -0x25E, 0x3DC, 0xC06E])
            ),
            (["rXYZ"], signed("XYZ ") + fixed([0x6FA0, 0x38F5, 0x390])),
            (["gXYZ"], signed("XYZ ") + fixed([0x6297, 0xB787, 0x18D9])),
            (["bXYZ"], signed("XYZ ") + fixed([0x249F, 0xF84, 0xB6C4])), (["rTRC", "gTRC", "bTRC"], curve),
        ]
        let count = parts.reduce(0) { $0 + $1.names.count }
        var tags = fixed([count])
        var data: [UInt8] = []
        let start = 128 + 4 + count * 12
        for part in parts {
            for name in part.names { tags += Array(name.utf8) + fixed([start + data.count, part.octets.count]) }
            data += part.octets + [UInt8](repeating: 0, count: (4 - part.octets.count % 4) % 4)
        }
        return header(size: start + data.count) + tags + data
    }()

    /// §7.2
    private static func header(size: Int) -> [UInt8] {
        var head = fixed([size, 0, 0x0420_0000]) + Array("mntrRGB XYZ ".utf8)
        // Made on the first of January 2026.
        head += [0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0] + Array("acsp".utf8)
        head += [UInt8](repeating: 0, count: 68 - head.count) + fixed([0xF6D6, 0x10000, 0xD32D])
        return head + [UInt8](repeating: 0, count: 128 - head.count)
    }

    private static func signed(_ type: String) -> [UInt8] { Array(type.utf8) + [0, 0, 0, 0] }

    private static func fixed(_ numbers: [Int]) -> [UInt8] {
        numbers.flatMap { number in
            let bits = UInt32(bitPattern: Int32(truncatingIfNeeded: number))
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> UInt32($0)) }
        }
    }

    /// In one language (multiLocalizedUnicodeType, §10.13).
    private static func text(_ words: String) -> [UInt8] {
        let units = words.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        return signed("mluc") + fixed([1, 12]) + Array("enUS".utf8) + fixed([units.count, 28]) + units
    }
}
