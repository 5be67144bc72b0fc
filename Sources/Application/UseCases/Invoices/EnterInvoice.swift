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
        /// Where a line says one; it has to be the invoice's.
        package var currency: String?

        package init(
            orderID: String?, orderLineNumber: Int?, description: String?, supplierPartID: String?, quantity: Decimal,
            unitOfMeasure: String?, unitPrice: Decimal, priceBasis: Decimal, amount: String?, tax: String?, taxRate: Decimal?,
            currency: String? = nil
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
            self.currency = currency
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
        var invoice = try reading.invoice(entry, id: work.newID(), origin: origin)
        if let twin = try work.store.invoice(of: invoice.supplierID, number: invoice.number) {
            throw Refusal.invalid(
                "/number", "duplicate",
                "This supplier's invoice \(invoice.number) is there already: \(twin). Check it, or void it first.")
        }
        try work.enter(&invoice)
        return invoice
    }
}

extension InvoiceEntry {
    /// A stored invoice as it would be typed.
    package init(_ invoice: Invoice) {
        let totals = invoice.totals
        self.init(
            supplierID: invoice.supplierID.text, number: invoice.number, kind: invoice.kind,
            invoiceDate: invoice.invoiceDate.text, paymentTerms: invoice.paymentTerms?.description,
            dueDate: invoice.statedDueDate?.text, currency: invoice.currency.code,
            lines: invoice.lines.map { line in
                Line(
                    orderID: line.orderID?.text, orderLineNumber: line.orderLineNumber, description: line.description,
                    supplierPartID: line.supplierPartID, quantity: line.quantity, unitOfMeasure: line.unitOfMeasure,
                    unitPrice: line.unitPrice, priceBasis: line.priceBasis, amount: line.statedAmount?.text,
                    tax: line.tax?.text, taxRate: line.taxRate)
            }, freight: totals.freight?.text, charges: totals.charges?.text, discount: totals.discount?.text,
            tax: totals.tax?.text, subtotal: totals.subtotal.text, total: totals.total.text,
            originalNumber: invoice.originalNumber, comment: invoice.comment)
    }
}

/// Replaces what was entered here, as long as it is a draft or was disputed. What a supplier sent is the supplier's: it is
/// disputed, and its lines are linked to orders, but no number of it is ever changed.
package struct ChangeInvoice: Command {
    package static let access = EnterInvoice.access
    package var id: Identifier<Invoice>
    package var entry: InvoiceEntry
    /// The version that its caller saw; `nil` takes the newest.
    package var version: Int?

    package init(_ id: Identifier<Invoice>, _ entry: InvoiceEntry, version: Int? = nil) {
        self.id = id
        self.entry = entry
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        let old = try work.visibleInvoice(id)
        try old.demand(version)
        guard old.origin == .rest else {
            throw Refusal.conflict(
                code: "suppliers-document",
                "This is the supplier's own document, and its numbers stay as they are. Dispute it, so that the supplier corrects it; link its lines to the orders they bill."
            )
        }
        var reading = InvoiceReading(work)
        var invoice = try reading.invoice(entry, id: id, origin: old.origin)
        (invoice.status, invoice.createdAt, invoice.version) = (old.status, old.createdAt, old.version)
        (invoice.ownerID, invoice.reason, invoice.payments) = (old.ownerID, old.reason, old.payments)
        invoice.legalEntityID = try invoice.orderIDs.first.flatMap { try work.store.order($0)?.coding.legalEntityID }
        try invoice.apply(.edit)
        if let twin = try work.store.invoice(of: invoice.supplierID, number: invoice.number), twin != id {
            throw Refusal.invalid("/number", "duplicate", "This supplier's invoice \(invoice.number) is there already: \(twin).")
        }
        try work.save(&invoice, lines: true)
        try work.record(.invoiceChanged, id, [("total", invoice.totals.total.description)])
        return invoice
    }
}

/// A step of an invoice that is taken only at the version its caller saw.
package struct InvoiceAtVersion<Step: Command>: Command {
    package static var access: Access { Step.access }
    package static var changesSetUp: Bool { Step.changesSetUp }
    package static var isUrgent: Bool { Step.isUrgent }
    private let id: Identifier<Invoice>
    private let version: Int?
    private let step: Step

    /// `version` `nil` takes the newest.
    package init(_ version: Int?, of id: Identifier<Invoice>, _ step: Step) {
        (self.version, self.id, self.step) = (version, id, step)
    }

    package func perform(in work: UnitOfWork) throws -> Step.Outcome {
        if version != nil { try work.visibleInvoice(id).demand(version) }
        return try step.perform(in: work)
    }
}

extension Workspace {
    /// An invoice as the customer sees it: an account that its supplier has not sent is not there.
    func sentInvoice(_ id: Identifier<Invoice>) throws -> Invoice {
        let invoice = try need(try store.invoice(id), "invoice")
        if invoice.isUnsent { throw Refusal.notFound("invoice") }
        return invoice
    }
}

extension Invoice {
    /// Throws `Refusal.stale` for another version.
    func demand(_ version: Int?) throws {
        guard version == nil || version == self.version else {
            throw Refusal.stale("Somebody changed this invoice meanwhile. Load it again and repeat your change.")
        }
    }
}

extension UnitOfWork {
    /// Keeps a new invoice, wherever it came from. That its number is free was seen to before.
    func enter(_ invoice: inout Invoice) throws {
        invoice.legalEntityID = try invoice.orderIDs.first.flatMap { try store.order($0)?.coding.legalEntityID }
        try store.insert(invoice)
        try record(
            .invoiceCreated, invoice.id,
            [
                ("number", invoice.number), ("supplier", invoice.supplierID.text), ("origin", invoice.origin.rawValue),
                ("total", invoice.totals.total.description),
            ])
    }

    /// Writes a changed invoice and counts its version.
    func save(_ invoice: inout Invoice, lines: Bool = false) throws {
        invoice.version += 1
        invoice.updatedAt = now
        try store.update(invoice, lines: lines)
    }
}
