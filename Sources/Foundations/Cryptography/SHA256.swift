import COpenSSL

/// The hash SHA-256 (FIPS 180-4).
package enum SHA256 {
    /// The length of a digest in bytes.
    package static let length = 32

    /// The digest of `bytes`, 32 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            _ = unsafe COpenSSL.SHA256(bytes, bytes.count, buffer.baseAddress)
            count = length
        }
    }

    /// The digest of the UTF-8 bytes of `text`.
    package static func digest(_ text: String) -> [UInt8] { digest(Array(text.utf8)) }

    /// The digest of `bytes` in lower-case hexadecimal, 64 characters.
    package static func hex(_ bytes: [UInt8]) -> String { Hex.encode(digest(bytes)) }
}
