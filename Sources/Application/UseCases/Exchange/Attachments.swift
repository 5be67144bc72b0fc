import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// A file that came along with a document, as it came.
package struct ReceivedAttachment: Sendable, Hashable {
    package var name: String?
    package var mediaType: String
    package var contentID: String?
    package var content: [UInt8]

    package init(name: String?, mediaType: String, contentID: String?, content: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.contentID = contentID
        self.content = content
    }
}

extension UnitOfWork {
    /// Keeps what came with a document, beside it and with its order. Of what is larger than the limit, only what is known of it.
    func keep(
        _ received: [ReceivedAttachment], of message: Identifier<LoggedMessage>, order: Identifier<PurchaseOrder>?
    ) throws {
        for (index, file) in received.enumerated() {
            let isKept = file.content.count <= rules.attachmentOctets
            try store.insert(
                Attachment(
                    id: newID(), messageID: message, orderID: order,
                    name: Self.fileName(file.name) ?? "attachment-\(index + 1)",
                    mediaType: String(file.mediaType.prefix(100)), contentID: file.contentID.map { String($0.prefix(200)) },
                    size: file.content.count, hash: SHA256.digest(file.content), createdAt: now, isKept: isKept),
                content: isKept ? file.content : nil)
        }
    }

    /// The last part of a path, without signs that file systems or headers would take for something else.
    static func fileName(_ name: String?) -> String? {
        guard let last = name?.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last else { return nil }
        let clean = last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F && !"\"<>:|?*".unicodeScalars.contains($0) }
        let text = FieldChecks.trimmed(String(String.UnicodeScalarView(clean)))
        return text.isEmpty || text.allSatisfy({ $0 == "." }) ? nil : String(text.prefix(150))
    }
}

package struct ListAttachments: Query {
    /// Checked inside: an order's for whoever sees the order, others for whoever reads the message log.
    package static let access = Access.signedIn("attachments.read")

    package enum Owner: Sendable, Hashable {
        /// Every one, newest first and page by page; those of a message or an order are few and come at once, in their order.
        case everything(PageRequest)
        case message(Identifier<LoggedMessage>)
        case order(Identifier<PurchaseOrder>)
        /// The evidence of an invoice.
        case invoice(Identifier<Invoice>)
    }

    package var owner: Owner
    package init(_ owner: Owner) { self.owner = owner }

    package func answer(in view: View) throws -> Page<Attachment> {
        let items: [Attachment]
        switch owner {
        case .everything(let page):
            try view.demandLog()
            return try view.store.attachments(page)
        case .message(let id):
            try view.demandLog()
            items = try view.store.attachments(of: id)
        case .order(let id):
            _ = try view.visibleOrder(id)
            items = try view.store.attachments(of: id)
        case .invoice(let id):
            _ = try view.visibleInvoice(id)
            items = try view.store.attachments(of: id)
        }
        return Page(items: items, hasMore: false, nextCursor: nil)
    }
}

/// One file with its octets.
package struct ReadAttachment: Query {
    package static let access = Access.signedIn("attachments.read")
    package var id: Identifier<Attachment>
    package init(_ id: Identifier<Attachment>) { self.id = id }

    /// The octets are `nil` when the file was too large to be kept.
    package func answer(in view: View) throws -> (attachment: Attachment, content: [UInt8]?) {
        let attachment = try view.need(try view.store.attachment(id), "attachment")
        if let content = try inboxContent(of: attachment, in: view) { return (attachment, content) }
        if let order = attachment.orderID, (try? view.visibleOrder(order)) != nil {
            return (attachment, try view.store.content(of: id))
        }
        do { try view.demandLog() } catch Refusal.forbidden { throw Refusal.notFound("attachment") }
        return (attachment, try view.store.content(of: id))
    }

    /// A file of the invoice inbox, for whoever sees the entry or the invoice that it is evidence of; `nil` for other files.
    private func inboxContent(of attachment: Attachment, in view: View) throws -> [UInt8]? {
        guard let entry = try view.store.inboxEntry(of: id) else { return nil }
        let seesInvoice = entry.status.isEvidence && attachment.invoiceID.map { (try? view.visibleInvoice($0)) != nil } ?? false
        let seesEntry = (try? ListInboxEntries.access.check(view.actor)) != nil && view.reaches(entry)
        guard seesInvoice || seesEntry else { throw Refusal.notFound("attachment") }
        if let reason = view.whyHeld(entry) { throw Refusal.conflict(code: "file-held", reason) }
        return try view.store.content(of: id)
    }
}

extension View {
    /// Whether the actor may read the message log.
    fileprivate func demandLog() throws { try ListMessages.access.check(actor) }
}
