import FoundationEssentials
package import Procurement
import ProcurementStore

/// Hands an invoice in: it is matched, and what lies beyond the tolerance waits for somebody's approval.
package struct SubmitInvoice: Command {
    package static let access = EnterInvoice.access
    package static let changesSetUp = false
    package var id: Identifier<Invoice>
    package init(_ id: Identifier<Invoice>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var invoice = try work.visibleInvoice(id)
        if invoice.origin == .portal {
            throw Refusal.conflict(
                code: "suppliers-document", "This is the supplier's account: the supplier sends it, corrected, once more.")
        }
        try work.submit(&invoice)
        return invoice
    }
}

/// Takes an invoice as what is owed. With findings beyond the tolerance it needs a comment that says why.
package struct AcceptInvoice: Command {
    package static let access = EnterInvoice.access
    package var id: Identifier<Invoice>
    package var comment: String?

    package init(_ id: Identifier<Invoice>, comment: String? = nil) {
        self.id = id
        self.comment = comment
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var invoice = try work.visibleInvoice(id)
        try invoice.apply(.accept)
        let billed = try work.billedOrders(of: invoice)
        let orders = billed.map(\.order)
        try work.demandApproved(invoice, billing: orders)
        var checks = FieldChecks()
        let comment = checks.optionalText(comment, "/comment", "The comment", limit: 2000)
        // What arrived or was billed meanwhile counts.
        let match = try work.match(invoice, with: billed)
        if match.findings.contains(where: \.isException), comment == nil {
            let first = match.findings.first(where: \.isException)?.message ?? ""
            checks.add("/comment", "required", "The match found differences. Say why it is accepted all the same. \(first)")
        }
        try checks.finish()
        invoice.match = match.status
        invoice.acceptedAt = work.now
        try work.save(&invoice)
        try work.store.save(match.findings, of: id)
        let budgets = try work.bookBudgets(of: invoice, on: orders)
        try work.record(
            .invoiceAccepted, id, [("match", match.status.rawValue), ("comment", comment)] + budgets.details)
        return invoice
    }
}

/// Sends an invoice back, or ends it for good; the supplier reads the reason.
package struct RefuseInvoice: Command {
    package static let access = EnterInvoice.access

    package enum Way: Sendable, Hashable {
        /// The supplier corrects it.
        case dispute
        /// Final.
        case reject
        /// Entered by mistake, or taken back by the supplier.
        case void
    }

    package var id: Identifier<Invoice>
    package var way: Way
    package var reason: String
    /// What a dispute points at.
    package var pins: [InvoicePin]

    package init(_ id: Identifier<Invoice>, _ way: Way, reason: String, pins: [InvoicePin] = []) {
        self.id = id
        self.way = way
        self.reason = reason
        self.pins = pins
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var invoice = try work.visibleInvoice(id)
        let (trigger, event): (Invoice.Trigger, EventType) =
            switch way {
            case .dispute: (.dispute, .invoiceDisputed)
            case .reject: (.reject, .invoiceRejected)
            case .void: (.void, .invoiceVoided)
            }
        try invoice.apply(trigger)
        var checks = FieldChecks()
        let reason = checks.text(reason, "/reason", "The reason", limit: 2000)
        let pins = checked(invoice, &checks)
        try checks.finish()
        if way == .dispute { try work.store.save(pins, of: id) }
        try work.refuse(&invoice, event, reason: reason)
        return invoice
    }

    /// Every pin points at a field that there is.
    private func checked(_ invoice: Invoice, _ checks: inout FieldChecks) -> [InvoicePin] {
        if pins.count > 200 { checks.add("/pins", "too-many", "Point at 200 fields at most.") }
        return pins.prefix(200).enumerated().map { index, pin in
            let pointer = "/pins/\(index)"
            if let number = pin.lineNumber, !invoice.lines.contains(where: { $0.lineNumber == number }) {
                checks.add("\(pointer)/line_number", "not-found", "The invoice has no line \(number).")
            }
            let known = pin.lineNumber == nil ? InvoiceField.headNames : InvoiceField.lineNames
            if !known.contains(pin.field) {
                checks.add(
                    "\(pointer)/field", "invalid",
                    "“\(pin.field.prefix(40))” is no field here. These are: \(known.joined(separator: ", ")).")
            }
            var checkedPin = pin
            checkedPin.comment = checks.optionalText(pin.comment, "\(pointer)/comment", "The comment", limit: 500)
            return checkedPin
        }
    }
}

/// Notes that an accepted invoice was paid, or that it was not after all. Payments are only added.
package struct PayInvoice: Command {
    package static let access = EnterInvoice.access
    package var id: Identifier<Invoice>
    /// `nil` is today.
    package var paidOn: String?
    package var reference: String?
    package var source: InvoicePayment.Source

    package init(_ id: Identifier<Invoice>, paidOn: String? = nil, reference: String? = nil, source: InvoicePayment.Source) {
        self.id = id
        self.paidOn = paidOn
        self.reference = reference
        self.source = source
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var invoice = try work.visibleInvoice(id)
        var checks = FieldChecks()
        let day = paidOn.flatMap(Day.init)
        if paidOn != nil, day == nil {
            checks.add("/paid_on", "invalid", "The day of payment must be a day written as 2026-01-31.")
        }
        let reference = checks.optionalText(reference, "/reference", "The reference")
        try checks.finish()
        try work.pay(&invoice, on: day ?? Day(work.now), reference: reference, source: source)
        return invoice
    }
}

package struct ReversePayment: Command {
    package static let access = EnterInvoice.access
    package var id: Identifier<Invoice>
    package var reason: String
    package var source: InvoicePayment.Source

    package init(_ id: Identifier<Invoice>, reason: String, source: InvoicePayment.Source) {
        self.id = id
        self.reason = reason
        self.source = source
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var invoice = try work.visibleInvoice(id)
        try invoice.apply(.reversePayment)
        var checks = FieldChecks()
        let reason = checks.text(reason, "/reason", "The reason", limit: 500)
        try checks.finish()
        guard let paid = invoice.payments.last?.amount else { throw Refusal.notFound("payment") }
        let counter = Money(minorUnits: -paid.minorUnits, currency: paid.currency)
        invoice.payments.append(InvoicePayment(amount: counter, paidOn: Day(work.now), reference: reason, source: source))
        try work.save(&invoice)
        try work.record(.invoicePaymentReversed, id, [("amount", counter.description), ("reason", reason)])
        return invoice
    }
}

extension Workspace {
    /// The match of an invoice with the orders that it bills.
    func match(_ invoice: Invoice, with orders: [BilledOrder]) throws -> InvoiceMatch {
        let tolerance = try store.matchTolerance(of: invoice.supplierID) ?? MatchTolerance(over: rules.overReceipt)
        return InvoiceMatcher.match(invoice, with: orders, tolerance: tolerance)
    }

    /// Every order that an invoice bills, with what arrived and what the other invoices bill.
    func billedOrders(of invoice: Invoice) throws -> [BilledOrder] { try billedOrders(invoice.orderIDs, besides: invoice.id) }

    /// Orders with what arrived and what all invoices but one bill.
    func billedOrders(_ ids: [Identifier<PurchaseOrder>], besides invoice: Identifier<Invoice>) throws -> [BilledOrder] {
        try ids.compactMap { id in
            try store.order(id).map { order in
                BilledOrder(
                    order: order, received: ReceivedQuantities(try store.receipts(of: id)),
                    billed: BilledQuantities(try store.invoices(of: id, besides: invoice), of: id))
            }
        }
    }
}
