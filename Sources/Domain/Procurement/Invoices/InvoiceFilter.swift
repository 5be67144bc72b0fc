/// Which invoices a list shows; `nil` does not choose.
package struct InvoiceFilter: Hashable, Sendable {
    package var status: Invoice.Status?
    package var supplierID: Identifier<Supplier>?
    package var orderID: Identifier<PurchaseOrder>?
    package var match: MatchStatus?
    /// Who looks after its exceptions.
    package var ownerID: Identifier<User>?
    /// The supplier's number, in any spelling.
    package var number: String?
    /// Only what is accepted, not paid yet, and due by then.
    package var dueThrough: Day?
    /// What somebody's roles are limited to: invoices that bill no order, or any order within them; `nil` limits nothing.
    package private(set) var orderLimits: OrderFilter?

    /// How a supplier looks at its own: those it has not sent, too. The customer sees none of these.
    package var supplierView: SupplierView?

    package struct SupplierView: Hashable, Sendable {
        /// With which the customer's legal entities are kept apart.
        package var legalEntityID: Identifier<LegalEntity>?
        /// In the number.
        package var search: String?

        package init(legalEntityID: Identifier<LegalEntity>? = nil, search: String? = nil) {
            self.legalEntityID = legalEntityID
            self.search = search
        }
    }

    package init(
        status: Invoice.Status? = nil, supplierID: Identifier<Supplier>? = nil, orderID: Identifier<PurchaseOrder>? = nil
    ) {
        self.status = status
        self.supplierID = supplierID
        self.orderID = orderID
    }

    /// Keeps to what somebody's roles are limited to.
    package mutating func limit(to limits: UserLimits, in tree: DepartmentTree) {
        guard !limits.isEmpty else { return }
        var filter = OrderFilter()
        filter.limit(to: limits, in: tree)
        orderLimits = filter
    }
}
