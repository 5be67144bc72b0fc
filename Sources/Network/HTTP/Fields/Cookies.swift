/// The cookies a browser sent (RFC 6265 §4.2).
package struct Cookies: Sendable {
    private let pairs: [(name: String, value: String)]

    package init(_ headers: HeaderFields) {
        pairs = headers.all("Cookie").flatMap { value in
            FieldParameters.split(value).compactMap { FieldParameters.halves($0, at: "=") }
        }
    }

    /// The first cookie of that name.
    package subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
}
