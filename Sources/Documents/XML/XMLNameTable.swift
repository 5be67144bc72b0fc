internal import CLibXML2

/// A hash table from name to number, made once and read by every parse. It stays as long as the program, because vocabularies do.
///
/// It is `@unchecked Sendable` because nothing changes it once it is made.
@safe final class XMLNameTable: @unchecked Sendable {
    /// A name as it is compared: its first and its last eight octets are most names in full.
    private struct Slot {
        var first: UInt64 = 0
        var last: UInt64 = 0
        var count: Int32 = 0
        /// Where the name begins.
        var start: Int32 = 0
        var number = XMLVocabulary.unknown
    }

    /// The names by number.
    let names: [String]
    /// All names behind each other, and where each begins.
    private let octets: UnsafeMutablePointer<UInt8>
    private let starts: UnsafeMutablePointer<Int32>
    /// Names by their hash.
    private let slots: UnsafeMutablePointer<Slot>
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
        unsafe slots.initialize(repeating: Slot(), count: size)
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
        let (first, last) = unsafe Self.ends(of: name, count, upTo: name + count)
        var slot = place(first, last, count)
        while unsafe slots[slot].number != XMLVocabulary.unknown { slot = (slot + 1) & mask }
        unsafe slots[slot] = Slot(first: first, last: last, count: Int32(count), start: Int32(start), number: UInt16(number))
    }

    /// The number of a name, exactly spelled, or ``XMLVocabulary/unknown``.
    ///
    /// - Parameter end: what stands before it may be read, although it is no part of the name.
    func number(of name: UnsafePointer<UInt8>, _ count: Int, upTo end: UnsafePointer<UInt8>) -> UInt16 {
        let (first, last) = unsafe Self.ends(of: name, count, upTo: end)
        var slot = place(first, last, count)
        while true {
            let entry = unsafe slots[slot]
            if entry.number == XMLVocabulary.unknown { return entry.number }
            if entry.first == first, entry.last == last, Int(entry.count) == count,
                unsafe count <= 16 || xml_shim_same(octets + Int(entry.start), name, count) != 0
            {
                return entry.number
            }
            slot = (slot + 1) & mask
        }
    }

    private func place(_ first: UInt64, _ last: UInt64, _ count: Int) -> Int {
        let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(mixed >> 40) & mask
    }

    /// The first and the last eight octets of a name; of a shorter one all octets and zeros, twice.
    private static func ends(
        of name: UnsafePointer<UInt8>, _ count: Int, upTo end: UnsafePointer<UInt8>
    ) -> (first: UInt64, last: UInt64) {
        if count >= 8 { return unsafe (xml_shim_eight(name), xml_shim_eight(name + count - 8)) }
        var octets: UInt64 = 0
        if count > 0, unsafe end - name >= 8 {
            octets = unsafe UInt64(littleEndian: xml_shim_eight(name)) & (UInt64.max >> UInt64(64 - 8 * count))
        } else {
            for index in 0..<count { octets |= unsafe UInt64(name[index]) << UInt64(8 * index) }
        }
        return (octets, octets)
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
