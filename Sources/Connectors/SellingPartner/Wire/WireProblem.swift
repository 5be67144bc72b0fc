/// What was wrong with a member, and where. Reading goes on: one bad value must not hide the rest of an answer.
package struct WireProblem: Hashable, Sendable, CustomStringConvertible {
    /// Relative to the record that was read, as a JSON Pointer: `/items/0/orderedQuantity`.
    package let pointer: String
    package let problem: String

    package var description: String { "\(pointer) \(problem)" }
}
