import COpenSSL

/// The hash SHA-256 (FIPS 180-4).
package enum SHA256 {
    /// The length of a digest in bytes.
    package static let length = 32

    /// Found once: OpenSSL 3 looks for an algorithm by its name each time it is named, which costs more than a short digest.
    private nonisolated(unsafe) static let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil)

    /// The digest of `bytes`, 32 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            if unsafe algorithm == nil || EVP_Digest(bytes, bytes.count, buffer.baseAddress, nil, algorithm, nil) != 1 {
                _ = unsafe COpenSSL.SHA256(bytes, bytes.count, buffer.baseAddress)
            }
            count = length
        }
    }

    /// The digest of the UTF-8 bytes of `text`.
    package static func digest(_ text: String) -> [UInt8] { digest(Array(text.utf8)) }

    /// The digest of `bytes` in lower-case hexadecimal, 64 characters.
    package static func hex(_ bytes: [UInt8]) -> String { Hex.encode(digest(bytes)) }
}
