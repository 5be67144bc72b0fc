import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A file that may be an invoice, as it came.
package struct InboxDocument: Sendable, Hashable {
    package var content: [UInt8]
    /// As its sender calls it; folders and control characters are taken off.
    package var fileName: String?
    /// As its sender says, `application/pdf`. Never believed: what it is its octets say.
    package var declaredType: String
    package var channel: InboxEntry.Channel
    /// The address that it came from, without a name: the one of the From field. `nil` for what a person puts in.
    package var sender: String?
    /// The address that it was sent to.
    package var recipient: String?
    /// Of the mail, with angle brackets or without. With the file it makes sure that nothing is taken in twice.
    package var messageID: String?
    /// When it came; `nil` is now.
    package var receivedAt: Date?

    package init(
        content: [UInt8], fileName: String?, declaredType: String, channel: InboxEntry.Channel, sender: String? = nil,
        recipient: String? = nil, messageID: String? = nil, receivedAt: Date? = nil
    ) {
        self.content = content
        self.fileName = fileName
        self.declaredType = declaredType
        self.channel = channel
        self.sender = sender
        self.recipient = recipient
        self.messageID = messageID
        self.receivedAt = receivedAt
    }
}

/// What became of a file that was handed in.
package struct InboxReceipt: Sendable, Hashable {
    package var entry: InboxEntry
    /// `false` when this mail brought this file before: nothing was done.
    package var isNew: Bool
}

/// Takes a file into the invoice inbox. It is durable and unread afterwards; reading goes on behind.
///
/// The same file of the same mail is taken once, however often it is handed in. A mail's parts that are no files of their own (a
/// signature's picture, `Content-ID` parts of `multipart/related`, signatures) are for the caller to leave out.
package struct ReceiveInvoiceDocument: Command {
    package static let access = Access.roles(.accountsPayable, scope: "inbox.write")
    package static let changesSetUp = false
    package var document: InboxDocument

    package init(_ document: InboxDocument) { self.document = document }

    package func perform(in work: UnitOfWork) throws -> InboxReceipt { try work.receive(document) }
}

extension UnitOfWork {
    /// ``ReceiveInvoiceDocument`` within another change: a mail and its files are taken together or not at all.
    func receive(_ document: InboxDocument) throws -> InboxReceipt {
        let hash = SHA256.digest(document.content)
        let messageID = Self.bare(document.messageID)
        if let messageID, let twin = try store.inboxEntries(of: messageID).first(where: { $0.hash == hash }) {
            return InboxReceipt(entry: twin, isNew: false)
        }
        var entry = InboxEntry(
            id: newID(), channel: document.channel, attachmentID: newID(),
            fileName: Self.fileName(document.fileName) ?? "document", declaredType: String(document.declaredType.prefix(100)),
            size: document.content.count, hash: hash, receivedAt: document.receivedAt ?? now)
        (entry.sender, entry.recipient) = (Self.address(document.sender), Self.address(document.recipient))
        entry.messageID = messageID
        try store.insert(
            Attachment(
                id: entry.attachmentID, messageID: nil, orderID: nil, name: entry.fileName, mediaType: entry.declaredType,
                contentID: nil, size: entry.size, hash: hash, createdAt: now, isKept: true), content: document.content)
        try record(
            .inboxReceived, entry.id,
            [
                ("file", entry.fileName), ("size", String(entry.size)), ("from", entry.sender), ("to", entry.recipient),
                ("via", actor.origin == nil ? entry.channel.rawValue : nil),
            ])
        try admit(&entry)
        entry.updatedAt = now
        try store.save(entry)
        queuedInbox = queuedInbox || entry.status == .received
        return InboxReceipt(entry: entry, isNew: true)
    }

    /// What the rules for its sender say, and whether the same file is here already.
    private func admit(_ entry: inout InboxEntry) throws {
        if entry.channel == .mail {
            let rule = try senderRule(of: entry)
            let from = entry.sender ?? "no address"
            switch rule?.action ?? (rules.inbox.quarantinesUnknown ? .quarantine : .accept) {
            case .accept: break
            case .block:
                try entry.apply(.reject)
                entry.reason = "Nothing is taken from \(rule?.sender ?? from)."
                return try record(.inboxRejected, entry.id, [("reason", entry.reason)])
            case .quarantine:
                try entry.apply(.quarantine)
                entry.reason =
                    rule == nil ? "Nobody vouched for \(from) yet." : "Documents from \(rule?.sender ?? from) wait for a person."
                return try record(.inboxQuarantined, entry.id, [("reason", entry.reason)])
            }
        }
        try tellSameFile(&entry)
    }

    /// Whether the same file is here already: then this one is one too many. A file that nobody looked into yet is none: what a
    /// scanner has not seen goes to nobody by another way.
    func tellSameFile(_ entry: inout InboxEntry) throws {
        let (id, waits) = (entry.id, rules.inbox.isScanned)
        let earlier = try store.inboxEntries(hash: entry.hash).first { other in
            switch other.status {
            case .rejected, .infected, .quarantined: false
            case .received: other.id != id && !waits
            default: other.id != id
            }
        }
        guard let earlier else { return }
        try entry.apply(.findDuplicate)
        (entry.duplicateOf, entry.invoiceID, entry.supplierID) = (earlier.id, earlier.invoiceID, earlier.supplierID)
        (entry.orderID, entry.legalEntityID) = (earlier.orderID, earlier.legalEntityID)
        entry.reason = "The same file came on \(Day(earlier.receivedAt)) as \(earlier.fileName)."
        try record(.inboxDuplicate, entry.id, [("reason", entry.reason), ("entry", earlier.id.text)])
    }

    /// A Message-ID without brackets and blanks.
    private static func bare(_ id: String?) -> String? {
        guard let id else { return nil }
        let bare = id.filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
        return bare.isEmpty ? nil : String(bare.prefix(500))
    }

    /// In small letters: nobody keeps two mail boxes apart by them.
    private static func address(_ text: String?) -> String? {
        guard let text else { return nil }
        let address = FieldChecks.trimmed(text).lowercased()
        return address.isEmpty ? nil : String(address.prefix(320))
    }
}

extension Workspace {
    /// The rule that holds for an entry's sender.
    func senderRule(of entry: InboxEntry) throws -> InboxSenderRule? {
        guard entry.channel == .mail, let sender = entry.sender else { return nil }
        return InboxSenderRule.rule(for: sender, among: try store.inboxSenderRules(for: sender))
    }
}
