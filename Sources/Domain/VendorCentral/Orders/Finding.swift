/// Something in a document that is wrong by the rules: where, and what to do about it.
///
/// Amazon's own verdicts come late and are often without a reason, so every rule that can be known beforehand is looked at here.
package struct Finding: Hashable, Sendable {
    /// The place in our document as a JSON Pointer, for example `/lines/2/acknowledgements/0/quantity`; empty for the whole.
    package let pointer: String
    /// In words, complete: names the values and the remedy.
    package let message: String

    package init(_ pointer: String, _ message: String) {
        self.pointer = pointer
        self.message = message
    }
}
