/// What surrounds every body: the attributes of `cXML`, the Header, and the attributes of Request or Message.
package struct CXMLEnvelope: Sendable, Hashable {
    /// Unique name of the document; the same on every retry. Duplicates are found by it. "" when the sender left it out.
    package var payloadID: String
    /// When the document was made; the same on every retry.
    package var timestamp: CXMLTimestamp?
    /// The DTD version claimed.
    package var version: String?
    /// Default language of the text within (`xml:lang`).
    package var language: String?
    /// The parties; nil on a Response, which has none.
    package var header: CXMLHeader?
    /// Whether the document is meant (`production`) or a try (`test`).
    package var deploymentMode: CXMLDeploymentMode
    /// On a Message: the payloadID of the Request it answers.
    package var inReplyTo: String?

    /// Makes a value; what is left out is absent.
    package init(
        payloadID: String,
        timestamp: CXMLTimestamp? = nil,
        version: String? = nil,
        language: String? = nil,
        header: CXMLHeader? = nil,
        deploymentMode: CXMLDeploymentMode = .production,
        inReplyTo: String? = nil
    ) {
        self.payloadID = payloadID
        self.timestamp = timestamp
        self.version = version
        self.language = language
        self.header = header
        self.deploymentMode = deploymentMode
        self.inReplyTo = inReplyTo
    }
}
