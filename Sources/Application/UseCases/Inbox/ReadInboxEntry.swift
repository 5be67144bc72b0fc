package import Procurement
import ProcurementStore

/// What a look into a document came to.
package enum InboxReading: Sendable, Hashable {
    /// It could not be looked at now, and why: the entry waits.
    case waits(String)
    /// The scanner's name for what it found.
    case infected(String)
    /// Why nothing can be read in it, in words for accounts payable.
    case unreadable(InboxFileType, String)
    case read(InboxFileType, ProposedInvoice)
}

/// Entries that are to be read, oldest first.
package struct InboxToRead: Query {
    package static let access = Access.system
    package static let batch = 50
    package var after: Identifier<InboxEntry>?
    package init(after: Identifier<InboxEntry>? = nil) { self.after = after }

    package func answer(in view: View) throws -> [Identifier<InboxEntry>] {
        try view.store.inboxEntriesToRead(after: after, limit: Self.batch)
    }
}

/// What its reader needs of an entry; `nil` when it is no longer to be read.
package struct InboxFileToRead: Query {
    package static let access = Access.system
    package var id: Identifier<InboxEntry>
    package init(_ id: Identifier<InboxEntry>) { self.id = id }

    package func answer(in view: View) throws -> [UInt8]? {
        guard let entry = try view.store.inboxEntry(id), entry.status == .received else { return nil }
        return try view.store.content(of: entry.attachmentID)
    }
}

/// Takes over what was read, matches it, and makes an invoice of it where nothing is left to ask.
package struct RecordInboxReading: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var id: Identifier<InboxEntry>
    package var reading: InboxReading

    package init(_ id: Identifier<InboxEntry>, _ reading: InboxReading) {
        self.id = id
        self.reading = reading
    }

    package func perform(in work: UnitOfWork) throws -> InboxEntry {
        var entry = try work.need(try work.store.inboxEntry(id), "inbox entry")
        // Somebody rejected it meanwhile, or it was read twice.
        guard entry.status == .received else { return entry }
        switch reading {
        case .waits(let reason):
            guard entry.reason != reason else { return entry }
            entry.reason = reason
        case .infected(let name):
            try entry.apply(.findInfected)
            entry.reason = "The scanner found \(name.prefix(200)). Nobody gets the file out."
            try work.record(.inboxInfected, id, [("found", String(name.prefix(200)))])
        case .unreadable(let type, let reason):
            try entry.apply(.failReading)
            (entry.fileType, entry.reason) = (type, reason)
            try work.record(.inboxUnreadable, id, [("reason", reason)])
        case .read(let type, let proposal):
            (entry.fileType, entry.proposal) = (type, proposal)
            try work.record(
                .inboxRead, id,
                [
                    ("format", proposal.format.rawValue), ("number", proposal[.number]),
                    ("total", proposal.money(.total)?.description ?? proposal[.total]),
                ])
            try work.settle(&entry)
            if try work.mayPostAlone(entry) { try work.postAlone(&entry) }
        }
        try work.save(&entry)
        return entry
    }
}

extension UnitOfWork {
    /// Writes a changed entry with what was read, and counts its version.
    func save(_ entry: inout InboxEntry) throws {
        entry.version += 1
        entry.updatedAt = now
        try store.save(entry)
        if let proposal = entry.proposal { try store.save(proposal, of: entry.id) }
        queuedInbox = queuedInbox || entry.status == .received
        hasNews = true
    }

    /// Makes an invoice of it; what stands against that is for a person to see.
    fileprivate func postAlone(_ entry: inout InboxEntry) throws {
        do {
            // Before anything is written, so that a refusal leaves nothing behind.
            var making = InvoiceMaking(self, entry)
            _ = try making.invoice(id: Identifier(trusted: "inv_0"))
        } catch let refusal as Refusal {
            try entry.apply(.propose)
            entry.reason = refusal.message
            return
        }
        try post(&entry)
    }

    /// Whether it becomes an invoice without a person: a document that says itself what each figure means, of a sender whose rule
    /// names the supplier, that fits in everything.
    fileprivate func mayPostAlone(_ entry: InboxEntry) throws -> Bool {
        guard entry.status == .matched, entry.proposal?.format.isStructured == true, let rule = try senderRule(of: entry) else {
            return false
        }
        return rule.action == .accept && rule.supplierID != nil && rule.supplierID == entry.supplierID
    }
}
