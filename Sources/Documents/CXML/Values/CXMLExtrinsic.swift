/// A named value beyond the standard. DTD element `Extrinsic`.
package struct CXMLExtrinsic: Sendable, Hashable {
    /// The name; compared without case.
    package var name: String
    /// The string value, trimmed.
    package var value: String

    /// Makes a value; what is left out is absent.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
