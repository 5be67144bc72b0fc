import CZlib
package import HTTP

/// Compresses a stream piece by piece (zlib's `deflate`).
///
/// The state of zlib points back at its `z_stream`, which must therefore stay where it is: it is allocated once and freed
/// with this object. Not for several threads at once.
@safe package final class Deflater {
    /// What becomes of octets that zlib still holds back.
    package enum Flush: Sendable, Hashable {
        /// They wait for more, for better compression.
        case none
        /// All of them come out, so that the other side can read everything that went in so far.
        case sync
        /// All of them come out with the trailer; nothing may follow.
        case finish
    }

    private let stream: UnsafeMutablePointer<z_stream>

    /// `level` from 1 (fast) to 9 (small); `length`, when it is known, keeps zlib from allocating a window that is larger
    /// than the content. Throws `CompressionError.outOfMemory`.
    package init(_ coding: ContentCoding, level: Int = 6, length: Int? = nil) throws(CompressionError) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        var windowBits: Int32 = 15
        if let length { while windowBits > 10, length <= 1 << (windowBits - 1) { windowBits -= 1 } }
        let form = coding == .gzip ? windowBits + 16 : windowBits
        let result = unsafe deflateInit2_(
            stream, Int32(min(max(level, 1), 9)), Z_DEFLATED, form, min(8, windowBits - 7), Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard result == Z_OK else { throw .outOfMemory }
    }

    deinit {
        _ = unsafe deflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// The compressed octets that came out for these.
    package func deflate(_ input: [UInt8], _ flush: Flush) -> [UInt8] {
        let mode =
            switch flush {
            case .none: Z_NO_FLUSH
            case .sync: Z_SYNC_FLUSH
            case .finish: Z_FINISH
            }
        var output: [UInt8] = []
        unsafe input.withUnsafeBufferPointer { input in
            // zlib does not write to its input; the type has no `const` for the sake of old compilers.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(input.count)
            repeat {
                fill(&output, mode)
                // Room left over says that nothing is left to come out.
            } while unsafe stream.pointee.avail_out == 0
            unsafe stream.pointee.next_in = nil
        }
        return output
    }

    /// One call of zlib with room for more at the end of `output`.
    private func fill(_ output: inout [UInt8], _ mode: Int32) {
        let waiting = unsafe Int(stream.pointee.avail_in)
        let room = max(512, min(waiting / 2 + 128, 64 * 1024))
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            unsafe stream.pointee.next_out = buffer.baseAddress
            unsafe stream.pointee.avail_out = UInt32(room)
            _ = unsafe CZlib.deflate(stream, mode)
            unsafe count = room - Int(stream.pointee.avail_out)
            unsafe stream.pointee.next_out = nil
        }
        if output.isEmpty { output = piece } else { output += piece }
    }
}
