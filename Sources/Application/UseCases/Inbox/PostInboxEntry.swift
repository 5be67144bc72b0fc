import FoundationEssentials
package import Procurement
import ProcurementStore

/// Makes an invoice of an entry and hands it in: from here on it is one like any other.
package struct PostInboxEntry: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var id: Identifier<InboxEntry>
    /// The version that its caller saw; `nil` takes the newest.
    package var version: Int?

    package init(_ id: Identifier<InboxEntry>, version: Int? = nil) {
        self.id = id
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> InboxEntry {
        var entry = try work.visibleEntry(id, at: version)
        try work.post(&entry)
        try work.learn(from: entry)
        try work.save(&entry)
        return entry
    }
}

extension UnitOfWork {
    /// The step to ``InboxEntry/Status/posted``; the entry is saved by its caller.
    func post(_ entry: inout InboxEntry) throws {
        guard InboxEntry.lifecycle.allows(.post, from: entry.status) else {
            throw LifecycleRefusal(state: entry.status.rawValue, trigger: "post")
        }
        var making = InvoiceMaking(self, entry)
        var invoice = try making.invoice(id: newID())
        if let id = try store.invoice(of: invoice.supplierID, number: invoice.number), let twin = try store.invoice(id) {
            guard twin.status == .disputed, twin.origin == .mail || twin.origin == .upload else {
                throw Refusal.invalid(
                    "/number", "duplicate",
                    "This supplier's invoice \(twin.number) is there already: \(twin.id). Attach this document to it, or reject it."
                )
            }
            invoice = try corrected(twin, by: invoice)
        } else {
            try enter(&invoice)
        }
        try submit(&invoice)
        try entry.apply(.post)
        (entry.invoiceID, entry.supplierID, entry.reason) = (invoice.id, invoice.supplierID, nil)
        entry.legalEntityID = invoice.legalEntityID
        try store.attach(entry.attachmentID, to: invoice.id)
        try record(
            .inboxPosted, entry.id,
            [
                ("invoice", invoice.id.text), ("number", invoice.number), ("total", invoice.totals.total.description),
                ("match", invoice.match.rawValue),
            ])
        try attachSiblings(of: entry, to: invoice)
    }

    /// The other files of the same mail that are about the same bill: the picture beside the figures.
    private func attachSiblings(of entry: InboxEntry, to invoice: Invoice) throws {
        guard let message = entry.messageID else { return }
        for var sibling in try store.inboxEntries(of: message) where sibling.id != entry.id {
            guard [.proposed, .matched, .duplicate].contains(sibling.status) else { continue }
            let hasNumber = sibling.proposal?[.number].map { Invoice.comparable($0) == Invoice.comparable(invoice.number) }
            guard sibling.duplicateOf == entry.id || hasNumber == true else { continue }
            try attach(&sibling, to: invoice)
            try save(&sibling)
        }
    }

    /// Remembers by which numbers a supplier calls itself, since a person said yes.
    func learn(from entry: InboxEntry) throws {
        guard let supplier = entry.supplierID, let keys = entry.proposal?.sellerKeys else { return }
        for (kind, value) in keys where try store.supplierKey(kind, value) == nil {
            guard value.count <= 100 else { continue }
            let key = SupplierKey(id: newID(), kind: kind, value: value, supplierID: supplier)
            try store.save(key)
            try record(.recordCreated, supplier, [("kind", "supplier_key"), (kind.rawValue, key.value)])
        }
    }
}
