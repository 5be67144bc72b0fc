import CXML
import FoundationEssentials

extension DemoShop {
    /// Who the shop is, in both of Amazon's domains; the secret goes with the second, and never through a browser.
    private func shopCredentials(secret: Bool) -> [CXMLCredential] {
        [
            CXMLCredential(domain: "DUNS", identity: configuration.duns),
            CXMLCredential(
                domain: "NetworkId", identity: configuration.shopIdentity,
                sharedSecret: secret ? CXMLSecret(configuration.sharedSecret) : nil),
        ]
    }

    /// The envelope of a document from the shop to the buyer.
    func envelope(mode: CXMLDeploymentMode, withSecret: Bool) -> CXMLEnvelope {
        CXMLEnvelope(
            payloadID: payloadID(), timestamp: timestamp(),
            header: CXMLHeader(
                from: shopCredentials(secret: false),
                to: [CXMLCredential(domain: "NetworkId", identity: configuration.buyerIdentity)],
                sender: shopCredentials(secret: withSecret), userAgent: "Demo Shop (plays Amazon LLC eProcurement Application)"),
            deploymentMode: mode)
    }

    /// The moment in Amazon's form, with milliseconds and Z, which the guide does not allow and everybody sends.
    func timestamp() -> CXMLTimestamp {
        let now = now()
        let milliseconds = Int((now.timeIntervalSince1970 * 1000).rounded(.down)) % 1000
        let padded = String(String(1000 + milliseconds).dropFirst())
        return CXMLTimestamp(raw: "\(CXMLTimestamp(now).text.prefix(19)).\(padded)Z")
    }

    /// A Response of the shop.
    func response(_ status: CXMLStatus, _ body: CXMLBody = .statusOnly) -> CXMLDocument {
        CXMLDocument(envelope: CXMLEnvelope(payloadID: payloadID(), timestamp: timestamp()), body: body, status: status)
    }
}
