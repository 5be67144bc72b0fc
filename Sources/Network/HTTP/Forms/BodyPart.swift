/// One part of a multipart body, its transfer encoding undone.
package struct BodyPart: Sendable {
    package let headers: HeaderFields
    package let body: [UInt8]

    package var contentType: MediaType? { headers[first: "Content-Type"].flatMap { MediaType($0) } }

    /// Without the angle brackets (RFC 2392).
    package var contentID: String? {
        headers[first: "Content-ID"].map { String($0.unicodeScalars.drop { $0 == "<" }.prefix { $0 != ">" }) }
    }

    /// The form field's name (RFC 7578 §4.2).
    package var name: String? { disposition["name"] }
    package var filename: String? { disposition["filename"] }

    private var disposition: [String: String] {
        FieldParameters.read(FieldParameters.split(headers[first: "Content-Disposition"] ?? "").dropFirst())
    }
}
