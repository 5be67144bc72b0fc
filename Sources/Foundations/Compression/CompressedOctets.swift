import CLZ4

/// Octets kept in less space, by LZ4: documents say the same words again and again, and an order of five lines takes a fifth of what
/// it has. Compressing it costs about four microseconds, less than writing what it saves.
///
/// What is compressed begins with a mark and with its own size, so octets that were kept before anything was are read as they are.
package enum CompressedOctets {
    /// No text begins with it; octets that do are compressed even where that saves nothing, so that they come back as they were.
    private static let mark: [UInt8] = [0, 0x4C, 0x5A, 0x34]
    /// The mark, and the number of octets behind it, in four octets with the lowest first.
    private static let headSize = 8
    /// Fewer are kept as they are: an answer of three hundred octets has no words twice, and would be tried on the one thread that
    /// writes.
    private static let fewest = 1024

    /// The octets, compressed when that makes them fewer.
    package static func compressed(_ octets: [UInt8]) -> [UInt8] {
        let isMarked = octets.starts(with: mark)
        guard isMarked || octets.count >= fewest, let count = Int32(exactly: octets.count) else { return octets }
        let bound = Int(LZ4_compressBound(count))
        guard bound > 0 else { return octets }
        // Without a mark, what does not become shorter is given up as soon as that shows.
        let room = isMarked ? bound : min(bound, octets.count - headSize - 1)
        let shorter = unsafe [UInt8](unsafeUninitializedCapacity: headSize + room) { target, filled in
            for (index, octet) in mark.enumerated() { unsafe target[index] = octet }
            for index in 0..<4 { unsafe target[4 + index] = UInt8(truncatingIfNeeded: count >> (8 * Int32(index))) }
            let written = unsafe octets.withUnsafeBytes { source in
                unsafe LZ4_compress_default(
                    source.baseAddress?.assumingMemoryBound(to: CChar.self),
                    UnsafeMutableRawPointer(target.baseAddress)?.advanced(by: headSize).assumingMemoryBound(to: CChar.self),
                    count, Int32(room))
            }
            filled = written > 0 ? headSize + Int(written) : 0
        }
        return shorter.isEmpty ? octets : shorter
    }

    /// What was compressed; octets that were not are answered as they are.
    package static func decompressed(_ octets: [UInt8]) -> [UInt8] {
        guard octets.count > headSize, octets.starts(with: mark) else { return octets }
        let size = octets[4..<headSize].reversed().reduce(0) { $0 << 8 | Int($1) }
        // LZ4 never makes more than 255 octets of one.
        guard size <= (octets.count - headSize) * 255, let capacity = Int32(exactly: size) else { return octets }
        var isWhole = false
        let whole = unsafe [UInt8](unsafeUninitializedCapacity: size) { target, filled in
            let read = unsafe octets.withUnsafeBytes { source in
                unsafe LZ4_decompress_safe(
                    source.baseAddress?.advanced(by: headSize).assumingMemoryBound(to: CChar.self),
                    UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self),
                    Int32(octets.count - headSize), capacity)
            }
            isWhole = read == capacity
            filled = isWhole ? size : 0
        }
        return isWhole ? whole : octets
    }
}
