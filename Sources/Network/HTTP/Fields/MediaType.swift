/// A media type with its parameters (RFC 9110 §8.3.1).
package struct MediaType: Sendable, Hashable {
    /// Lower case, for example `text`.
    package let type: String
    /// Lower case, for example `xml`.
    package let subtype: String
    /// Names in lower case.
    package let parameters: [String: String]

    package init?(_ text: String) {
        let pieces = FieldParameters.split(text)
        guard let essence = pieces.first else { return nil }
        let parts = essence.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(ASCII.isToken) }) else { return nil }
        type = parts[0].lowercased()
        subtype = parts[1].lowercased()
        parameters = FieldParameters.read(pieces.dropFirst())
    }

    /// `type/subtype`.
    package var essence: String { "\(type)/\(subtype)" }

    package var charset: String? { parameters["charset"] }

    /// Whether the content is XML (RFC 7303).
    package var isXML: Bool { essence == "text/xml" || essence == "application/xml" || subtype.hasSuffix("+xml") }
}
