import COpenSSL

/// AES-256 in Galois/counter mode (NIST SP 800-38D) over OpenSSL's EVP.
enum AESGCM {
    static let tagLength = 16
    /// Found once: OpenSSL 3 looks for an algorithm by its name each time it is named.
    private nonisolated(unsafe) static let algorithm = unsafe EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

    /// The ciphertext followed by the tag.
    static func seal(_ plain: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]) -> [UInt8] {
        let context = unsafe EVP_CIPHER_CTX_new()
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: plain.count + tagLength)
        var written: Int32 = 0
        let isSealed = unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe EVP_EncryptInit_ex(context, algorithm, nil, key, nonce) == 1
                && EVP_EncryptUpdate(context, nil, &written, associated, Int32(associated.count)) == 1
                && EVP_EncryptUpdate(context, output.baseAddress, &written, plain, Int32(plain.count)) == 1
                && EVP_EncryptFinal_ex(context, nil, &written) == 1
                && EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), output.baseAddress?.advanced(by: plain.count)) == 1
        }
        // Fails only without memory; a secret must not be stored half sealed.
        guard isSealed else { fatalError("OpenSSL cannot seal") }
        return output
    }

    /// What ``seal(_:key:nonce:associated:)`` was given, or `nil` when anything differs.
    static func open(_ sealed: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]) -> [UInt8]? {
        guard sealed.count >= tagLength else { return nil }
        let count = sealed.count - tagLength
        var tag = Array(sealed[count...])
        let context = unsafe EVP_CIPHER_CTX_new()
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: count)
        var written: Int32 = 0
        let isOpen = unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe EVP_DecryptInit_ex(context, algorithm, nil, key, nonce) == 1
                && EVP_DecryptUpdate(context, nil, &written, associated, Int32(associated.count)) == 1
                && EVP_DecryptUpdate(context, output.baseAddress, &written, sealed, Int32(count)) == 1
                && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1
                && EVP_DecryptFinal_ex(context, nil, &written) == 1
        }
        return isOpen ? output : nil
    }
}
