import CZlib

/// Takes compressed content apart piece by piece (zlib's `inflate`), never more at once than is asked for.
///
/// The state of zlib points back at its `z_stream`, which must therefore stay where it is: it is allocated once and freed
/// with this object. Not for several threads at once.
@safe package final class Inflater {
    package enum Format: Sendable, Hashable {
        /// RFC 1952, with its checksum checked.
        case gzip
        /// RFC 1950, with its checksum checked.
        case zlib
        /// RFC 1951 without a wrapper.
        case raw
    }

    private let stream: UnsafeMutablePointer<z_stream>
    /// Whether the stream has come to its end; what is left of the input stands behind it.
    package private(set) var isFinished = false

    /// Throws `CompressionError.outOfMemory`.
    package init(_ format: Format) throws(CompressionError) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let windowBits: Int32 =
            switch format {
            case .gzip: 15 + 16
            case .zlib: 15
            case .raw: -15
            }
        let result = unsafe inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard result == Z_OK else { throw .outOfMemory }
    }

    deinit {
        _ = unsafe inflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// Inflates from the front of `input`, which loses what was used, and answers at most `maximum` octets. Fewer than that
    /// say that all of `input` was used, or that the stream is finished. Throws `CompressionError`.
    package func inflate(_ input: inout ArraySlice<UInt8>, upTo maximum: Int) throws(CompressionError) -> [UInt8] {
        if isFinished || maximum <= 0 { return [] }
        var result = Z_OK
        var used = 0
        let output = unsafe [UInt8](unsafeUninitializedCapacity: maximum) { buffer, count in
            unsafe input.withUnsafeBufferPointer { input in
                // zlib does not write to its input; the type has no `const` for the sake of old compilers.
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(input.count)
                unsafe stream.pointee.next_out = buffer.baseAddress
                unsafe stream.pointee.avail_out = UInt32(maximum)
                result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                unsafe used = input.count - Int(stream.pointee.avail_in)
                unsafe count = maximum - Int(stream.pointee.avail_out)
                unsafe stream.pointee.next_in = nil
                unsafe stream.pointee.next_out = nil
            }
        }
        input = input.dropFirst(used)
        switch result {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isFinished = true
        case Z_MEM_ERROR: throw .outOfMemory
        // A preset dictionary, which HTTP has none of, among others.
        default: throw .malformed
        }
        return output
    }

    /// Gets ready for another stream of the same format: gzip content may be several members in a row (RFC 1952 §2.2).
    package func restart() throws(CompressionError) {
        guard unsafe inflateReset(stream) == Z_OK else { throw .malformed }
        isFinished = false
    }
}
