import FoundationEssentials
package import Procurement
import ProcurementStore

/// Invoices, newest first: all of them for accounts payable, administrators and auditors, and for others those whose exceptions
/// they look after, and those of an order they see.
package struct ListInvoices: Query {
    package static let access = Access.signedIn("invoices.read")
    package var filter: InvoiceFilter
    package var page: PageRequest

    package init(_ filter: InvoiceFilter = InvoiceFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<Invoice> {
        var filter = filter
        if view.actor.seesAllOrders {
            let isOwn = filter.ownerID != nil && filter.ownerID == view.actor.user?.id
            if let limits = view.actor.user?.limits, !isOwn { filter.limit(to: limits, in: try view.setUp().departments) }
        } else {
            let own = filter.ownerID != nil && filter.ownerID == view.actor.user?.id
            if let order = filter.orderID {
                _ = try view.visibleOrder(order)
            } else if !own {
                throw Refusal.forbidden(
                    "You see the invoices that you look after and those of your orders: add ?owner_id= with your id, or ?purchase_order_id=."
                )
            }
        }
        return try view.store.invoices(filter, page)
    }
}

/// How many invoices wait for somebody of accounts payable, each counted up to a thousand; the lists behind them hold the same.
package struct InvoiceCounters: Sendable, Hashable {
    /// Handed in, without anything in the way of accepting them.
    package var submitted: Int
    /// With differences, or asked of an approver.
    package var pending: Int
    /// Accepted and to be paid through ``dueThrough``.
    package var due: Int
    package var dueThrough: Day
}

package struct CountInvoices: Query {
    package static let access = Access.roles(.accountsPayable, .administrator, scope: "invoices.read")
    /// Days ahead that payments are looked for.
    static let daysAhead = 7
    static let most = 1000
    package init() {}

    package func answer(in view: View) throws -> InvoiceCounters {
        let dueThrough = view.today.adding(days: Self.daysAhead)
        func count(_ status: Invoice.Status, dueThrough: Day? = nil) throws -> Int {
            var filter = InvoiceFilter(status: status)
            filter.dueThrough = dueThrough
            if let limits = view.actor.user?.limits { filter.limit(to: limits, in: try view.setUp().departments) }
            return try view.store.countInvoices(filter, upTo: Self.most)
        }
        return InvoiceCounters(
            submitted: try count(.submitted), pending: try count(.pendingApproval),
            due: try count(.accepted, dueThrough: dueThrough), dueThrough: dueThrough)
    }
}

/// Who may look after an invoice: everybody who has not left.
package struct ListInvoiceOwners: Query {
    package static let access = Access.roles(.accountsPayable, .administrator, .auditor, scope: "invoices.read")
    package init() {}
    package func answer(in view: View) throws -> [User] { try view.store.users().filter(\.isActive) }
}

/// An invoice and what its match found.
package struct InvoiceDetails: Sendable {
    package var invoice: Invoice
    package var findings: [MatchFinding]
    package var supplierName: String
    package var ownerName: String?
    /// Every order that is billed, with what arrived and what the other invoices billed.
    package var orders: [BilledOrder]
    package var events: [StoredEvent]
    /// Every round, oldest first, and names for it.
    package var approvals: [ApprovalTask]
    package var people: People
    /// The actor's own open approval of it.
    package var ownTask: ApprovalTask?
    /// An account each time it was sent.
    package var versions: [InvoiceVersion] = []
    /// What an open dispute points at.
    package var pins: [InvoicePin] = []
    /// What the supplier attached.
    package var files: [SupplierFile] = []
    /// Where the supplier wants to be paid: for those who pay.
    package var bankAccount: (known: SupplierBankAccount, details: SupplierBankAccount.Details?)?

    /// What the newest version has otherwise than the one before.
    package var differences: [InvoiceDifference] {
        guard versions.count > 1 else { return [] }
        return versions[versions.count - 2].differences(to: versions[versions.count - 1])
    }

    /// Whether nobody approved it in time, so that it has to be asked for again.
    package var hasLapsed: Bool { invoice.status == .pendingApproval && invoice.round(of: approvals).hasLapsed }
    /// The documents that are evidence of it.
    package var evidence: [Attachment] = []

    /// Why the actor may not accept it, as its author; `nil` when they may.
    package var ownEntry: String?

    /// Who has to approve before it can be accepted, or who else has to accept it, in words; `nil` when nobody.
    package var waitsFor: String? {
        if hasLapsed { return "Nobody approved it in time, so it cannot be accepted." }
        let open = invoice.round(of: approvals).filter { $0.status == .open }
        if open.isEmpty { return ownEntry }
        let names = Set(open.map { people[$0.approverID]?.name ?? "somebody who is gone" }).sorted()
        return "It waits for the approval of \(names.joined(separator: " or ")), and can be accepted after that."
    }
}

package struct ShowInvoice: Query {
    package static let access = ListInvoices.access
    package var id: Identifier<Invoice>
    package init(_ id: Identifier<Invoice>) { self.id = id }

    package func answer(in view: View) throws -> InvoiceDetails {
        let invoice = try view.visibleInvoice(id)
        // Before it is handed in, what it would come to.
        let orders = try view.billedOrders(of: invoice)
        let findings =
            invoice.status == .draft ? try view.match(invoice, with: orders).findings : try view.store.findings(of: id)
        let tasks = try view.store.tasks(of: id)
        var details = InvoiceDetails(
            invoice: invoice, findings: findings, supplierName: try view.store.supplier(invoice.supplierID)?.name ?? "",
            ownerName: try invoice.ownerID.flatMap { try view.store.user($0)?.name }, orders: orders,
            events: try view.store.events(of: id.text).filter { !$0.type.hasPrefix("account.") },
            approvals: tasks, people: try view.setUp().people, ownTask: try view.ownTask(among: tasks))
        if invoice.origin == .portal {
            details.versions = try view.store.versions(of: id)
            details.pins = invoice.status == .disputed ? try view.store.pins(of: id) : []
            details.files = try view.store.files(of: id)
            if let bank = try invoice.bankAccountID.flatMap(view.store.bankAccount) {
                let pays = view.actor.has(.accountsPayable) || view.actor.has(.administrator)
                details.bankAccount = (bank, pays ? try view.details(of: bank) : nil)
            }
        } else if invoice.status == .disputed {
            details.pins = try view.store.pins(of: id)
        }
        details.evidence = try view.store.attachments(of: id)
        let wasAsked = invoice.kind != .creditNote && !invoice.round(of: tasks).isEmpty
        if Invoice.lifecycle.allows(.accept, from: invoice.status), !wasAsked {
            details.ownEntry = try view.reasonNotToAccept(invoice)
        }
        return details
    }
}

extension Workspace {
    /// An invoice that the actor may see; what they may not see is not there for them.
    func visibleInvoice(_ id: Identifier<Invoice>) throws -> Invoice {
        let invoice = try sentInvoice(id)
        if case .system = actor.kind { return invoice }
        if actor.seesAllOrders, try isWithinLimits(invoice) { return invoice }
        guard let user = actor.user else { throw Refusal.notFound("invoice") }
        if invoice.ownerID == user.id { return invoice }
        if try isAsked(in: try store.tasks(of: id), user.id) { return invoice }
        if try invoice.orderIDs.contains(where: { try store.order($0)?.buyerID == user.id }) { return invoice }
        throw Refusal.notFound("invoice")
    }

    /// Whether the actor's roles reach as far: to any order that it bills, or to the legal entity where it bills none.
    private func isWithinLimits(_ invoice: Invoice) throws -> Bool {
        guard let limits = actor.user?.limits, !limits.isEmpty else { return true }
        let orders = try invoice.orderIDs.compactMap { try store.order($0) }
        if orders.isEmpty { return invoice.legalEntityID.map(limits.allows) ?? true }
        return try orders.contains { try isWithinLimits($0) }
    }
}

/// What is let pass in matching a supplier's invoices.
package struct SaveTolerance: Command {
    package static let access = Access.roles(.administrator, .accountsPayable, scope: "invoices.write")
    package var supplierID: Identifier<Supplier>
    package var tolerance: MatchTolerance

    package init(_ supplierID: Identifier<Supplier>, _ tolerance: MatchTolerance) {
        self.supplierID = supplierID
        self.tolerance = tolerance
    }

    package func perform(in work: UnitOfWork) throws -> MatchTolerance {
        _ = try work.need(try work.store.supplier(supplierID), "supplier")
        try check()
        try work.store.save(tolerance, of: supplierID)
        try work.record(
            .recordChanged, supplierID,
            [
                ("kind", "match_tolerance"), ("depth", tolerance.depth.rawValue), ("amount", tolerance.amount?.description),
                ("percent", tolerance.percent.map(ExactNumber.text)), ("freight", tolerance.freight?.description),
            ])
        return tolerance
    }

    private func check() throws {
        var checks = FieldChecks()
        for (name, money) in [("amount", tolerance.amount), ("freight", tolerance.freight)] {
            if let money, money.minorUnits < 0 { checks.add("/\(name)", "invalid", "The \(name) is 0 or above.") }
        }
        if let amount = tolerance.amount, let freight = tolerance.freight, amount.currency != freight.currency {
            checks.add("/freight", "currency-mismatch", "Amount and freight are in one currency.")
        }
        if let percent = tolerance.percent, !(0...100).contains(percent) {
            checks.add("/percent", "invalid", "A percentage of the price is from 0 to 100.")
        }
        if tolerance.over.percent > 1000 { checks.add("/over_percent", "invalid", "The percentage is from 0 to 1000.") }
        if tolerance.taxMinorUnits > 1000 {
            checks.add("/tax_minor_units", "invalid", "It is from 0 to 1000 minor units a line.")
        }
        try checks.finish()
    }
}

package struct ShowTolerance: Query {
    package static let access = Access.roles(.accountsPayable, .administrator, .auditor, scope: "invoices.read")
    package var supplierID: Identifier<Supplier>
    package init(_ supplierID: Identifier<Supplier>) { self.supplierID = supplierID }

    package func answer(in view: View) throws -> MatchTolerance {
        _ = try view.need(try view.store.supplier(supplierID), "supplier")
        return try view.store.matchTolerance(of: supplierID) ?? MatchTolerance(over: view.rules.overReceipt)
    }
}
