import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// Bank details on file: the digits are sealed, and never shown to the supplier's people again.
package struct AddBankAccount: Command {
    package static let access = Access.supplier("portal-profile.write")
    package static let changesSetUp = false
    package var label: String
    package var holder: String
    package var account: String
    package var bank: String

    package init(label: String, holder: String, account: String, bank: String) {
        self.label = label
        self.holder = holder
        self.account = account
        self.bank = bank
    }

    package func perform(in work: UnitOfWork) throws -> SupplierBankAccount {
        var checks = FieldChecks()
        let label = checks.text(label, "/label", "The name of these details", limit: 60)
        let holder = checks.text(holder, "/holder", "The holder", limit: 140)
        let account = checks.text(account, "/account", "The account number", limit: 60).filter { !$0.isWhitespace }.uppercased()
        let bank = checks.text(bank, "/bank", "The bank", limit: 140)
        if account.count >= 2, account.prefix(2).allSatisfy({ $0.isASCII && $0.isLetter }), !Self.isIBAN(account) {
            checks.add("/account", "invalid", "This is no IBAN: its check digits do not fit. Compare it with your bank's letter.")
        } else if account.count < 4 {
            checks.add("/account", "invalid", "Write the IBAN, or the whole account number.")
        }
        try checks.finish()
        let supplier = try work.ownSupplier()
        if try work.store.bankAccounts(of: supplier).filter(\.isActive).count >= 20 {
            throw Refusal.conflict(code: "too-many", "There are 20 bank details in use. Take one out of use first.")
        }
        let made = SupplierBankAccount(
            id: work.newID(), supplierID: supplier, label: label, hint: String(account.suffix(4)), createdAt: work.now,
            createdBy: work.actor.name)
        let text = [holder, account, bank].joined(separator: "\n")
        try work.store.insert(
            made, sealedDetails: work.environment.sealer.seal(text, for: Self.context(made.id)))
        try work.record(.recordCreated, made.id, [("kind", "bank_account"), ("label", label), ("ends_with", made.hint)])
        return made
    }

    static func context(_ id: Identifier<SupplierBankAccount>) -> String { "supplier-bank-account:\(id)" }

    /// ISO 13616: the check digits make the whole number, letters as 10 to 35, leave 1 when divided by 97.
    static func isIBAN(_ text: String) -> Bool {
        guard (15...34).contains(text.utf8.count) else { return false }
        var rest = 0
        for octet in Array(text.utf8.dropFirst(4)) + Array(text.utf8.prefix(4)) {
            switch octet {
            case 0x30...0x39: rest = (rest * 10 + Int(octet - 0x30)) % 97
            case 0x41...0x5A: rest = (rest * 100 + Int(octet - 0x41) + 10) % 97
            default: return false
            }
        }
        return rest == 1
    }
}

extension Workspace {
    /// Opened, for those who pay.
    func details(of bank: SupplierBankAccount) throws -> SupplierBankAccount.Details? {
        guard let sealed = try store.sealedDetails(of: bank.id) else { return nil }
        let parts = try environment.sealer.openText(sealed, for: AddBankAccount.context(bank.id)).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        guard parts.count == 3 else { return nil }
        return SupplierBankAccount.Details(holder: parts[0], account: parts[1], bank: parts[2])
    }
}

/// Takes bank details out of use, or puts them back; accounts that name them keep them.
package struct SwitchBankAccount: Command {
    package static let access = Access.supplier("portal-profile.write")
    package static let changesSetUp = false
    package var id: Identifier<SupplierBankAccount>
    package var isActive: Bool

    package init(_ id: Identifier<SupplierBankAccount>, isActive: Bool) {
        self.id = id
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> SupplierBankAccount {
        var bank = try work.need(try work.store.bankAccount(id), "bank details")
        guard try bank.supplierID == work.ownSupplier() else { throw Refusal.notFound("bank details") }
        bank.isActive = isActive
        try work.store.setActive(isActive, id)
        try work.record(.recordChanged, id, [("kind", "bank_account"), ("active", isActive ? "yes" : "no")])
        return bank
    }
}

/// All that a supplier says of itself.
package struct SupplierProfile: Sendable {
    package var supplier: Supplier
    package var entries: [SupplierEntry]
    package var bankAccounts: [SupplierBankAccount]
    package var terms: SupplierTerms
    package var files: [Identifier<SupplierFile>: SupplierFile]
    package var today: Day
}

/// For the supplier's own people.
package struct ShowOwnProfile: Query {
    package static let access = Access.supplier("portal-profile.read")
    package init() {}
    package func answer(in view: View) throws -> SupplierProfile { try view.profile(of: try view.ownSupplier()) }
}

/// For the customer.
package struct ShowSupplierProfile: Query {
    package static let access = Access.roles(.accountsPayable, .administrator, .auditor, scope: "suppliers.read")
    package var id: Identifier<Supplier>
    package init(_ id: Identifier<Supplier>) { self.id = id }
    package func answer(in view: View) throws -> SupplierProfile { try view.profile(of: id) }
}

extension View {
    fileprivate func profile(of id: Identifier<Supplier>) throws -> SupplierProfile {
        let entries = try store.supplierEntries(of: id)
        var files: [Identifier<SupplierFile>: SupplierFile] = [:]
        for case let file? in entries.map(\.fileID) { files[file] = try store.supplierFile(file) }
        return SupplierProfile(
            supplier: try need(try store.supplier(id), "supplier"), entries: entries,
            bankAccounts: try store.bankAccounts(of: id), terms: try store.terms(of: id) ?? SupplierTerms(), files: files,
            today: Day(now))
    }
}

/// What was agreed with a supplier, as the customer keeps it.
package struct SaveSupplierTerms: Command {
    package static let access = Access.roles(.accountsPayable, .administrator, scope: "suppliers.write")
    package static let changesSetUp = false
    package var id: Identifier<Supplier>
    package var payment: String?
    package var delivery: String?

    package init(_ id: Identifier<Supplier>, payment: String?, delivery: String?) {
        self.id = id
        self.payment = payment
        self.delivery = delivery
    }

    package func perform(in work: UnitOfWork) throws -> SupplierTerms {
        _ = try work.need(try work.store.supplier(id), "supplier")
        var checks = FieldChecks()
        var terms = SupplierTerms()
        if let text = checks.optionalText(payment, "/payment_terms", "The payment terms", limit: 60) {
            terms.payment = PaymentTerms(text)
            if terms.payment == nil {
                checks.add("/payment_terms", "invalid", "Write payment terms as NET 30 or 2/10 NET 30.")
            }
        }
        terms.delivery = checks.optionalText(delivery, "/delivery_terms", "The delivery terms")
        try checks.finish()
        try work.store.save(terms, of: id)
        try work.record(
            .recordChanged, id,
            [("kind", "terms"), ("payment_terms", terms.payment?.description), ("delivery_terms", terms.delivery)])
        return terms
    }
}

package struct ShowSupplierTerms: Query {
    package static let access = Access.roles(.accountsPayable, .administrator, .auditor, scope: "suppliers.read")
    package var id: Identifier<Supplier>
    package init(_ id: Identifier<Supplier>) { self.id = id }
    package func answer(in view: View) throws -> SupplierTerms {
        _ = try view.need(try view.store.supplier(id), "supplier")
        return try view.store.terms(of: id) ?? SupplierTerms()
    }
}
