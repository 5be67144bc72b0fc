package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A supplier's bill as somebody typed it in or a program sent it. Amounts and dates are texts, read strictly.
package struct InvoiceEntry: Sendable {
    package struct Line: Sendable {
        package var orderID: String?
        package var orderLineNumber: Int?
        package var description: String?
        package var supplierPartID: String?
        package var quantity: Decimal
        package var unitOfMeasure: String?
        package var unitPrice: Decimal
        package var priceBasis: Decimal
        package var amount: String?
        package var tax: String?
        package var taxRate: Decimal?

        package init(
            orderID: String?, orderLineNumber: Int?, description: String?, supplierPartID: String?, quantity: Decimal,
            unitOfMeasure: String?, unitPrice: Decimal, priceBasis: Decimal, amount: String?, tax: String?, taxRate: Decimal?
        ) {
            self.orderID = orderID
            self.orderLineNumber = orderLineNumber
            self.description = description
            self.supplierPartID = supplierPartID
            self.quantity = quantity
            self.unitOfMeasure = unitOfMeasure
            self.unitPrice = unitPrice
            self.priceBasis = priceBasis
            self.amount = amount
            self.tax = tax
            self.taxRate = taxRate
        }
    }

    package var supplierID: String
    package var number: String
    package var kind: Invoice.Kind
    package var invoiceDate: String
    package var paymentTerms: String?
    package var dueDate: String?
    package var currency: String
    package var lines: [Line]
    package var freight: String?
    package var charges: String?
    package var discount: String?
    package var tax: String?
    /// The sums that the supplier wrote; computed where they are left out.
    package var subtotal: String?
    package var total: String?
    package var originalNumber: String?
    package var comment: String?

    package init(
        supplierID: String, number: String, kind: Invoice.Kind = .standard, invoiceDate: String, paymentTerms: String? = nil,
        dueDate: String? = nil, currency: String, lines: [Line], freight: String? = nil, charges: String? = nil,
        discount: String? = nil, tax: String? = nil, subtotal: String? = nil, total: String? = nil,
        originalNumber: String? = nil, comment: String? = nil
    ) {
        self.supplierID = supplierID
        self.number = number
        self.kind = kind
        self.invoiceDate = invoiceDate
        self.paymentTerms = paymentTerms
        self.dueDate = dueDate
        self.currency = currency
        self.lines = lines
        self.freight = freight
        self.charges = charges
        self.discount = discount
        self.tax = tax
        self.subtotal = subtotal
        self.total = total
        self.originalNumber = originalNumber
        self.comment = comment
    }
}

/// Enters an invoice as a draft.
package struct EnterInvoice: Command {
    package static let access = Access.roles(.accountsPayable, .administrator, scope: "invoices.write")
    package var entry: InvoiceEntry
    package var origin: Invoice.Origin

    package init(_ entry: InvoiceEntry, origin: Invoice.Origin) {
        self.entry = entry
        self.origin = origin
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var reading = InvoiceReading(work)
        let invoice = try reading.invoice(entry, id: work.newID(), origin: origin)
        if let twin = try work.store.invoice(of: invoice.supplierID, number: invoice.number) {
            throw Refusal.invalid(
                "/number", "duplicate",
                "This supplier's invoice \(invoice.number) is there already: \(twin). Check it, or void it first.")
        }
        try work.store.insert(invoice)
        try work.record(
            .invoiceCreated, invoice.id,
            [("number", invoice.number), ("supplier", invoice.supplierID.text), ("total", invoice.totals.total.description)])
        return invoice
    }
}

/// Replaces what was entered, as long as it is a draft or was disputed.
package struct ChangeInvoice: Command {
    package static let access = EnterInvoice.access
    package var id: Identifier<Invoice>
    package var entry: InvoiceEntry

    package init(_ id: Identifier<Invoice>, _ entry: InvoiceEntry) {
        self.id = id
        self.entry = entry
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        let old = try work.need(try work.store.invoice(id), "invoice")
        var reading = InvoiceReading(work)
        var invoice = try reading.invoice(entry, id: id, origin: old.origin)
        (invoice.status, invoice.createdAt, invoice.version) = (old.status, old.createdAt, old.version)
        invoice.sourcePayloadID = old.sourcePayloadID
        try invoice.apply(.edit)
        if let twin = try work.store.invoice(of: invoice.supplierID, number: invoice.number), twin != id {
            throw Refusal.invalid("/number", "duplicate", "This supplier's invoice \(invoice.number) is there already: \(twin).")
        }
        try work.save(&invoice)
        try work.record(.invoiceChanged, id, [("total", invoice.totals.total.description)])
        return invoice
    }
}

extension UnitOfWork {
    /// Writes a changed invoice and counts its version.
    func save(_ invoice: inout Invoice) throws {
        invoice.version += 1
        invoice.updatedAt = now
        try store.update(invoice)
    }
}
