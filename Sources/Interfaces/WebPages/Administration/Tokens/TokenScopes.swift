/// The field of a form in which scopes are named.
enum TokenScopes {
    /// The words of a field in which they stand with blanks or commas between.
    static func words(_ text: String?) -> [String] {
        (text ?? "").split { $0.isWhitespace || $0 == "," }.map(String.init)
    }
}
