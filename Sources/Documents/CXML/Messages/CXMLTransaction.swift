/// One request a partner takes. DTD element `Transaction`.
package struct CXMLTransaction: Sendable, Hashable {
    /// Such as `OrderRequest`.
    package var requestName: String
    /// Where to.
    package var url: String
    /// Its options.
    package var options: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(requestName: String, url: String, options: [CXMLExtrinsic] = []) {
        self.requestName = requestName
        self.url = url
        self.options = options
    }
}
