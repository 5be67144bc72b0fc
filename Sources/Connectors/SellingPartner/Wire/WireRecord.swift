/// A JSON object of Amazon's with its members, read and written by one list of fields.
package protocol WireRecord: Sendable {
    init()

    /// Hands every member to `wire`, in the order of Amazon's model; whether that reads or writes is `wire`'s affair.
    mutating func fields(_ wire: inout Wire)
}
