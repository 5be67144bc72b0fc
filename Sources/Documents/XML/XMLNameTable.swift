internal import CLibXML2

/// A hash table from name to number, made once and read by every parse. It stays as long as the program, because vocabularies do.
///
/// It is `@unchecked Sendable` because nothing changes it once it is made.
@safe final class XMLNameTable: @unchecked Sendable {
    /// The names by number.
    let names: [String]
    /// All names behind each other, and where each begins.
    private let octets: UnsafeMutablePointer<UInt8>
    private let starts: UnsafeMutablePointer<Int32>
    /// Numbers by the hash of the name.
    private let slots: UnsafeMutablePointer<UInt16>
    /// Numbers by the hash of the name without regard to case; of names that are then the same, the first.
    private let folded: UnsafeMutablePointer<UInt16>
    private let mask: Int

    init(_ names: [String]) {
        self.names = names
        var size = 16
        while size < names.count * 4 { size *= 2 }
        mask = size - 1
        unsafe octets = .allocate(capacity: names.reduce(1) { $0 + $1.utf8.count })
        unsafe starts = .allocate(capacity: names.count + 1)
        unsafe slots = .allocate(capacity: size)
        unsafe folded = .allocate(capacity: size)
        unsafe slots.initialize(repeating: XMLVocabulary.unknown, count: size)
        unsafe folded.initialize(repeating: XMLVocabulary.unknown, count: size)
        var place = 0
        for (number, name) in names.enumerated() {
            unsafe (starts + number).initialize(to: Int32(place))
            for octet in name.utf8 {
                unsafe (octets + place).initialize(to: octet)
                place += 1
            }
            unsafe (starts + number + 1).initialize(to: Int32(place))
            insert(number)
        }
    }

    deinit {
        unsafe octets.deallocate()
        unsafe starts.deallocate()
        unsafe slots.deallocate()
        unsafe folded.deallocate()
    }

    private func insert(_ number: Int) {
        let start = unsafe Int(starts[number])
        let name = unsafe UnsafePointer(octets + start)
        let count = unsafe Int(starts[number + 1]) - start
        if unsafe numberIgnoringCase(of: name, count) == XMLVocabulary.unknown {
            var slot = unsafe Self.hash(name, count, fold: 0x20) & mask
            while unsafe folded[slot] != XMLVocabulary.unknown { slot = (slot + 1) & mask }
            unsafe folded[slot] = UInt16(number)
        }
        var slot = unsafe Self.hash(name, count, fold: 0) & mask
        while unsafe slots[slot] != XMLVocabulary.unknown { slot = (slot + 1) & mask }
        unsafe slots[slot] = UInt16(number)
    }

    /// The number of a name, exactly spelled, or ``XMLVocabulary/unknown``.
    func number(of name: UnsafePointer<UInt8>, _ count: Int) -> UInt16 {
        var slot = unsafe Self.hash(name, count, fold: 0) & mask
        while true {
            let number = unsafe slots[slot]
            if number == XMLVocabulary.unknown { return number }
            let start = unsafe starts[Int(number)]
            if unsafe Int(starts[Int(number) + 1] - start) == count, unsafe xml_shim_same(octets + Int(start), name, count) != 0 {
                return number
            }
            slot = (slot + 1) & mask
        }
    }

    /// The number of a name spelled in other case, or ``XMLVocabulary/unknown``.
    func numberIgnoringCase(of name: UnsafePointer<UInt8>, _ count: Int) -> UInt16 {
        var slot = unsafe Self.hash(name, count, fold: 0x20) & mask
        while true {
            let number = unsafe folded[slot]
            if number == XMLVocabulary.unknown { return number }
            if unsafe isSameIgnoringCase(Int(number), name, count) { return number }
            slot = (slot + 1) & mask
        }
    }

    private func isSameIgnoringCase(_ number: Int, _ name: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let start = unsafe Int(starts[number])
        guard unsafe Int(starts[number + 1]) - start == count else { return false }
        for index in 0..<count where unsafe octets[start + index] | 0x20 != name[index] | 0x20 { return false }
        return true
    }

    private static func hash(_ name: UnsafePointer<UInt8>, _ count: Int, fold: UInt8) -> Int {
        guard count > 0 else { return 0 }
        let first = unsafe Int(name[0] | fold)
        let middle = unsafe Int(name[count / 2] | fold)
        let last = unsafe Int(name[count - 1] | fold)
        return (first &* 31 &+ middle) &* 31 &+ last &* 7 &+ count &* 131
    }
}
