/// What an octet of a document may be, one bit a question.
enum XMLOctetKinds {
    /// Begins a name, of those names that ASCII has.
    static let nameStart: UInt8 = 1
    /// Goes on a name.
    static let name: UInt8 = 2
    /// Is text that stands for itself.
    static let text: UInt8 = 4
    /// Is part of an attribute's value that stands for itself, within either quote.
    static let value: UInt8 = 8
    static let space: UInt8 = 16
    /// Is within a comment or a CDATA section and cannot be its end.
    static let verbatim: UInt8 = 32

    /// By octet. An octet of 0xEF may begin one of the two characters that XML forbids, so it is looked at each time.
    static let table: [UInt8] = (0...255).map { octet in
        var kinds: UInt8 = 0
        switch octet {
        case 0x41...0x5A, 0x61...0x7A, 0x5F: kinds |= nameStart | name
        case 0x30...0x39, 0x2D, 0x2E: kinds |= name
        default: break
        }
        let isCharacter = octet == 0x09 || octet == 0x0A || octet >= 0x20 && octet != 0xEF
        if isCharacter, ![0x3C, 0x26, 0x5D].contains(octet) { kinds |= text }
        if octet >= 0x20, octet != 0xEF, ![0x3C, 0x26, 0x22, 0x27].contains(octet) { kinds |= value }
        if isCharacter, ![0x2D, 0x5D].contains(octet) { kinds |= verbatim }
        if [0x20, 0x09, 0x0A, 0x0D].contains(octet) { kinds |= space }
        return kinds
    }
}
