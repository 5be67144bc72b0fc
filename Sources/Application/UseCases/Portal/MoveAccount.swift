import FoundationEssentials
package import Procurement
import ProcurementStore

extension Workspace {
    /// An account of the supplier who asks; every other is not there.
    func ownAccount(_ id: Identifier<Invoice>) throws -> Invoice {
        let account = try need(try store.invoice(id), "account")
        guard try account.origin == .portal && account.supplierID == ownSupplier() else { throw Refusal.notFound("account") }
        return account
    }

    /// The same at the version that its caller saw; `nil` takes the newest.
    func ownAccount(_ id: Identifier<Invoice>, at version: Int?) throws -> Invoice {
        let account = try ownAccount(id)
        guard version == nil || version == account.version else {
            throw Refusal.stale(
                "A colleague changed this account meanwhile, or it went on. Nothing of yours was saved: load it again.")
        }
        return account
    }
}

/// Replaces what an account says, as long as it is a draft or was disputed.
package struct ChangeAccount: Command {
    package static let access = Access.supplier("portal-accounts.write")
    package static let changesSetUp = false
    package var id: Identifier<Invoice>
    /// Lays what was written over what is there.
    package var fill: @Sendable (inout AccountEntry) throws -> Void
    package var version: Int?

    package init(
        _ id: Identifier<Invoice>, version: Int?, fill: @escaping @Sendable (inout AccountEntry) throws -> Void
    ) {
        self.id = id
        self.version = version
        self.fill = fill
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        let old = try work.ownAccount(id)
        guard Invoice.lifecycle.allows(.edit, from: old.status) else {
            throw Refusal.conflict(
                code: "sent-already",
                "The account is \(old.status.rawValue.replacing("_", with: " ")): what was sent stays as it is. Withdraw it to write another, or ask the customer to send it back."
            )
        }
        _ = try work.ownAccount(id, at: version)
        var entry = AccountEntry(InvoiceEntry(old), bankAccountID: old.bankAccountID?.text)
        // Sums are made of what they are sums of.
        (entry.invoice.subtotal, entry.invoice.total) = (nil, nil)
        try fill(&entry)
        var account = try work.account(entry, id: id, over: old)
        try account.apply(.edit)
        try work.save(&account, lines: true)
        try work.record(.accountChanged, id, [("total", account.totals.total.description)])
        return account
    }
}

/// Sends an account, or sends a disputed one again as a new version: matched, and from then on the customer's to decide about.
package struct SendAccount: Command {
    package static let access = Access.supplier("portal-accounts.write")
    package static let changesSetUp = false
    package var id: Identifier<Invoice>
    package var version: Int?

    package init(_ id: Identifier<Invoice>, version: Int?) {
        self.id = id
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var account = try work.ownAccount(id)
        guard Invoice.lifecycle.allows(.submit, from: account.status) else {
            throw Refusal.conflict(
                code: "sent-already",
                "The account is \(account.status.rawValue.replacing("_", with: " ")): it was sent once, and is not sent again.")
        }
        account = try work.ownAccount(id, at: version)
        try check(account, in: work)
        let number = try work.store.lastVersion(of: id) + 1
        if number == 1 {
            try work.record(
                .invoiceCreated, id,
                [
                    ("number", account.number), ("supplier", account.supplierID.text), ("origin", account.origin.rawValue),
                    ("total", account.totals.total.description),
                ])
        }
        try work.store.insert(
            InvoiceVersion(number: number, sentAt: work.now, sentBy: work.actor.name, fields: try work.fields(of: account)),
            of: id)
        try work.submit(&account)
        return account
    }

    private func check(_ account: Invoice, in work: UnitOfWork) throws {
        var checks = FieldChecks()
        if account.number.isEmpty { checks.add("/number", "required", "Write your own number of the account.") }
        if let twin = try work.store.invoice(of: account.supplierID, number: account.number), twin != account.id {
            checks.add(
                "/number", "duplicate", "You used the number \(account.number) already. Every account has its own.")
        }
        for line in account.lines where line.unitPrice == 0 && line.statedAmount == nil {
            checks.add(
                "/lines/\(line.lineNumber - 1)/unit_price", "required",
                "Line \(line.lineNumber) has no price. Write it, or take the line out.")
        }
        if account.invoiceDate > Day(work.now).adding(days: 1) {
            checks.add("/invoice_date", "invalid", "The account is dated in the future. Write the day on which it is made.")
        }
        if let bank = try account.bankAccountID.flatMap(work.store.bankAccount), !bank.isActive {
            checks.add("/bank_account_id", "inactive", "These bank details are out of use. Choose others.")
        }
        try checks.finish()
    }
}

extension Workspace {
    /// What a version is compared by: its figures, where to pay, and which documents came along.
    fileprivate func fields(of account: Invoice) throws -> [InvoiceField] {
        var fields = account.fields
        if let bank = try account.bankAccountID.flatMap(store.bankAccount) {
            fields.append(InvoiceField(name: "bank_account", value: "\(bank.label) …\(bank.hint)"))
        }
        let names = try store.files(of: account.id).map(\.name)
        if !names.isEmpty { fields.append(InvoiceField(name: "documents", value: names.joined(separator: ", "))) }
        return fields
    }
}

/// Takes an account back that was not accepted yet, or throws a draft away.
package struct WithdrawAccount: Command {
    package static let access = Access.supplier("portal-accounts.write")
    package static let changesSetUp = false
    package var id: Identifier<Invoice>
    package var reason: String?
    package var version: Int?

    package init(_ id: Identifier<Invoice>, reason: String?, version: Int?) {
        self.id = id
        self.reason = reason
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var account = try work.ownAccount(id)
        guard account.status != .accepted else {
            throw Refusal.conflict(
                code: "accepted-already",
                "The customer has accepted this account: it cannot be taken back. Ask the customer to dispute it, or send a credit note."
            )
        }
        let isDraft = account.isUnsent
        if Invoice.lifecycle.allows(.void, from: account.status) { account = try work.ownAccount(id, at: version) }
        try account.apply(.void)
        if isDraft {
            try work.save(&account)
            try work.record(.accountDiscarded, id)
            return account
        }
        var checks = FieldChecks()
        let reason = checks.optionalText(reason, "/reason", "The reason", limit: 2000)
        try checks.finish()
        try work.refuse(&account, .invoiceVoided, reason: reason ?? "Withdrawn by the supplier.")
        return account
    }
}
