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
    static let exponentTooLarge = "the exponent is too large"
    static let numberTooLarge = "the number is too large or too small"

    /// Whether the text is JSON, but for a number that is not held exactly here.
    package var isNumberOutOfRange: Bool { [Self.exponentTooLarge, Self.numberTooLarge].contains(reason) }
}

extension JSONSyntaxError: CustomStringConvertible {
    package var description: String { "line \(line), column \(column): \(reason)" }
}
