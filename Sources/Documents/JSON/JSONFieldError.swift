/// A value that is missing, of another kind, or unexpected, with its place as a JSON Pointer (RFC 6901).
package struct JSONFieldError: Error, Sendable, Hashable {
    /// As in `/lines/0/quantity`; empty for the whole document.
    package let pointer: String
    /// In words, to stand after the field's name: `is missing`.
    package let problem: String

    package init(pointer: String, problem: String) {
        self.pointer = pointer
        self.problem = problem
    }
}

extension JSONFieldError: CustomStringConvertible {
    package var description: String { "\(pointer.isEmpty ? "the document" : pointer) \(problem)" }
}
