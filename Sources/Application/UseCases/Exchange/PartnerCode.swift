import Cryptography
package import FoundationEssentials
package import Procurement

/// A message authentication code in place of a shared secret (cXML.dtd, element `CredentialMac`, type `FromSenderCredentials`,
/// algorithm `HMAC-SHA1-96`).
///
/// The DTD names type and algorithm and says that a code counts from its creation to its expiration. What exactly the code covers is
/// *not confirmed* by it: that these are the domains and identities of From and Sender in lower case and both dates as written, each with
/// an octet 0 behind it, is what other programs do, and what gives the value of the cXML guide's example (key `abracadabra`, code
/// `cR6Jpz58nriXERDN`) with the dates' zones written `-08:00`. No partner's code was seen.
package struct PartnerCode: Sendable, Hashable {
    package var from: PartyIdentity
    package var sender: PartyIdentity
    /// As they were written, because the code covers their text.
    package var creationDate: String
    package var expirationDate: String
    package var createdAt: Date?
    package var expiresAt: Date?
    /// Base64 of 12 octets.
    package var code: String

    package init(
        from: PartyIdentity, sender: PartyIdentity, creationDate: String, expirationDate: String, createdAt: Date?,
        expiresAt: Date?, code: String
    ) {
        self.from = from
        self.sender = sender
        self.creationDate = creationDate
        self.expirationDate = expirationDate
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.code = code
    }

    /// Whether it was made with `key` and has not expired. Clocks may differ by five minutes; a code that is good for more than a
    /// week is not taken, because whoever saw it could use it as long.
    package func isValid(key: String, at now: Date) -> Bool {
        let isGenuine = constantTimeEquals(code, Self.code(of: fields, key: key)) && !key.isEmpty
        guard let createdAt, let expiresAt, expiresAt.timeIntervalSince(createdAt) <= 7 * 86400 else { return false }
        return isGenuine && createdAt <= now.addingTimeInterval(300) && expiresAt > now
    }

    private var fields: [String] {
        [
            from.domain.lowercased(), from.identity.lowercased(), sender.domain.lowercased(), sender.identity.lowercased(),
            creationDate, expirationDate,
        ]
    }

    /// Each field in UTF-8 with an octet 0 behind it; the first 96 bits of the code in Base64.
    private static func code(of fields: [String], key: String) -> String {
        var octets: [UInt8] = []
        for field in fields { octets += Array(field.utf8) + [0] }
        return Base64.standard.encode(Array(HMACSHA1.code(for: octets, key: Array(key.utf8)).prefix(12)))
    }
}
