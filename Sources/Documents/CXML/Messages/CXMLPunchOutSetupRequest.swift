/// A buyer asks for a shopping session. DTD element `PunchOutSetupRequest`.
package struct CXMLPunchOutSetupRequest: Sendable, Hashable {
    /// What the session is for; `source` is refused with 450.
    package var operation: CXMLOperation
    /// Ours, returned unchanged.
    package var buyerCookie: String
    /// UserEmail, UniqueName …
    package var extrinsics: [CXMLExtrinsic]
    /// Where the browser brings the cart.
    package var browserFormPost: String?
    /// The user.
    package var contacts: [CXMLContact]
    /// Deprecated, harmless.
    package var supplierSetup: String?
    /// Where goods will go.
    package var shipTo: CXMLAddress?
    /// The item to show first.
    package var selectedItem: CXMLItemID?
    /// The cart to edit or inspect.
    package var items: [CXMLItem]

    /// Makes a value; what is left out is absent.
    package init(
        operation: CXMLOperation = .create,
        buyerCookie: String,
        extrinsics: [CXMLExtrinsic] = [],
        browserFormPost: String? = nil,
        contacts: [CXMLContact] = [],
        supplierSetup: String? = nil,
        shipTo: CXMLAddress? = nil,
        selectedItem: CXMLItemID? = nil,
        items: [CXMLItem] = []
    ) {
        self.operation = operation
        self.buyerCookie = buyerCookie
        self.extrinsics = extrinsics
        self.browserFormPost = browserFormPost
        self.contacts = contacts
        self.supplierSetup = supplierSetup
        self.shipTo = shipTo
        self.selectedItem = selectedItem
        self.items = items
    }
}
