import Cryptography
import FoundationEssentials
import Procurement

/// What an access token says: sealed by the server's key, so that nothing has to be kept about it.
///
/// It names its client's secret by the beginning of its hash, so that another secret ends it, and the client is looked up at
/// every use, so that revoking the client ends it, too.
struct AccessToken: Sendable, Hashable {
    static let prefix = "pta_"
    private static let context = "oauth-access-token"

    var client: Identifier<APIToken>
    /// The first 8 octets of the hash of the client's secret.
    var secretMark: [UInt8]
    var scopes: [String]
    var expiresAt: Date

    static func mark(_ hash: [UInt8]) -> [UInt8] { Array(hash.prefix(8)) }

    func sealed(by sealer: any Sealer) -> String {
        let fields = [
            client.text, Hex.encode(secretMark), scopes.joined(separator: " "), String(Int64(expiresAt.timeIntervalSince1970)),
        ]
        return Self.prefix + Base64.url.encode(sealer.seal(fields.joined(separator: "\n"), for: Self.context))
    }

    /// `nil` for what this server did not seal.
    init?(_ text: String, sealer: any Sealer) {
        guard text.hasPrefix(Self.prefix), let sealed = Base64.url.decode(String(text.dropFirst(Self.prefix.count))),
            let plain = try? sealer.openText(sealed, for: Self.context)
        else { return nil }
        let fields = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 4, let client = Identifier<APIToken>(fields[0]), let mark = Hex.decode(fields[1]),
            let seconds = Int64(fields[3])
        else { return nil }
        self.client = client
        secretMark = mark
        scopes = fields[2].split(separator: " ").map(String.init)
        expiresAt = Date(timeIntervalSince1970: Double(seconds))
    }

    init(client: Identifier<APIToken>, secretMark: [UInt8], scopes: [String], expiresAt: Date) {
        self.client = client
        self.secretMark = secretMark
        self.scopes = scopes
        self.expiresAt = expiresAt
    }
}
