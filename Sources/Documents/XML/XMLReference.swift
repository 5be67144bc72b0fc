/// `&amp;`, `&#38;` or `&#x26;`: one of the five predefined entities, or a character by its number.
@safe struct XMLReference {
    /// The character in UTF-8.
    let octets: [UInt8]
    /// Behind the semicolon.
    let next: UnsafePointer<UInt8>

    /// Nil for everything else, and for a character that XML forbids.
    ///
    /// - Parameter start: where `&` stands.
    init?(at start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
        var place = unsafe start + 1
        // No reference that is read here is longer.
        let limit = unsafe min(end - start, 12)
        while unsafe place - start < limit, unsafe place.pointee != 0x3B { unsafe place += 1 }
        guard unsafe place - start < limit else { return nil }
        let name = unsafe UnsafeBufferPointer(start: start + 1, count: place - start - 1)
        unsafe next = place + 1
        if unsafe name.first == 0x23 {
            guard let octets = unsafe Self.character(UnsafeBufferPointer(rebasing: name.dropFirst())) else { return nil }
            self.octets = octets
            return
        }
        switch unsafe String(decoding: name, as: UTF8.self) {
        case "amp": octets = [0x26]
        case "lt": octets = [0x3C]
        case "gt": octets = [0x3E]
        case "quot": octets = [0x22]
        case "apos": octets = [0x27]
        default: return nil
        }
    }

    private static func character(_ digits: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let isHexadecimal = unsafe digits.first == 0x78
        let figures = unsafe isHexadecimal ? UnsafeBufferPointer(rebasing: digits.dropFirst()) : digits
        guard !figures.isEmpty else { return nil }
        var value: UInt32 = 0
        for index in figures.indices {
            let figure = unsafe figures[index]
            switch figure {
            case 0x30...0x39: value = value * (isHexadecimal ? 16 : 10) + UInt32(figure - 0x30)
            case 0x41...0x46 where isHexadecimal: value = value * 16 + UInt32(figure - 0x37)
            case 0x61...0x66 where isHexadecimal: value = value * 16 + UInt32(figure - 0x57)
            default: return nil
            }
            if value > 0x10FFFF { return nil }
        }
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
            return Unicode.Scalar(value).flatMap { UTF8.encode($0) }.map { Array($0) }
        default: return nil
        }
    }
}
