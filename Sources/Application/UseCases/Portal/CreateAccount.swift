import FoundationEssentials
package import Procurement
import ProcurementStore

/// What a supplier writes into an account: as an invoice is entered, and where it wants to be paid.
package struct AccountEntry: Sendable {
    package var invoice: InvoiceEntry
    /// `nil` for none.
    package var bankAccountID: String?

    package init(_ invoice: InvoiceEntry, bankAccountID: String? = nil) {
        self.invoice = invoice
        self.bankAccountID = bankAccountID
    }
}

/// Makes an account as a draft: of what an order has left to bill, where its lines are not given.
package struct CreateAccount: Command {
    package static let access = Access.supplier("portal-accounts.write")
    package static let changesSetUp = false
    package var orderID: Identifier<PurchaseOrder>
    /// Lays what was written over what the order has left.
    package var fill: @Sendable (inout AccountEntry) throws -> Void
    /// Whether a draft that is there for the order already is taken instead: for a page, where a second click means the same.
    package var opensDraft: Bool

    package init(
        _ orderID: Identifier<PurchaseOrder>, opensDraft: Bool = false,
        fill: @escaping @Sendable (inout AccountEntry) throws -> Void = { _ in }
    ) {
        self.orderID = orderID
        self.opensDraft = opensDraft
        self.fill = fill
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        let order = try work.suppliersOrder(orderID)
        guard order.status == .approved || order.status == .closed else {
            throw Refusal.conflict(
                code: "wrong-state", "The order is \(order.status.rawValue): no account can be made from it.")
        }
        let others = try work.store.invoices(of: orderID)
        if opensDraft, let draft = others.first(where: { $0.isUnsent && $0.status == .draft }) { return draft }
        var entry = AccountEntry(
            Self.entry(of: order, billed: BilledQuantities(others, of: orderID)),
            bankAccountID: try work.store.bankAccounts(of: order.supplierID).first { $0.isActive }?.id.text)
        try fill(&entry)
        if entry.invoice.lines.isEmpty {
            throw Refusal.conflict(
                code: "nothing-to-bill",
                "Everything of \(order.number ?? "the order") is billed already. Withdraw an account first, or name the lines.")
        }
        let account = try work.account(entry, id: work.newID(), over: nil)
        try work.store.insert(account)
        try work.record(.accountCreated, account.id, [("order", orderID.text), ("total", account.totals.total.description)])
        return account
    }

    /// What the order has left to bill.
    static func entry(of order: PurchaseOrder, billed: BilledQuantities) -> InvoiceEntry {
        let lines = order.lines.compactMap { line -> InvoiceEntry.Line? in
            let left = line.quantity - line.confirmation.rejected - billed.quantity(line.lineNumber)
            guard left > 0 else { return nil }
            return InvoiceEntry.Line(
                orderID: order.id.text, orderLineNumber: line.lineNumber, description: line.description,
                supplierPartID: line.supplierPartID.isEmpty ? nil : line.supplierPartID, quantity: left,
                unitOfMeasure: line.unitOfMeasure.isEmpty ? nil : line.unitOfMeasure, unitPrice: line.unitPrice ?? 0,
                priceBasis: line.priceBasis, amount: nil, tax: nil, taxRate: nil)
        }
        var entry = InvoiceEntry(
            supplierID: order.supplierID.text, number: "", invoiceDate: "", currency: order.currency.code, lines: lines)
        let freight = (order.shipping?.minorUnits ?? 0) - billed.freight
        if freight > 0 { entry.freight = Money(minorUnits: freight, currency: order.currency).text }
        return entry
    }
}

extension UnitOfWork {
    /// Reads what a supplier wrote. `old` is what it changes.
    func account(_ entry: AccountEntry, id: Identifier<Invoice>, over old: Invoice?) throws -> Invoice {
        let supplier = try ownSupplier()
        var entry = entry
        entry.invoice.supplierID = supplier.text
        entry.invoice.dueDate = nil
        // What was agreed holds; a supplier without an agreement may say.
        if let agreed = try store.terms(of: supplier)?.payment { entry.invoice.paymentTerms = agreed.description }
        var reading = InvoiceReading(self, portal: supplier)
        var account = try reading.invoice(entry.invoice, id: id, origin: .portal)
        if let text = entry.bankAccountID, !text.isEmpty {
            guard let bank = try Identifier<SupplierBankAccount>(text).flatMap(store.bankAccount), bank.supplierID == supplier,
                bank.isActive || bank.id == old?.bankAccountID
            else { throw Refusal.invalid("/bank_account_id", "not-found", "There are no such bank details on file.") }
            account.bankAccountID = bank.id
        }
        if !account.number.isEmpty, let twin = try store.invoice(of: supplier, number: account.number), twin != id {
            throw Refusal.invalid(
                "/number", "duplicate",
                "You used the number \(account.number) already. Every account has its own; withdraw the other, or write another number."
            )
        }
        account.legalEntityID = try account.orderIDs.first.flatMap { try store.order($0)?.coding.legalEntityID }
        if let old {
            (account.status, account.createdAt, account.version) = (old.status, old.createdAt, old.version)
            (account.ownerID, account.reason, account.payments) = (old.ownerID, old.reason, old.payments)
            (account.submittedAt, account.acceptedAt, account.match) = (old.submittedAt, old.acceptedAt, old.match)
        }
        return account
    }
}
