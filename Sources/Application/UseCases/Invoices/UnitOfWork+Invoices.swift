import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Matches an invoice and hands it in; what lies beyond the tolerance waits for somebody.
    @discardableResult
    func submit(_ invoice: inout Invoice) throws -> InvoiceMatch {
        try invoice.apply(.submit)
        let orders = try billedOrders(of: invoice)
        let match = try match(invoice, with: orders)
        invoice.match = match.status
        invoice.submittedAt = now
        invoice.reason = nil
        try record(.invoiceSubmitted, invoice.id, [("match", match.status.rawValue)])
        if match.findings.contains(where: \.isException) {
            try invoice.apply(.requireApproval)
            invoice.ownerID = try invoice.ownerID ?? exceptionOwner(among: orders)
            let kinds = match.findings.filter(\.isException).map(\.kind.rawValue)
            try record(
                .invoiceNeedsApproval, invoice.id,
                [("findings", kinds.joined(separator: ", ")), ("owner", invoice.ownerID?.text)])
        }
        try save(&invoice)
        try store.save(match.findings, of: invoice.id)
        try countBilled(invoice, on: orders)
        let status = invoice.status
        try startRound(of: &invoice, billing: orders.map(\.order))
        if invoice.status != status { try save(&invoice) }
        return match
    }

    /// Matches an invoice that was handed in already once more, since what it bills is known better now. Remarks about orders
    /// that were not found hold no longer once every line has one.
    func matchAgain(_ invoice: inout Invoice, from before: Invoice) throws {
        if invoice.lines.allSatisfy({ $0.orderID != nil }) {
            invoice.remarks.removeAll { $0.hasPrefix(Invoice.unknownOrder) }
        }
        let named = invoice.orderIDs
        let orders = try billedOrders(named + before.orderIDs.filter { !named.contains($0) }, besides: invoice.id)
        let match = try match(invoice, with: orders)
        invoice.match = match.status
        if invoice.status == .submitted, match.findings.contains(where: \.isException) {
            try invoice.apply(.requireApproval)
            invoice.ownerID = try invoice.ownerID ?? exceptionOwner(among: orders.filter { named.contains($0.order.id) })
        }
        invoice.legalEntityID = orders.first { $0.order.id == named.first }?.order.coding.legalEntityID
        try save(&invoice, lines: true)
        try store.save(match.findings, of: invoice.id)
        try countBilled(invoice, on: orders)
    }

    /// Disputed, rejected or voided: its step was taken already. What it posted to budgets is taken back.
    func refuse(_ invoice: inout Invoice, _ event: EventType, reason: String) throws {
        invoice.reason = reason
        try skipOpenTasks(of: invoice.id)
        try save(&invoice)
        try countBilled(invoice, on: try billedOrders(of: invoice))
        try unbookBudgets(of: invoice, note: reason)
        try record(event, invoice.id, [("reason", reason)])
    }

    /// Notes that all that is open was paid.
    func pay(_ invoice: inout Invoice, on day: Day, reference: String?, source: InvoicePayment.Source) throws {
        try invoice.apply(.pay)
        let amount = invoice.open ?? invoice.totals.total
        invoice.payments.append(InvoicePayment(amount: amount, paidOn: day, reference: reference, source: source))
        try save(&invoice)
        try record(
            .invoicePaid, invoice.id, [("amount", amount.description), ("paid_on", day.text), ("reference", reference)])
    }

    /// The buyer of the first order that is billed, who knows what was agreed; without an order, accounts payable.
    private func exceptionOwner(among orders: [BilledOrder]) throws -> Identifier<User>? {
        if let buyer = orders.first?.order.buyerID { return buyer }
        return try setUp().people.holders(of: .accountsPayable).first { $0.isActive }?.id
    }

    /// Brings the billing state of orders up to date.
    /// - Parameter orders: each with what the other invoices bill of it.
    private func countBilled(_ invoice: Invoice, on orders: [BilledOrder]) throws {
        for var billed in orders {
            billed.billed.add(invoice, of: billed.order.id)
            let billing = billed.order.billing(after: billed.billed)
            guard billing != billed.order.billing else { continue }
            billed.order.billing = billing
            billed.order.updatedAt = now
            billed.order.version += 1
            try store.updateBilling(of: billed.order)
        }
    }
}
