/// Which orders a supplier's list shows. It holds the supplier, so that nobody can ask for another's by leaving something out.
package struct SupplierOrderFilter: Hashable, Sendable {
    /// What the list is about; the word is that of the address.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Not yet processed: something is left to bill.
        case toProcess = "to_process"
        /// Changed by the customer, and not answered yet.
        case changed
        /// Every piece is billed.
        case billed
        case closed
        case cancelled
    }

    package let supplierID: Identifier<Supplier>
    package var state: State?
    package var legalEntityID: Identifier<LegalEntity>?
    /// In the order's number, the supplier's own, and in parts and descriptions of its lines.
    package var search: String?

    package init(
        _ supplierID: Identifier<Supplier>, state: State? = nil, legalEntityID: Identifier<LegalEntity>? = nil,
        search: String? = nil
    ) {
        self.supplierID = supplierID
        self.state = state
        self.legalEntityID = legalEntityID
        self.search = search
    }
}
