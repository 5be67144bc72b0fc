package import Cryptography
package import FoundationEssentials

/// One way to the provider and back, as the browser's cookie holds it: sealed, so that nothing has to be kept here.
package struct SignInTrip: Sendable, Hashable {
    /// Seconds that it may take.
    package static let lifetime: TimeInterval = 600
    private static let context = "single-sign-on-trip"

    /// Ties the way back to this browser (RFC 6749 §10.12).
    package let state: String
    /// Ties the token to this trip.
    package let nonce: String
    /// PKCE's secret (RFC 7636 §4.1).
    let verifier: String
    /// Where to go afterwards; a path of this site.
    package let next: String
    private let expiresAt: Date

    package init(next: String, random: any RandomSource, now: Date) {
        state = Base64.url.encode(random.bytes(24))
        nonce = Base64.url.encode(random.bytes(24))
        verifier = Base64.url.encode(random.bytes(32))
        self.next = next
        expiresAt = now.addingTimeInterval(Self.lifetime)
    }

    /// RFC 7636 §4.2, S256.
    var challenge: String { Base64.url.encode(SHA256.digest(verifier)) }

    /// For a cookie: letters, digits, `-` and `_`.
    package func sealed(by sealer: any Sealer) -> String {
        let fields = [state, nonce, verifier, String(Int64(expiresAt.timeIntervalSince1970)), next]
        return Base64.url.encode(sealer.seal(fields.joined(separator: "\n"), for: Self.context))
    }

    /// `nil` for what was not sealed here, what is late, and what belongs to another `state`.
    package init?(_ text: String, state: String, sealer: any Sealer, now: Date) {
        guard let sealed = Base64.url.decode(text), let plain = try? sealer.openText(sealed, for: Self.context) else {
            return nil
        }
        let fields = plain.split(separator: "\n", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 5, constantTimeEquals(fields[0], state), let end = Int64(fields[3]),
            Double(end) > now.timeIntervalSince1970
        else { return nil }
        self.state = fields[0]
        nonce = fields[1]
        verifier = fields[2]
        next = fields[4]
        expiresAt = Date(timeIntervalSince1970: Double(end))
    }
}
