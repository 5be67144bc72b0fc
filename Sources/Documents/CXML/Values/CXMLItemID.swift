/// What identifies an item to its supplier: part and auxiliary part together. DTD element `ItemID`.
package struct CXMLItemID: Sendable, Hashable {
    /// The supplier's part number; Amazon's ASIN.
    package var supplierPartID: String
    /// The supplier's configuration or session key, kept verbatim.
    package var auxiliaryID: CXMLAuxiliaryID?
    /// The buyer's own part number.
    package var buyerPartID: String?
    /// Numbers in other schemes.
    package var idReferences: [CXMLIDReference]

    /// Makes a value; what is left out is absent.
    package init(
        supplierPartID: String,
        auxiliaryID: CXMLAuxiliaryID? = nil,
        buyerPartID: String? = nil,
        idReferences: [CXMLIDReference] = []
    ) {
        self.supplierPartID = supplierPartID
        self.auxiliaryID = auxiliaryID
        self.buyerPartID = buyerPartID
        self.idReferences = idReferences
    }
}
