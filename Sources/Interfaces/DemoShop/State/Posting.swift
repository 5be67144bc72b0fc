package import CXML

/// A document for Portico: made once, so that every try sends the same octets.
package struct Posting: Sendable, Identifiable {
    /// The document's payloadID.
    package let id: String
    /// The message's name, such as `ConfirmationRequest`.
    package let name: String
    /// The payloadID of the order it belongs to; nil for a punch-in.
    package let orderPayloadID: String?
    /// The document.
    package let body: [UInt8]
    /// How often it was sent.
    package var tries = 0
    /// The HTTP status of the last answer, when there was one.
    package var httpStatus: Int?
    /// The cXML status of the last answer, when it was cXML.
    package var status: CXMLStatus?
    /// Why there was no usable answer.
    package var failure: String?

    /// Whether Portico took it.
    package var isDone: Bool { status?.code.outcome == .done }
    /// Whether another try makes sense.
    package var mayBeRepeated: Bool { status.map { $0.code.outcome == .transientFailure } ?? true }

    /// How the last try ended, in words.
    package var outcome: String {
        if let status { return "\(status.code.rawValue) \(status.text)\(status.content.isEmpty ? "" : ": \(status.content)")" }
        return failure ?? (tries == 0 ? "not sent yet" : "HTTP \(httpStatus ?? 0), no cXML")
    }
}
