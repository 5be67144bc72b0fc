/// Where a text stops being JSON that is accepted here, and why.
package struct JSONSyntaxError: Error, Sendable, Hashable {
    /// Bytes from the start of the text.
    package let offset: Int
    /// Counted from 1; columns in bytes.
    package let line: Int
    package let column: Int
    /// In words, without quoting the text: it may hold secrets.
    package let reason: String

    /// Of a number that JSON allows and that is not held exactly here.
    static let numberOutOfRange = "the exponent is too large"

    /// Whether the text is JSON, but for a number that is not held exactly here.
    package var isNumberOutOfRange: Bool { reason == Self.numberOutOfRange }
}

extension JSONSyntaxError: CustomStringConvertible {
    package var description: String { "line \(line), column \(column): \(reason)" }
}
