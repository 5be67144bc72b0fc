import COpenSSL

/// A public key by its numbers (RFC 7517, RFC 7518 §6), with which signatures of JSON Web Signatures (RFC 7515) are checked.
///
/// Only signatures of key pairs: `none` and codes under shared secrets are no algorithms here, so that nobody can take a public
/// key for a secret.
package enum JSONWebKey: Sendable, Hashable {
    /// Modulus and exponent, most significant octet first.
    case rsa(n: [UInt8], e: [UInt8])
    /// A point of `P-256`, `P-384` or `P-521`.
    case elliptic(curve: String, x: [UInt8], y: [UInt8])

    /// RFC 7518 §3.1.
    package static let algorithms: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    ]

    /// Whether this key made `signature` of `message` by `algorithm`; false for what does not fit together.
    package func isSignature(_ signature: [UInt8], of message: [UInt8], by algorithm: String) -> Bool {
        guard Self.algorithms.contains(algorithm) else { return false }
        let (kind, hash) = (algorithm.prefix(2), "SHA\(algorithm.suffix(3))")
        switch self {
        case .rsa(let n, let e):
            guard kind != "ES", n.count <= 2048, e.count <= 8 else { return false }
            guard let key = unsafe portico_rsa_key(n, Int32(n.count), e, Int32(e.count)) else { return false }
            defer { unsafe EVP_PKEY_free(key) }
            return unsafe portico_is_signature(
                key, hash, kind == "PS" ? 1 : 0, signature, signature.count, message, message.count) == 1
        case .elliptic(let name, let x, let y):
            // Each algorithm has its own curve (RFC 7518 §3.4).
            guard kind == "ES", let curve = Self.curves[name], curve.algorithm == algorithm, x.count == curve.octets,
                y.count == curve.octets, signature.count == 2 * curve.octets
            else { return false }
            let point = [0x04] + x + y
            guard let key = unsafe portico_ec_key(curve.name, point, point.count) else { return false }
            defer { unsafe EVP_PKEY_free(key) }
            return unsafe portico_is_ecdsa_signature(key, hash, signature, Int32(curve.octets), message, message.count) == 1
        }
    }

    private static let curves: [String: (name: String, octets: Int, algorithm: String)] = [
        "P-256": ("prime256v1", 32, "ES256"), "P-384": ("secp384r1", 48, "ES384"), "P-521": ("secp521r1", 66, "ES512"),
    ]
}
