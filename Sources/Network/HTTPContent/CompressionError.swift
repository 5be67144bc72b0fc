/// What can go wrong with compressed content.
package enum CompressionError: Error, Sendable, Hashable {
    /// zlib got no memory.
    case outOfMemory
    /// Not what its coding says: a wrong header, a broken stream, a checksum that does not fit, or octets behind the end.
    case malformed
}
