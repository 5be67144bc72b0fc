/// Bearer tokens: what the holder gets, and what is stored instead of it.
///
/// A token has 256 random bits, so a plain fast hash is enough: nothing can be guessed, and looking one up by its hash
/// leaks nothing through time.
package enum TokenHash {
    /// A new token, 43 characters of base64url after `prefix` (which tells people and scanners what they found).
    package static func newToken(prefix: String = "", random: any RandomSource) -> String {
        prefix + Base64.url.encode(random.bytes(32))
    }

    /// What is stored and looked up: SHA-256 of the token's characters, 32 bytes.
    package static func of(_ token: String) -> [UInt8] { SHA256.digest(token) }
}
