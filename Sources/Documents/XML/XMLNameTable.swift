/// A hash table from name to number, made once and read by every parse.
struct XMLNameTable: Sendable {
    /// The names by number.
    let names: [String]
    private let octets: [[UInt8]]
    private let slots: [UInt16]

    init(_ names: [String]) {
        self.names = names
        let octets = names.map { Array($0.utf8) }
        var size = 16
        while size < names.count * 4 { size *= 2 }
        var slots = [UInt16](repeating: XMLVocabulary.unknown, count: size)
        for (number, name) in octets.enumerated() {
            var slot = unsafe name.withUnsafeBufferPointer { unsafe Self.hash($0) } & (size - 1)
            while slots[slot] != XMLVocabulary.unknown { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(number)
        }
        self.octets = octets
        self.slots = slots
    }

    /// The number of a name, exactly spelled, or ``XMLVocabulary/unknown``.
    func number(of name: UnsafeBufferPointer<UInt8>) -> UInt16 {
        var slot = unsafe Self.hash(name) & (slots.count - 1)
        while slots[slot] != XMLVocabulary.unknown {
            let number = slots[slot]
            if unsafe matches(octets[Int(number)], name) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return XMLVocabulary.unknown
    }

    /// The number of a name spelled in other case, or ``XMLVocabulary/unknown``.
    func numberIgnoringCase(of name: UnsafeBufferPointer<UInt8>) -> UInt16 {
        for (number, candidate) in octets.enumerated() where candidate.count == name.count {
            let same = unsafe zip(candidate, name).allSatisfy { $0 | 0x20 == $1 | 0x20 }
            if same { return UInt16(number) }
        }
        return XMLVocabulary.unknown
    }

    private func matches(_ candidate: [UInt8], _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard candidate.count == name.count else { return false }
        for index in candidate.indices where unsafe candidate[index] != name[index] { return false }
        return true
    }

    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        guard !name.isEmpty else { return 0 }
        let count = name.count
        let first = unsafe Int(name[0])
        let middle = unsafe Int(name[count / 2])
        let last = unsafe Int(name[count - 1])
        return (first &* 31 &+ middle) &* 31 &+ last &* 7 &+ count &* 131
    }
}
