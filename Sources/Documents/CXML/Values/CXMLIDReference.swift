/// A party's or item's number in another scheme. DTD element `IdReference`.
package struct CXMLIDReference: Sendable, Hashable {
    /// The scheme.
    package var domain: String
    /// The number.
    package var identifier: String

    /// Makes a value; what is left out is absent.
    package init(domain: String, identifier: String) {
        self.domain = domain
        self.identifier = identifier
    }
}
