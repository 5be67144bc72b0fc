/// Text in UTF-16.
enum Wide {
    static func utf16(_ text: String, highFirst: Bool) -> [UInt8] {
        var octets: [UInt8] = highFirst ? [0xFE, 0xFF] : [0xFF, 0xFE]
        for unit in text.utf16 {
            let high = UInt8(unit >> 8)
            let low = UInt8(unit & 0xFF)
            octets += highFirst ? [high, low] : [low, high]
        }
        return octets
    }
}
