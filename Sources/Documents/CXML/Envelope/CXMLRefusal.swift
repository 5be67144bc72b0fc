/// Why a document is not taken, in the form in which its sender is told. Thrown by ``CXMLReader``.
///
/// 406: not well formed, hostile, or no cXML. 499: beyond a limit. 400: an essential field is missing or unusable.
/// 450: not implemented (`operation="source"`).
package struct CXMLRefusal: Error, Sendable, Hashable {
    /// The code for the answer.
    package var statusCode: CXMLStatusCode
    /// The explanation for the answer, in plain words; tells nothing of the document's secrets.
    package var text: String
    /// The element at fault, such as `OrderRequest/OrderRequestHeader`; "" when the XML itself is.
    package var elementPath: String
    /// 1-based position of the item at fault, if one is.
    package var lineNumber: Int?
    /// Line of the document's text, when known.
    package var sourceLine: Int?
    /// The envelope, when it could be read: authenticate its sender before answering with the reason above.
    package var envelope: CXMLEnvelope?
    /// The name of the message, when it could be read.
    package var bodyName: String?

    /// Makes a refusal.
    package init(
        statusCode: CXMLStatusCode, text: String, elementPath: String = "", lineNumber: Int? = nil, sourceLine: Int? = nil,
        envelope: CXMLEnvelope? = nil, bodyName: String? = nil
    ) {
        self.statusCode = statusCode
        self.text = text
        self.elementPath = elementPath
        self.lineNumber = lineNumber
        self.sourceLine = sourceLine
        self.envelope = envelope
        self.bodyName = bodyName
    }
}
