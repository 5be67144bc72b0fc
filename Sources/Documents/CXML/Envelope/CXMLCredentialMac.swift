package import FoundationEssentials

/// A message authentication code in place of a secret. DTD element `CredentialMac`, type `FromSenderCredentials`.
package struct CXMLCredentialMac: Sendable, Hashable {
    /// `HMAC-SHA1-96` is the only one that the DTD knows.
    package var algorithm: String
    /// As it was written: the code covers the text.
    package var creationDate: String
    /// As it was written: the code covers the text.
    package var expirationDate: String
    /// Base64.
    package var code: String

    /// Makes a value.
    package init(algorithm: String, creationDate: String, expirationDate: String, code: String) {
        self.algorithm = algorithm
        self.creationDate = creationDate
        self.expirationDate = expirationDate
        self.code = code
    }

    /// When it was made.
    package var createdAt: Date? { CXMLTimestamp(reading: creationDate).instant }
    /// When it ends.
    package var expiresAt: Date? { CXMLTimestamp(reading: expirationDate).instant }
}
