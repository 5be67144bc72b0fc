package import Procurement
import ProcurementStore

/// Lets an entry out of quarantine: it is read next. On demand its sender is accepted from now on.
package struct ReleaseInboxEntry: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var id: Identifier<InboxEntry>
    /// Makes a rule that accepts the sender's address.
    package var acceptsSender: Bool
    package var version: Int?

    package init(_ id: Identifier<InboxEntry>, acceptsSender: Bool = false, version: Int? = nil) {
        self.id = id
        self.acceptsSender = acceptsSender
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> InboxEntry {
        var entry = try work.visibleEntry(id, at: version)
        try entry.apply(.release)
        entry.reason = nil
        try work.record(.inboxReleased, id, [("sender", entry.sender)])
        try work.tellSameFile(&entry)
        try work.save(&entry)
        guard acceptsSender, let sender = entry.sender, try work.store.inboxSenderRule(for: sender) == nil else { return entry }
        let rule = InboxSenderRule(id: work.newID(), sender: sender, action: .accept)
        try work.store.save(rule)
        try work.record(.recordCreated, rule.id, rule.details)
        return entry
    }
}

/// Takes an entry out for good; the file is kept.
package struct RejectInboxEntry: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var id: Identifier<InboxEntry>
    package var reason: String
    package var version: Int?

    package init(_ id: Identifier<InboxEntry>, reason: String, version: Int? = nil) {
        self.id = id
        self.reason = reason
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> InboxEntry {
        var entry = try work.visibleEntry(id, at: version)
        try entry.apply(.reject)
        var checks = FieldChecks()
        let reason = checks.text(reason, "/reason", "The reason", limit: 500)
        try checks.finish()
        entry.reason = reason
        try work.save(&entry)
        try work.record(.inboxRejected, id, [("reason", reason)])
        return entry
    }
}

/// Reads an entry once more: after it was rejected by mistake, or attached to the wrong invoice, or when the invoice that it became
/// was voided. What a person typed is forgotten.
package struct ReopenInboxEntry: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var id: Identifier<InboxEntry>
    package var version: Int?

    package init(_ id: Identifier<InboxEntry>, version: Int? = nil) {
        self.id = id
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> InboxEntry {
        var entry = try work.visibleEntry(id, at: version)
        if entry.status == .posted, let invoice = try entry.invoiceID.flatMap({ try work.store.invoice($0) }) {
            guard invoice.status == .void || invoice.status == .rejected else {
                throw Refusal.conflict(
                    code: "invoice-lives",
                    "The invoice \(invoice.number) was made of it and is \(invoice.status.rawValue.replacing("_", with: " ")). Void or reject that one first."
                )
            }
        }
        try entry.apply(.reopen)
        try work.store.attach(entry.attachmentID, to: nil)
        (entry.invoiceID, entry.duplicateOf, entry.reason) = (nil, nil, nil)
        try work.save(&entry)
        try work.record(.inboxReopened, id)
        return entry
    }
}

/// Keeps an entry as evidence of an invoice that is here: no second debt.
package struct AttachInboxEntry: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var id: Identifier<InboxEntry>
    /// Its identifier; or its supplier's number, where the supplier is known.
    package var invoice: String
    package var version: Int?

    package init(_ id: Identifier<InboxEntry>, to invoice: String, version: Int? = nil) {
        self.id = id
        self.invoice = invoice
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> InboxEntry {
        var entry = try work.visibleEntry(id, at: version)
        guard InboxEntry.lifecycle.allows(.attach, from: entry.status) else {
            throw LifecycleRefusal(state: entry.status.rawValue, trigger: "attach")
        }
        let name = FieldChecks.trimmed(invoice)
        let found =
            try Identifier<Invoice>(name).flatMap { try work.store.invoice($0) }
            ?? entry.supplierID.flatMap { try work.store.invoice(of: $0, number: name) }.flatMap { try work.store.invoice($0) }
        guard let found else {
            throw Refusal.invalid(
                "/invoice_id", "not-found",
                "There is no invoice “\(name.prefix(100))”. Name it by its id, or by its number once the supplier is chosen.")
        }
        if let supplier = entry.supplierID, supplier != found.supplierID {
            throw Refusal.invalid("/invoice_id", "other-supplier", "The invoice \(found.number) is another supplier's.")
        }
        try work.attach(&entry, to: found)
        try work.save(&entry)
        return entry
    }
}

extension InboxSenderRule {
    /// For the trail.
    var details: [(String, String?)] {
        [
            ("kind", "inbox_sender"), ("sender", sender), ("action", action.rawValue), ("supplier", supplierID?.text),
            ("active", isActive ? "yes" : "no"),
        ]
    }
}
