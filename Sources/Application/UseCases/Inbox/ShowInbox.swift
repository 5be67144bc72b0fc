package import Procurement
import ProcurementStore

/// The entries of the invoice inbox, newest first. Whoever is limited to legal entities sees theirs and what belongs to none yet.
package struct ListInboxEntries: Query {
    package static let access = Access.roles(.accountsPayable, .administrator, .auditor, scope: "inbox.read")
    package var filter: InboxFilter
    package var page: PageRequest

    package init(_ filter: InboxFilter = InboxFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<InboxEntry> {
        try view.store.inboxEntries(filter, within: view.inboxLimits, page)
    }
}

/// An entry with what its page shows beside it.
package struct InboxDetails: Sendable {
    package var entry: InboxEntry
    package var supplierName: String?
    package var orderNumber: String?
    /// What it became, is evidence of, or repeats.
    package var invoice: Invoice?
    /// The earlier entry that it repeats.
    package var original: InboxEntry?
    /// The other files of the same mail.
    package var siblings: [InboxEntry]
    package var rule: InboxSenderRule?
    package var events: [StoredEvent]
    /// Why nobody gets the file; `nil` when it may be looked at.
    package var fileIsHeld: String?
}

package struct ShowInboxEntry: Query {
    package static let access = ListInboxEntries.access
    package var id: Identifier<InboxEntry>
    package init(_ id: Identifier<InboxEntry>) { self.id = id }

    package func answer(in view: View) throws -> InboxDetails {
        let entry = try view.visibleEntry(id)
        return InboxDetails(
            entry: entry, supplierName: try entry.supplierID.flatMap { try view.store.supplier($0)?.name },
            orderNumber: try entry.orderID.flatMap { try view.store.order($0)?.number },
            invoice: try entry.invoiceID.flatMap { try view.store.invoice($0) },
            original: try entry.duplicateOf.flatMap { try view.store.inboxEntry($0) },
            siblings: try entry.messageID.map { message in
                try view.store.inboxEntries(of: message).filter { $0.id != id && view.reaches($0) }
            } ?? [], rule: try view.senderRule(of: entry), events: try view.store.events(of: id.text),
            fileIsHeld: view.whyHeld(entry))
    }
}

/// An entry's file as it came.
package struct ReadInboxFile: Query {
    package static let access = ListInboxEntries.access
    package var id: Identifier<InboxEntry>
    package init(_ id: Identifier<InboxEntry>) { self.id = id }

    package func answer(in view: View) throws -> (entry: InboxEntry, content: [UInt8]) {
        let entry = try view.visibleEntry(id)
        if let reason = view.whyHeld(entry) { throw Refusal.conflict(code: "file-held", reason) }
        return (entry, try view.need(try view.store.content(of: entry.attachmentID), "file"))
    }
}

/// How many entries wait for a person, up to 1,000.
package struct CountInboxEntries: Query {
    package static let access = ListInboxEntries.access
    package init() {}
    package func answer(in view: View) throws -> Int {
        try view.store.waitingInboxEntries(within: view.inboxLimits)
    }
}

extension Workspace {
    /// The legal entities that the actor is limited to; empty for everything.
    var inboxLimits: Set<Identifier<LegalEntity>> { actor.user?.limits.legalEntityIDs ?? [] }

    /// Whether the actor's limits reach an entry. What belongs to no legal entity yet is everybody's.
    func reaches(_ entry: InboxEntry) -> Bool {
        let limits = inboxLimits
        guard !limits.isEmpty, let entity = entry.legalEntityID else { return true }
        return limits.contains(entity)
    }

    /// An entry that the actor may see, at the version that they saw.
    func visibleEntry(_ id: Identifier<InboxEntry>, at version: Int? = nil) throws -> InboxEntry {
        let entry = try need(try store.inboxEntry(id), "inbox entry")
        guard reaches(entry) else { throw Refusal.notFound("inbox entry") }
        guard version == nil || version == entry.version else {
            throw Refusal.stale("Somebody changed this entry meanwhile. Load it again and repeat your change.")
        }
        return entry
    }

    /// Why an entry's file is given to nobody.
    func whyHeld(_ entry: InboxEntry) -> String? {
        switch entry.status {
        case .infected: "The scanner found something in this file. Nobody gets it out."
        case .received where rules.inbox.isScanned: "The file waits for the scanner. Nobody gets it before."
        case .quarantined where rules.inbox.isScanned:
            "The file was not scanned yet. Release it: then it is scanned and read."
        default: nil
        }
    }
}
