/// A media type with its parameters (RFC 9110 §8.3.1).
package struct MediaType: Sendable, Hashable {
    /// Lower case, for example `text`.
    package let type: String
    /// Lower case, for example `xml`.
    package let subtype: String
    /// Names in lower case.
    package let parameters: [String: String]

    package init?(_ text: String) {
        guard let known = Self.usual[text] ?? Self(reading: text) else { return nil }
        self = known
    }

    /// Those that nearly all requests have, read once.
    private static let usual: [String: MediaType] = {
        let types = ["text/xml", "application/xml", "application/json", "application/x-www-form-urlencoded"]
        let texts = types.flatMap { type in
            ["", "; charset=utf-8", "; charset=UTF-8", ";charset=utf-8", ";charset=UTF-8"].map { type + $0 }
        }
        return texts.reduce(into: [:]) { $0[$1] = MediaType(reading: $1) }
    }()

    private init?(reading text: String) {
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
