import CLZ4

/// Octets kept in less space, by codes for the tags that cXML documents have in common (``CommonTags``) and by LZ4: an order of five
/// lines takes a quarter of what it has.
///
/// What is compressed begins with a mark, with how it was compressed, and with sizes. So octets that were kept before anything was
/// are read as they are.
package enum CompressedOctets {
    /// No text begins with it; octets that do are compressed even where that saves nothing, so that they come back as they were.
    fileprivate static let mark: [UInt8] = [0, 0x4C, 0x5A]

    /// The octet behind the mark, and what follows it. Sizes have groups of seven bits with the lowest first, the highest bit telling
    /// that there are more.
    fileprivate enum Kind: UInt8 {
        /// The size in four octets with the lowest first, and what LZ4 made of the octets.
        case lz4 = 0x34
        /// The size, and the octets with codes.
        case coded = 1
        /// The size, that of the octets with codes, and what LZ4 made of those.
        case codedLZ4 = 2
    }

    /// Fewer are kept as they are.
    private static let fewest = 64
    /// LZ4 finds hardly anything twice in fewer.
    private static let fewestForLZ4 = 600

    /// The octets, compressed when that makes them fewer.
    package static func compressed(_ octets: [UInt8]) -> [UInt8] {
        unsafe octets.withUnsafeBytes { unsafe compressed($0) } ?? octets
    }

    /// A text's octets, compressed when that makes them fewer.
    package static func compressed(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { unsafe compressed(UnsafeRawBufferPointer($0)) } ?? Array(text.utf8)
    }

    /// - Returns: `nil` when they are kept as they are.
    private static func compressed(_ octets: UnsafeRawBufferPointer) -> [UInt8]? {
        let isMarked = unsafe octets.starts(with: mark)
        guard isMarked || octets.count >= fewest, octets.count < Int32.max else { return nil }
        var head = Head(.coded)
        head.append(size: octets.count)
        if let coded = unsafe CommonTags.all.coded(octets, behind: head) {
            let kept = packed(coded, behind: head.count, of: octets.count) ?? coded
            return kept.count < octets.count ? kept : nil
        }
        guard isMarked || octets.count >= fewestForLZ4 else { return nil }
        head = Head(.lz4)
        for byte in 0..<4 { head.append(UInt8(truncatingIfNeeded: octets.count >> (8 * byte))) }
        // Without a mark, what does not become shorter is given up as soon as that shows.
        return unsafe packed(octets, behind: head, room: isMarked ? Int.max : octets.count - head.count - 1)
    }

    /// What LZ4 makes of octets with codes, when that is less.
    private static func packed(_ coded: [UInt8], behind start: Int, of size: Int) -> [UInt8]? {
        let count = coded.count - start
        guard count >= fewestForLZ4 else { return nil }
        var head = Head(.codedLZ4)
        head.append(size: size)
        head.append(size: count)
        return unsafe coded.withUnsafeBytes {
            unsafe packed(UnsafeRawBufferPointer(rebasing: $0[start...]), behind: head, room: count)
        }
    }

    /// What LZ4 makes of the octets, when there is room for it.
    private static func packed(_ octets: UnsafeRawBufferPointer, behind head: Head, room: Int) -> [UInt8]? {
        let bound = Int(LZ4_compressBound(Int32(octets.count)))
        let room = min(bound, room)
        guard bound > 0, room > 0 else { return nil }
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: head.count + room) { target, filled in
            for index in 0..<head.count { unsafe target[index] = head[index] }
            let written = unsafe LZ4_compress_default(
                octets.baseAddress?.assumingMemoryBound(to: CChar.self),
                UnsafeMutableRawPointer(target.baseAddress)?.advanced(by: head.count).assumingMemoryBound(to: CChar.self),
                Int32(octets.count), Int32(room))
            filled = written > 0 ? head.count + Int(written) : 0
        }
        return packed.isEmpty ? nil : packed
    }

    /// What stands before compressed octets.
    struct Head {
        private var octets = InlineArray<16, UInt8>(repeating: 0)
        private(set) var count = 0

        fileprivate init(_ kind: Kind) {
            for octet in mark { append(octet) }
            append(kind.rawValue)
        }

        subscript(index: Int) -> UInt8 { octets[index] }

        fileprivate mutating func append(_ octet: UInt8) {
            octets[count] = octet
            count += 1
        }

        fileprivate mutating func append(size: Int) {
            var rest = size
            while rest > 0x7F {
                append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            append(UInt8(rest))
        }
    }

    /// What was compressed; octets that were not are answered as they are.
    package static func decompressed(_ octets: [UInt8]) -> [UInt8] {
        guard octets.count > mark.count, octets.starts(with: mark), let kind = Kind(rawValue: octets[mark.count]) else {
            return octets
        }
        var rest = octets[(mark.count + 1)...]
        let whole: [UInt8]?
        switch kind {
        case .lz4:
            guard rest.count > 4 else { return octets }
            let size = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            whole = unpacked(rest.dropFirst(4), size: size)
        case .coded:
            whole = takeSize(&rest).flatMap { CommonTags.all.decoded(rest, size: $0) }
        case .codedLZ4:
            guard let size = takeSize(&rest), let codedSize = takeSize(&rest) else { return octets }
            whole = unpacked(rest, size: codedSize).flatMap { CommonTags.all.decoded($0[...], size: size) }
        }
        return whole ?? octets
    }

    private static func takeSize(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var size = 0
        for shift in stride(from: 0, to: 35, by: 7) {
            guard let octet = rest.popFirst() else { return nil }
            size |= Int(octet & 0x7F) << shift
            if octet < 0x80 { return size }
        }
        return nil
    }

    private static func unpacked(_ octets: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        // LZ4 never makes more than 255 octets of one.
        guard size <= octets.count * 255, let capacity = Int32(exactly: size) else { return nil }
        var isWhole = false
        let whole = unsafe [UInt8](unsafeUninitializedCapacity: size) { target, filled in
            let read = unsafe octets.withUnsafeBytes { source in
                unsafe LZ4_decompress_safe(
                    source.baseAddress?.assumingMemoryBound(to: CChar.self),
                    UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self), Int32(source.count),
                    capacity)
            }
            isWhole = read == capacity
            filled = isWhole ? size : 0
        }
        return isWhole ? whole : nil
    }
}
