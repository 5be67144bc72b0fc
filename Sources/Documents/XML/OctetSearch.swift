/// Looks for short ASCII texts in octets: the generic searches of the standard library cost a hundred times as much.
package enum OctetSearch {
    /// Where `text` begins within `range`, or nil.
    package static func first(_ text: StaticString, in octets: [UInt8], _ range: Range<Int>) -> Int? {
        let count = text.utf8CodeUnitCount
        guard count > 0, range.count >= count else { return nil }
        let span = octets.span
        let first = unsafe text.utf8Start[0]
        for index in range.lowerBound...range.upperBound - count where span[index] == first {
            if matches(text, in: octets, at: index) { return index }
        }
        return nil
    }

    /// Whether `text` stands at `index`.
    package static func matches(_ text: StaticString, in octets: [UInt8], at index: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        let span = octets.span
        guard index + count <= span.count else { return false }
        for offset in 0..<count where unsafe span[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Whether `text`, which is in small letters, stands at `index` in any case.
    package static func matchesIgnoringCase(_ text: StaticString, in octets: [UInt8], at index: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        let span = octets.span
        guard index + count <= span.count else { return false }
        for offset in 0..<count {
            let octet = span[index + offset]
            let small = octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet
            if unsafe small != text.utf8Start[offset] { return false }
        }
        return true
    }
}
