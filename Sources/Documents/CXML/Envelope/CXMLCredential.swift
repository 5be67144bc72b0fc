/// Who a party is, with its proof. DTD element `Credential`. Compare with ``matches(domain:identity:)``.
package struct CXMLCredential: Sendable, Hashable {
    /// The naming scheme, such as `NetworkId` or `DUNS`; compared without case.
    package var domain: String
    /// The name within the domain, trimmed; compared exactly.
    package var identity: String
    /// The password of a Sender; never in documents that pass through a browser.
    package var sharedSecret: CXMLSecret?
    /// `marketplace`, when it is one.
    package var type: String?
    /// The code in place of the secret.
    package var mac: CXMLCredentialMac?
    /// True when a DigitalSignature was there, which Portico does not check.
    package var hasOtherProof: Bool

    /// Makes a value; what is left out is absent.
    package init(
        domain: String,
        identity: String,
        sharedSecret: CXMLSecret? = nil,
        type: String? = nil,
        mac: CXMLCredentialMac? = nil,
        hasOtherProof: Bool = false
    ) {
        self.domain = domain
        self.identity = identity
        self.sharedSecret = sharedSecret
        self.type = type
        self.mac = mac
        self.hasOtherProof = hasOtherProof
    }
}
