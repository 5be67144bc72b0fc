/// A commodity code. DTD element `Classification`.
package struct CXMLClassification: Sendable, Hashable {
    /// The scheme, usually `UNSPSC`.
    package var domain: String
    /// The code as it came.
    package var code: String

    /// Makes a value; what is left out is absent.
    package init(domain: String, code: String) {
        self.domain = domain
        self.code = code
    }
}
