import COpenSSL

/// Whether two secrets are equal, in a time that depends on neither their content nor their difference.
///
/// Both are hashed first, so that secrets of different lengths take the same path.
package func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    unsafe CRYPTO_memcmp(SHA256.digest(left), SHA256.digest(right), SHA256.length) == 0
}

/// Whether two secret texts have the same UTF-8 bytes; see ``constantTimeEquals(_:_:)-([UInt8],[UInt8])``.
package func constantTimeEquals(_ left: String, _ right: String) -> Bool {
    constantTimeEquals(Array(left.utf8), Array(right.utf8))
}
