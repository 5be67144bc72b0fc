package import FoundationEssentials
package import Procurement
import ProcurementStore

/// What a supplier's list of accounts is asked for.
package struct AccountRequest: Sendable, Hashable {
    package var status: Invoice.Status?
    package var orderID: Identifier<PurchaseOrder>?
    package var legalEntityID: Identifier<LegalEntity>?
    /// In the number.
    package var search: String?

    package init(
        status: Invoice.Status? = nil, orderID: Identifier<PurchaseOrder>? = nil,
        legalEntityID: Identifier<LegalEntity>? = nil, search: String? = nil
    ) {
        self.status = status
        self.orderID = orderID
        self.legalEntityID = legalEntityID
        self.search = search
    }
}

/// A supplier's own accounts, newest first.
package struct ListAccounts: Query {
    package static let access = Access.supplier("portal-accounts.read")
    package var request: AccountRequest
    package var page: PageRequest

    package init(_ request: AccountRequest = AccountRequest(), page: PageRequest = PageRequest()) {
        self.request = request
        self.page = page
    }

    package func answer(in view: View) throws -> Page<Invoice> {
        var checks = FieldChecks()
        let search = checks.optionalText(request.search, "/q", "What you look for", limit: 100)
        try checks.finish()
        var filter = InvoiceFilter(
            status: request.status, supplierID: try view.ownSupplier(), orderID: request.orderID)
        filter.supplierView = .init(legalEntityID: request.legalEntityID, search: search)
        return try view.store.invoices(filter, page)
    }
}

/// All that an account's page in the portal shows, and nothing of who decides about it.
package struct AccountDetails: Sendable {
    /// What happened, as its supplier may know it.
    package struct Step: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable {
            case created, sent, accepted, disputed, rejected, withdrawn, paid
            case paymentReversed = "payment_reversed"
        }

        package var kind: Kind
        package var at: Date
        package var words: String?
    }

    package var account: Invoice
    package var customerName: String
    package var standing: AccountStanding
    /// What will become of it when it is sent now; only while that can be done.
    package var verdict: AccountVerdict?
    package var versions: [InvoiceVersion]
    /// Of a dispute that is open.
    package var pins: [InvoicePin]
    package var files: [SupplierFile]
    package var bankAccount: SupplierBankAccount?
    /// Those it may be paid to.
    package var bankAccounts: [SupplierBankAccount]
    package var orders: [SupplierOrder]
    package var agreedTerms: PaymentTerms?
    package var steps: [Step]
    /// What both sides wrote, oldest first.
    package var comments: [SharedPost]

    /// What the newest version has otherwise than the one before.
    package var differences: [InvoiceDifference] {
        guard versions.count > 1 else { return [] }
        return versions[versions.count - 2].differences(to: versions[versions.count - 1])
    }
}

package struct ShowAccount: Query {
    package static let access = ListAccounts.access
    package var id: Identifier<Invoice>
    package init(_ id: Identifier<Invoice>) { self.id = id }

    package func answer(in view: View) throws -> AccountDetails {
        let account = try view.ownAccount(id)
        let mayChange = Invoice.lifecycle.allows(.edit, from: account.status)
        let steps = Self.steps(try view.store.events(of: id.text))
        let usual = AccountStanding.median(try view.store.acceptanceTimes(of: account.supplierID, limit: 50))
        let isWaiting = account.status == .submitted || account.status == .pendingApproval
        return AccountDetails(
            account: account, customerName: try view.customerName(account.legalEntityID),
            standing: AccountStanding(
                of: account, since: steps.last?.at ?? account.createdAt, usualSeconds: isWaiting ? usual : nil),
            verdict: mayChange
                ? AccountVerdict(try view.match(account, with: try view.billedOrders(of: account)), of: account) : nil,
            versions: try view.store.versions(of: id),
            pins: account.status == .disputed ? try view.store.pins(of: id) : [], files: try view.store.files(of: id),
            bankAccount: try account.bankAccountID.flatMap(view.store.bankAccount),
            bankAccounts: try view.store.bankAccounts(of: account.supplierID).filter(\.isActive),
            orders: try account.orderIDs.compactMap { try view.store.order($0, of: account.supplierID) }
                .map(view.supplierOrder),
            agreedTerms: try view.store.terms(of: account.supplierID)?.payment, steps: steps,
            comments: try view.store.sharedPosts(of: .invoice(id), PageRequest(limit: 100)).items.reversed())
    }

    /// Takes over the time, a word, and what was said to the supplier; never who did it.
    static func steps(_ events: [StoredEvent]) -> [AccountDetails.Step] {
        events.compactMap { event in
            let kind: AccountDetails.Step.Kind
            switch EventType(rawValue: event.type) {
            case .accountCreated: kind = .created
            case .invoiceSubmitted: kind = .sent
            case .invoiceAccepted: kind = .accepted
            case .invoiceDisputed: kind = .disputed
            case .invoiceRejected: kind = .rejected
            case .invoiceVoided, .accountDiscarded: kind = .withdrawn
            case .invoicePaid: kind = .paid
            case .invoicePaymentReversed: kind = .paymentReversed
            default: return nil
            }
            let details = EventDetails.decode(event.details)
            func detail(_ name: String) -> String? { details.first { $0.name == name }?.value }
            var words: String?
            switch kind {
            case .disputed, .rejected, .withdrawn: words = detail("reason")
            case .paid: words = [detail("paid_on"), detail("reference")].compactMap(\.self).joined(separator: ", ")
            default: break
            }
            return AccountDetails.Step(kind: kind, at: event.at, words: words)
        }
    }
}

/// The account's document for print.
package struct ShowAccountPaper: Query {
    package static let access = ListAccounts.access
    package var id: Identifier<Invoice>
    package init(_ id: Identifier<Invoice>) { self.id = id }

    package func answer(in view: View) throws -> InvoicePaper {
        let account = try view.ownAccount(id)
        var numbers: [Identifier<PurchaseOrder>: String] = [:]
        for orderID in account.orderIDs { numbers[orderID] = try view.store.order(orderID, of: account.supplierID)?.number }
        let entity = try account.legalEntityID.flatMap(view.store.legalEntity)
        var paper = InvoicePaper(
            invoice: account, supplierName: try view.store.supplier(account.supplierID)?.name ?? "", legalEntity: entity,
            billTo: try entity?.billingAddressID.flatMap(view.store.address), orderNumbers: numbers,
            pageURL: "\(view.rules.publicURL)/portal/accounts/\(id)")
        paper.letterhead = try entity.flatMap { try view.store.letterhead(of: $0.id) }
        return paper
    }
}
