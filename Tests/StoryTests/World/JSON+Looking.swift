import JSON

extension JSON {
    /// The text of a string.
    var text: String? { if case .string(let text) = self { text } else { nil } }

    /// The elements of an array.
    var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
}
