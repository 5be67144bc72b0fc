package import Procurement
import ProcurementStore

/// All that an invoice's or account's document for print is made of.
package struct InvoicePaper: Sendable, Hashable {
    package var invoice: Invoice
    package var supplierName: String
    package var legalEntity: LegalEntity?
    package var billTo: Address?
    /// What the legal entity's documents have of their own.
    package var letterhead: Letterhead?
    /// The numbers of the orders that it bills.
    package var orderNumbers: [Identifier<PurchaseOrder>: String]
    /// The invoice's page.
    package var pageURL: String

    package init(
        invoice: Invoice, supplierName: String, legalEntity: LegalEntity? = nil, billTo: Address? = nil,
        orderNumbers: [Identifier<PurchaseOrder>: String] = [:], pageURL: String
    ) {
        self.invoice = invoice
        self.supplierName = supplierName
        self.legalEntity = legalEntity
        self.billTo = billTo
        self.orderNumbers = orderNumbers
        self.pageURL = pageURL
    }
}

/// What stands on an invoice's document, for whoever may see the invoice.
package struct ShowInvoicePaper: Query {
    package static let access = ShowInvoice.access
    package var id: Identifier<Invoice>

    package init(_ id: Identifier<Invoice>) { self.id = id }

    package func answer(in view: View) throws -> InvoicePaper {
        let invoice = try view.visibleInvoice(id)
        var (numbers, billed): ([Identifier<PurchaseOrder>: String], Identifier<LegalEntity>?) = ([:], invoice.legalEntityID)
        for orderID in invoice.orderIDs {
            guard let order = try view.store.order(orderID) else { continue }
            numbers[orderID] = order.number
            billed = billed ?? order.coding.legalEntityID
        }
        let entity = try billed.flatMap(view.store.legalEntity)
        var paper = InvoicePaper(
            invoice: invoice, supplierName: try view.store.supplier(invoice.supplierID)?.name ?? "", legalEntity: entity,
            billTo: try entity?.billingAddressID.flatMap(view.store.address), orderNumbers: numbers,
            pageURL: "\(view.rules.publicURL)/invoices/\(id)")
        paper.letterhead = try entity.flatMap { try view.store.letterhead(of: $0.id) }
        return paper
    }
}
