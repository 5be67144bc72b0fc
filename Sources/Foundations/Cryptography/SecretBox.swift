/// Keeps secrets (shared secrets, refresh tokens) so that the database alone does not give them away.
package protocol Sealer: Sendable {
    /// Seals `secret` for one place. `context` says which (as in `partner/17/shared_secret`): what was sealed for one place
    /// does not open at another, so a row copied over another is noticed.
    func seal(_ secret: [UInt8], for context: String) -> [UInt8]

    /// What was sealed for `context`.
    func open(_ sealed: [UInt8], for context: String) throws(CryptographyError) -> [UInt8]

    /// A code over `message` that only this server can make; another one for each `context`. 32 bytes.
    func sign(_ message: [UInt8], for context: String) -> [UInt8]

    /// Whether `code` was made by ``sign(_:for:)``, with the present key or an older one.
    func isSigned(_ code: [UInt8], _ message: [UInt8], for context: String) -> Bool
}

extension Sealer {
    /// Seals the UTF-8 bytes of `secret`.
    package func seal(_ secret: String, for context: String) -> [UInt8] { seal(Array(secret.utf8), for: context) }

    /// What was sealed for `context`, as text.
    package func openText(_ sealed: [UInt8], for context: String) throws(CryptographyError) -> String {
        String(decoding: try open(sealed, for: context), as: UTF8.self)
    }
}

/// ``Sealer`` by AES-256-GCM with a random 96-bit nonce for each value.
///
/// A sealed value is: version 1 (one byte), key id (4), nonce (12), ciphertext, tag (16). The version, the id and the
/// context are authenticated. Several keys may be given: the first seals, each opens what it sealed, so keys can be changed
/// while old values stay readable. Random nonces are safe for some 2³² values a key (NIST SP 800-38D §8.3).
package struct SecretBox: Sealer {
    private static let version: UInt8 = 1
    private static let nonceLength = 12
    private static let headLength = 1 + 4

    private let current: SealingKey
    private let keys: [SealingKey]
    private let random: any RandomSource

    /// - Parameter older: keys that only open.
    package init(key: SealingKey, older: [SealingKey] = [], random: any RandomSource = SystemRandom()) {
        current = key
        keys = [key] + older
        self.random = random
    }

    package func seal(_ secret: [UInt8], for context: String) -> [UInt8] {
        let nonce = random.bytes(Self.nonceLength)
        let head = [Self.version] + current.id
        let sealed = AESGCM.seal(secret, key: current.bytes, nonce: nonce, associated: head + Array(context.utf8))
        return head + nonce + sealed
    }

    package func sign(_ message: [UInt8], for context: String) -> [UInt8] { Self.code(message, context, current) }

    package func isSigned(_ code: [UInt8], _ message: [UInt8], for context: String) -> Bool {
        keys.contains { constantTimeEquals(code, Self.code(message, context, $0)) }
    }

    /// A key of its own for signing and for each context, so that no code can serve elsewhere.
    private static func code(_ message: [UInt8], _ context: String, _ key: SealingKey) -> [UInt8] {
        HMACSHA256.code(
            for: message, key: HMACSHA256.code(for: Array("portico signing \(context)".utf8), key: key.bytes))
    }

    package func open(_ sealed: [UInt8], for context: String) throws(CryptographyError) -> [UInt8] {
        let start = Self.headLength + Self.nonceLength
        guard sealed.count >= start + AESGCM.tagLength, sealed[0] == Self.version else { throw .notSealed }
        let head = Array(sealed[..<Self.headLength])
        let id = Array(head[1...])
        guard let key = keys.first(where: { $0.id == id }) else { throw .unknownKey(Hex.encode(id)) }
        let nonce = Array(sealed[Self.headLength..<start])
        let opened = AESGCM.open(
            Array(sealed[start...]), key: key.bytes, nonce: nonce, associated: head + Array(context.utf8))
        guard let opened else { throw .notAuthentic }
        return opened
    }
}
