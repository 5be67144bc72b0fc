/// The cookies a browser sent (RFC 6265 §4.2).
package struct Cookies: Sendable {
    private let pairs: [(name: String, value: String)]

    package init(_ headers: HeaderFields) {
        pairs = headers.all("Cookie").flatMap { value in
            FieldParameters.split(value).compactMap { piece -> (name: String, value: String)? in
                let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }
        }
    }

    /// The first cookie of that name.
    package subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
}
