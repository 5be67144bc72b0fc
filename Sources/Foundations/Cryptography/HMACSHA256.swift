import COpenSSL

/// The keyed hash HMAC-SHA-256 (RFC 2104), for signing what leaves and for deriving keys.
package enum HMACSHA256 {
    /// The code of `message` under `key`, 32 bytes.
    package static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: SHA256.length) { buffer, count in
            let made = unsafe HMAC(
                EVP_sha256(), key, Int32(key.count), message, message.count, buffer.baseAddress, nil)
            // Fails only without memory; a wrong code must not leave.
            guard unsafe made != nil else { fatalError("OpenSSL cannot make an HMAC") }
            count = SHA256.length
        }
    }

    /// Whether `code` is the code of `message` under `key`, in a time that does not depend on where they differ.
    package static func isValid(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
        constantTimeEquals(code, self.code(for: message, key: key))
    }
}
