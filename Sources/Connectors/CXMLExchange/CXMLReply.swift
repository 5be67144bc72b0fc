import UseCases

/// The cXML document that a request is answered with.
package struct CXMLReply: Sendable {
    package var octets: [UInt8]
    /// Whether the document's credentials were wrong, for limits on guessing.
    package var refusesCredentials: Bool

    package init(_ octets: [UInt8], refusesCredentials: Bool = false) {
        self.octets = octets
        self.refusesCredentials = refusesCredentials
    }
}

extension Exchange {
    /// The answer to a sender who has to wait: 560, because partners try 5xx again and give up on 4xx.
    package func busy() -> CXMLReply {
        CXMLReply(
            Replies.toNothing(application).status(
                560, "Too many requests. Send the same document again later.", at: application.now))
    }
}
