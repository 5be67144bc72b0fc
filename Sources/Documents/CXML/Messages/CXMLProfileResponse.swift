/// What a partner can do. DTD element `ProfileResponse`.
package struct CXMLProfileResponse: Sendable, Hashable {
    /// Since when; never in the future.
    package var effectiveDate: CXMLTimestamp?
    /// When it was last looked up.
    package var lastRefresh: CXMLTimestamp?
    /// Options of all transactions (`Option`).
    package var options: [CXMLExtrinsic]
    /// Each request taken, with its address.
    package var transactions: [CXMLTransaction]

    /// Makes a value; what is left out is absent.
    package init(
        effectiveDate: CXMLTimestamp? = nil,
        lastRefresh: CXMLTimestamp? = nil,
        options: [CXMLExtrinsic] = [],
        transactions: [CXMLTransaction] = []
    ) {
        self.effectiveDate = effectiveDate
        self.lastRefresh = lastRefresh
        self.options = options
        self.transactions = transactions
    }
}
