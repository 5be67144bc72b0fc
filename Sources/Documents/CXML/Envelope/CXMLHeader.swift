/// Who speaks to whom. DTD element `Header`.
package struct CXMLHeader: Sendable, Hashable {
    /// The originator's names.
    package var from: [CXMLCredential]
    /// The final receiver's names.
    package var to: [CXMLCredential]
    /// The names of the party on the other end of this connection; carries the secret.
    package var sender: [CXMLCredential]
    /// The program that sent it.
    package var userAgent: String?

    /// Makes a value; what is left out is absent.
    package init(
        from: [CXMLCredential] = [],
        to: [CXMLCredential] = [],
        sender: [CXMLCredential] = [],
        userAgent: String? = nil
    ) {
        self.from = from
        self.to = to
        self.sender = sender
        self.userAgent = userAgent
    }
}
