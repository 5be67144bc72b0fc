import Glibc

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

    /// Three octets in a row, each of which has a value when the bits of a mask are set in it.
    package struct Triple: Sendable {
        fileprivate let masks: (UInt8, UInt8, UInt8)
        fileprivate let values: (UInt8, UInt8, UInt8)

        package init(masks: (UInt8, UInt8, UInt8), values: (UInt8, UInt8, UInt8)) {
            (self.masks, self.values) = (masks, values)
        }
    }

    /// Where three octets stand next that fit a triple, or nil.
    package static func first(_ triple: Triple, in octets: [UInt8], from start: Int) -> Int? {
        unsafe octets.withUnsafeBytes { bytes in
            var index = start
            let masks = (repeated(triple.masks.0), repeated(triple.masks.1), repeated(triple.masks.2))
            let values = (repeated(triple.values.0), repeated(triple.values.1), repeated(triple.values.2))
            while index + 10 <= bytes.count {
                let first = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let second = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self))
                let third = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index + 2, as: UInt64.self))
                let rest = ((first | masks.0) ^ values.0) | ((second | masks.1) ^ values.1) | ((third | masks.2) ^ values.2)
                let found = zeros(rest)
                if found != 0 { return index + found.trailingZeroBitCount / 8 }
                index += 8
            }
            while index + 3 <= bytes.count {
                let first = unsafe (bytes[index] | triple.masks.0) ^ triple.values.0
                let second = unsafe (bytes[index + 1] | triple.masks.1) ^ triple.values.1
                let third = unsafe (bytes[index + 2] | triple.masks.2) ^ triple.values.2
                if first | second | third == 0 { return index }
                index += 1
            }
            return nil
        }
    }

    /// Whether one of the octets is zero.
    package static func hasZero(_ octets: [UInt8]) -> Bool {
        unsafe octets.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            return unsafe memchr(base, 0, bytes.count) != nil
        }
    }

    /// Whether all octets are below 128.
    package static func isASCII(_ octets: [UInt8]) -> Bool {
        unsafe octets.withUnsafeBytes { unsafe firstAboveASCII($0, from: 0) == $0.count }
    }

    /// Whether all octets are below 128.
    static func isASCII(_ octets: UnsafeRawBufferPointer) -> Bool { unsafe firstAboveASCII(octets, from: 0) == octets.count }

    /// Whether the octets are UTF-8 (RFC 3629 section 4). Most are ASCII, and are passed over many at once.
    static func isUTF8(_ octets: [UInt8]) -> Bool {
        unsafe octets.withUnsafeBytes { bytes in
            var index = unsafe firstAboveASCII(bytes, from: 0)
            while index < bytes.count {
                let count = unsafe countOfCharacter(bytes, at: index)
                if count == 0 { return false }
                index = unsafe firstAboveASCII(bytes, from: index + count)
            }
            return true
        }
    }

    /// Where the first octet of 128 or above stands, or the number of octets.
    private static func firstAboveASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 32 <= bytes.count {
            let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
            if (block[0] | block[1] | block[2] | block[3]) & 0x8080_8080_8080_8080 != 0 { break }
            index += 32
        }
        while index + 8 <= bytes.count {
            let high =
                unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) & 0x8080_8080_8080_8080
            if high != 0 { return index + high.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count, unsafe bytes[index] < 0x80 { index += 1 }
        return index
    }

    /// How many octets the character has that begins with the octet above 127 at `index`; 0 when it is none.
    private static func countOfCharacter(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        let first = unsafe bytes[index]
        let count = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard first >= 0xC2, first <= 0xF4, index + count <= bytes.count else { return 0 }
        let second = unsafe bytes[index + 1]
        let lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
        let highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
        guard second >= lowest, second <= highest else { return 0 }
        for place in 2..<max(count, 2) where unsafe bytes[index + place] & 0xC0 != 0x80 { return 0 }
        return count
    }

    private static func repeated(_ octet: UInt8) -> UInt64 { UInt64(octet) &* 0x0101_0101_0101_0101 }

    /// Not zero when an octet is zero; the lowest bit that is set is the highest of the first such octet.
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
