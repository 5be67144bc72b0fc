import COpenSSL

/// A private key that signs what others check with its public half: RSA with SHA-256 (RFC 8017, PKCS #1 v1.5), or Ed25519 (RFC
/// 8032). The same signature for the same octets.
@safe package final class SigningKey: @unchecked Sendable {
    package enum Kind: Hashable, Sendable { case rsa, ed25519 }

    package enum Problem: Error, Hashable, Sendable {
        /// No PEM private key, or one under a passphrase.
        case unreadable
        /// Another kind of key, or RSA of fewer than 1024 bits (RFC 8301, 3.2).
        case unfit
        case failed
    }

    package let kind: Kind
    /// Never changed once it was read, and OpenSSL's signing takes it from several threads.
    private let key: OpaquePointer

    /// - Parameter pem: PKCS #8, or PKCS #1 for RSA.
    /// - Throws: ``Problem``
    package init(pem: [UInt8]) throws(Problem) {
        guard let input = unsafe BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else { throw .failed }
        defer { unsafe BIO_free(input) }
        // An empty passphrase, so that none is asked for on the terminal.
        var passphrase: CChar = 0
        guard let read = unsafe PEM_read_bio_PrivateKey(input, nil, nil, &passphrase) else {
            ERR_clear_error()
            throw .unreadable
        }
        switch unsafe EVP_PKEY_get_base_id(read) {
        case EVP_PKEY_RSA where unsafe EVP_PKEY_get_bits(read) >= 1024: kind = .rsa
        case EVP_PKEY_ED25519: kind = .ed25519
        default:
            unsafe EVP_PKEY_free(read)
            throw .unfit
        }
        unsafe key = read
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// - Throws: ``Problem/failed``
    package func sign(_ octets: [UInt8]) throws(Problem) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else { throw .failed }
        defer { unsafe EVP_MD_CTX_free(context) }
        let digest = unsafe kind == .rsa ? EVP_sha256() : nil
        var length = unsafe Int(EVP_PKEY_get_size(key))
        var signature = [UInt8](repeating: 0, count: length)
        guard unsafe EVP_DigestSignInit(context, nil, digest, nil, key) == 1,
            unsafe EVP_DigestSign(context, &signature, &length, octets, octets.count) == 1
        else { throw .failed }
        return Array(signature.prefix(length))
    }

    /// The public half: SubjectPublicKeyInfo (RFC 5280) for RSA, the 32 octets themselves for Ed25519.
    package var publicKey: [UInt8] {
        if kind == .ed25519 {
            var length = 32
            var octets = [UInt8](repeating: 0, count: length)
            return unsafe EVP_PKEY_get_raw_public_key(key, &octets, &length) == 1 ? octets : []
        }
        let length = unsafe Int(i2d_PUBKEY(key, nil))
        guard length > 0 else { return [] }
        var octets = [UInt8](repeating: 0, count: length)
        unsafe octets.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            _ = unsafe i2d_PUBKEY(key, &start)
        }
        return octets
    }
}
