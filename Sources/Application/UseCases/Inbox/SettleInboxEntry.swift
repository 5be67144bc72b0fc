import FoundationEssentials
import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Says where an entry stands by what is known of it now: matched, waiting for a person, evidence of an invoice that is here,
    /// or one too many.
    func settle(_ entry: inout InboxEntry) throws {
        let found = try identify(entry)
        (entry.supplierID, entry.orderID) = (found.supplierID, found.order?.id)
        entry.legalEntityID = found.order?.coding.legalEntityID
        (entry.invoiceID, entry.duplicateOf) = (nil, nil)
        if try settleDuplicate(&entry) { return }
        // Each once, as they were found.
        var doubts: [String] = []
        for doubt in found.doubts where !doubts.contains(doubt) { doubts.append(doubt) }
        try entry.apply(doubts.isEmpty ? .match : .propose)
        entry.reason = doubts.isEmpty ? nil : Self.shortened(doubts)
    }

    private static func shortened(_ doubts: [String]) -> String {
        let more = doubts.count > 5 ? " And \(doubts.count - 5) more." : ""
        return doubts.prefix(5).joined(separator: " ") + more
    }

    /// Whether the bill is here already, in whatever way it came.
    private func settleDuplicate(_ entry: inout InboxEntry) throws -> Bool {
        guard let supplier = entry.supplierID, let number = entry.proposal?[.number] else { return false }
        if let id = try store.invoice(of: supplier, number: number), let twin = try store.invoice(id) {
            return try settle(&entry, beside: twin)
        }
        let open: [InboxEntry.Status] = [.proposed, .matched, .unreadable]
        let others = try store.inboxEntries(of: supplier, number: number).filter { $0.id != entry.id && open.contains($0.status) }
        guard var other = others.first else { return false }
        if other.proposal?.format.isStructured == false, entry.proposal?.format.isStructured == true {
            // The same bill as figures takes the place of its picture.
            try other.apply(.findDuplicate)
            (other.duplicateOf, other.reason) = (entry.id, "\(entry.fileName) has the same bill as figures.")
            try save(&other)
            try record(.inboxDuplicate, other.id, [("reason", other.reason), ("entry", entry.id.text)])
            return false
        }
        try findDuplicate(&entry, "The bill \(number) is here already as \(other.fileName) of \(Day(other.receivedAt)).")
        entry.duplicateOf = other.id
        return true
    }

    /// A supplier's own document about a bill that the supplier raised another way is evidence of it, not a second debt.
    private func settle(_ entry: inout InboxEntry, beside twin: Invoice) throws -> Bool {
        let isSame = billsTheSame(entry, twin)
        if twin.status == .disputed, twin.origin == .mail || twin.origin == .upload {
            // Sent again after it was sent back.
            entry.invoiceID = twin.id
            return false
        }
        let isOfSameMail = try store.inboxEntries(of: entry.messageID ?? "").contains {
            $0.id != entry.id && $0.invoiceID == twin.id && $0.status == .posted
        }
        if isSame, twin.origin == .portal || twin.origin == .cxml || isOfSameMail {
            try entry.apply(entry.status == .received ? .match : .propose)
            try attach(&entry, to: twin)
            return true
        }
        let way =
            switch twin.origin {
            case .portal: "through the supplier portal"
            case .cxml: "as a cXML document"
            case .mail: "by mail"
            case .upload: "as a file"
            case .rest: "entered here or by a program"
            }
        try findDuplicate(
            &entry,
            "The invoice \(twin.number) came \(way) on \(Day(twin.createdAt)) already, over \(twin.totals.total)"
                + (isSame ? "." : ", which is not what this document says."))
        entry.invoiceID = twin.id
        return true
    }

    private func findDuplicate(_ entry: inout InboxEntry, _ reason: String) throws {
        try entry.apply(.findDuplicate)
        entry.reason = reason
        try record(.inboxDuplicate, entry.id, [("reason", reason)])
    }

    /// By what is to be paid, whatever sign the document writes.
    private func billsTheSame(_ entry: InboxEntry, _ invoice: Invoice) -> Bool {
        guard let proposal = entry.proposal, proposal.kind == invoice.kind, let total = proposal.money(.total) else {
            return false
        }
        return total.currency == invoice.currency && total.minorUnits.magnitude == invoice.totals.total.minorUnits.magnitude
    }

    /// Makes an entry's file evidence of an invoice.
    func attach(_ entry: inout InboxEntry, to invoice: Invoice) throws {
        try entry.apply(.attach)
        (entry.invoiceID, entry.supplierID, entry.reason) = (invoice.id, invoice.supplierID, nil)
        entry.legalEntityID = invoice.legalEntityID
        try store.attach(entry.attachmentID, to: invoice.id)
        try record(.inboxAttached, entry.id, [("invoice", invoice.id.text), ("number", invoice.number)])
    }
}
