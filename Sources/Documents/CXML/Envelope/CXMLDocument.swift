/// A whole cXML document as values: what is read from a partner and what is written to one.
package struct CXMLDocument: Sendable, Hashable {
    /// Identity, parties and mode.
    package var envelope: CXMLEnvelope
    /// What the document says.
    package var body: CXMLBody
    /// `Response/Status`, or `Message/Status` (whose absence means 200).
    package var status: CXMLStatus?
    /// Everything that was read with leniency; empty on documents of our own.
    package var warnings: [CXMLWarning]

    /// Makes a value; what is left out is absent.
    package init(envelope: CXMLEnvelope, body: CXMLBody, status: CXMLStatus? = nil, warnings: [CXMLWarning] = []) {
        self.envelope = envelope
        self.body = body
        self.status = status
        self.warnings = warnings
    }
}
