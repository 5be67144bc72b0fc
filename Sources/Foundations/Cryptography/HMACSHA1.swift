import COpenSSL

/// The keyed hash HMAC-SHA-1 (RFC 2104), for the one protocol that demands it: cXML's `CredentialMac`.
package enum HMACSHA1 {
    /// The code of `message` under `key`, 20 bytes.
    package static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
            let made = unsafe HMAC(EVP_sha1(), key, Int32(key.count), message, message.count, buffer.baseAddress, nil)
            // Fails only without memory; a wrong code must not count.
            guard unsafe made != nil else { fatalError("OpenSSL cannot make an HMAC") }
            count = 20
        }
    }
}
