package import Procurement
import ProcurementStore

/// A new program that takes what accounting books, from the first entry on or from now.
package struct AddAccountingConsumer: Command {
    package static let access = Access.roles(.accountsPayable, scope: "accounting-consumers.write")
    package static let changesSetUp = false
    package var name: String
    /// Whether what was booked before is left out.
    package var fromNow: Bool

    package init(name: String, fromNow: Bool = false) {
        self.name = name
        self.fromNow = fromNow
    }

    package func perform(in work: UnitOfWork) throws -> AccountingConsumer {
        guard AccountingConsumer.isName(name) else {
            throw Refusal.invalid("/name", "invalid", "Write the name with 1 to 40 small letters, digits and hyphens: ledger-1.")
        }
        guard try work.store.accountingConsumer(name) == nil else {
            throw Refusal.invalid("/name", "taken", "There is a consumer \(name) already. Take another name, or use that one.")
        }
        let consumer = AccountingConsumer(name: name, taken: fromNow ? try work.store.lastAccountingEntry() : 0)
        try work.store.save(consumer)
        try work.record(.recordCreated, consumer.subject, [("name", name), ("from", fromNow ? "now" : "the first entry")])
        return consumer
    }
}

package struct ListAccountingConsumers: Query {
    package static let access = Access.roles(.accountsPayable, .auditor, scope: "accounting-consumers.read")
    package var page: PageRequest
    package init(page: PageRequest = PageRequest()) { self.page = page }

    package func answer(in view: View) throws -> Page<AccountingConsumer> { try view.store.accountingConsumers(page) }
}

/// Entries that a consumer was given together.
package struct AccountingBatch: Sendable {
    /// What acknowledges it; `nil` when there is nothing to take.
    package var number: Int?
    package var entries: [BookedEntry]
}

/// An entry with the words that other programs know its records by.
package struct BookedEntry: Sendable {
    package var entry: AccountingEntry
    package var invoice: Invoice
    package var supplierName: String
    /// Of each share, as names and codes; the order of ``AccountingEntry/shares``.
    package var codings: [BookedCoding]
}

/// A coding as names and codes.
package struct BookedCoding: Sendable, Hashable {
    package var legalEntity: String?
    package var location: String?
    package var department: String?
    package var budget: String?
    package var glAccount: String?
    package var project: String?
    package var taxCode: String?
    package var orderNumber: String?
}

/// The next batch for a consumer: the same again until it is acknowledged.
package struct TakeAccountingBatch: Command {
    package static let access = Access.roles(.accountsPayable, scope: "accounting-consumers.write")
    package static let changesSetUp = false
    package static let mostEntries = 1000
    package var name: String
    /// How many entries a new batch has at most.
    package var limit: Int

    package init(_ name: String, limit: Int = 200) {
        self.name = name
        self.limit = limit
    }

    package func perform(in work: UnitOfWork) throws -> AccountingBatch {
        guard (1...Self.mostEntries).contains(limit) else {
            throw Refusal.invalid("/limit", "invalid", "A batch has from 1 to \(Self.mostEntries) entries.")
        }
        var consumer = try work.need(try work.store.accountingConsumer(name), "accounting consumer")
        if consumer.batchEnd == nil {
            let end = min(consumer.taken + limit, try work.store.lastAccountingEntry())
            guard end > consumer.taken else { return AccountingBatch(number: nil, entries: []) }
            (consumer.batchEnd, consumer.takenAt) = (end, work.now)
            try work.store.save(consumer)
        }
        return try work.batch(of: consumer)
    }
}

/// The batch that a consumer was given last and has not acknowledged, without giving a new one.
package struct ShowAccountingBatch: Query {
    package static let access = Access.roles(.accountsPayable, .auditor, scope: "accounting-consumers.read")
    package var name: String
    package init(_ name: String) { self.name = name }

    package func answer(in view: View) throws -> AccountingBatch {
        try view.batch(of: try view.need(try view.store.accountingConsumer(name), "accounting consumer"))
    }
}

/// Marks a batch as taken over, once: what comes next is the next batch. Acknowledging it again changes nothing.
package struct AcknowledgeAccountingBatch: Command {
    package static let access = Access.roles(.accountsPayable, scope: "accounting-consumers.write")
    package static let changesSetUp = false
    package var name: String
    package var number: Int

    package init(_ name: String, number: Int) {
        self.name = name
        self.number = number
    }

    package func perform(in work: UnitOfWork) throws -> AccountingConsumer {
        var consumer = try work.need(try work.store.accountingConsumer(name), "accounting consumer")
        if consumer.batchEnd == nil, number == consumer.taken, number > 0 { return consumer }
        guard let end = consumer.batchEnd, end == number else {
            let present = consumer.batchEnd.map { "The present batch is \($0)." } ?? "No batch was taken since the last one."
            throw Refusal.conflict(code: "other-batch", "\(present) Take a batch, and acknowledge the number that it carries.")
        }
        (consumer.taken, consumer.batchEnd, consumer.takenAt) = (end, nil, work.now)
        try work.store.save(consumer)
        try work.record(.recordChanged, consumer.subject, [("name", name), ("acknowledged", String(number))])
        return consumer
    }
}

extension AccountingConsumer: Identified {
    package static let identifierPrefix = "acc"

    /// What the trail names it by.
    var subject: Identifier<AccountingConsumer> { Identifier(trusted: "acc_\(name)") }
}

extension Workspace {
    fileprivate func batch(of consumer: AccountingConsumer) throws -> AccountingBatch {
        guard let end = consumer.batchEnd else { return AccountingBatch(number: nil, entries: []) }
        let entries = try store.accountingEntries(after: consumer.taken, through: end).compactMap { entry -> BookedEntry? in
            guard let invoice = try store.invoice(entry.invoiceID) else { return nil }
            return BookedEntry(
                entry: entry, invoice: invoice, supplierName: try store.supplier(invoice.supplierID)?.name ?? "",
                codings: try entry.shares.map(booked))
        }
        return AccountingBatch(number: end, entries: entries)
    }

    private func booked(_ share: InvoiceAllocation) throws -> BookedCoding {
        let coding = share.coding
        return BookedCoding(
            legalEntity: try coding.legalEntityID.flatMap(store.legalEntity)?.name,
            location: try coding.locationID.flatMap(store.location)?.name,
            department: try coding.departmentID.flatMap(store.department)?.name,
            budget: try coding.budgetID.flatMap(store.budget)?.name,
            glAccount: try coding.glAccountID.flatMap(store.glAccount)?.code,
            project: try coding.projectID.flatMap(store.project)?.code,
            taxCode: try coding.taxCodeID.flatMap(store.taxCode)?.code,
            orderNumber: try share.orderID.flatMap(store.order)?.number)
    }
}
