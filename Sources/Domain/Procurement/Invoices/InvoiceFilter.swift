/// Which invoices a list shows; `nil` does not choose.
package struct InvoiceFilter: Hashable, Sendable {
    package var status: Invoice.Status?
    package var supplierID: Identifier<Supplier>?
    package var orderID: Identifier<PurchaseOrder>?

    package init(
        status: Invoice.Status? = nil, supplierID: Identifier<Supplier>? = nil, orderID: Identifier<PurchaseOrder>? = nil
    ) {
        self.status = status
        self.supplierID = supplierID
        self.orderID = orderID
    }
}
