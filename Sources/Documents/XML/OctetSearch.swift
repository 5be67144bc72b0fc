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

    /// Where one of three octets stands next, or the number of octets.
    package static func first(_ first: UInt8, or second: UInt8, or third: UInt8, in octets: [UInt8], from start: Int) -> Int {
        unsafe octets.withUnsafeBytes { bytes in
            var index = start
            // Eight octets at once: a difference of zero in one of them borrows from its highest bit.
            let (firsts, seconds, thirds) = (repeated(first), repeated(second), repeated(third))
            while index + 8 <= bytes.count {
                let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if zeros(block ^ firsts) | zeros(block ^ seconds) | zeros(block ^ thirds) != 0 { break }
                index += 8
            }
            while index < bytes.count {
                let octet = unsafe bytes[index]
                if octet == first || octet == second || octet == third { return index }
                index += 1
            }
            return bytes.count
        }
    }

    /// Whether all octets are below 128.
    package static func isASCII(_ octets: [UInt8]) -> Bool {
        unsafe octets.withUnsafeBytes { bytes in
            var index = 0
            while index + 32 <= bytes.count {
                let first = unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
                if (first[0] | first[1] | first[2] | first[3]) & 0x8080_8080_8080_8080 != 0 { return false }
                index += 32
            }
            while index < bytes.count {
                if unsafe bytes[index] >= 0x80 { return false }
                index += 1
            }
            return true
        }
    }

    private static func repeated(_ octet: UInt8) -> UInt64 { UInt64(octet) &* 0x0101_0101_0101_0101 }

    /// Not zero when an octet is zero.
    private static func zeros(_ block: UInt64) -> UInt64 {
        (block &- 0x0101_0101_0101_0101) & ~block & 0x8080_8080_8080_8080
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
