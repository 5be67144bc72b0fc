import FoundationEssentials
import Procurement
import ProcurementStore

/// What a mail about one notification can say: the values of the placeholders, a table, and an address.
struct MailFacts {
    var values: [String: String] = [:]
    var rows: [(label: String, value: String)] = []
    var lines: [String] = []
    /// Somebody's words, apart from ours.
    var quote: String?
    /// Behind the public address.
    var path: String

    /// The words and the facts of one notification put together.
    func frame(
        _ kind: Notification.Kind, _ wording: MailWording, _ language: MailLanguage, publicURL: String, decision: String?
    ) -> MailFrame {
        var frame = MailFrame(
            language: language, subject: MailWording.fill(wording.subject, values), name: values["name"] ?? "",
            lead: MailWording.fill(wording.lead, values), facts: rows, settings: "\(publicURL)/account/mail")
        frame.items = lines.map { ($0, nil) }
        frame.quote = quote
        frame.decision = decision
        frame.link = publicURL + path
        return frame
    }
}

extension Workspace {
    /// `nil` when what it is about is gone.
    /// - Parameter isListed: whether only a subject is made of them, so that an order's lines need not be read.
    func facts(
        of notification: Notification, to user: User, _ language: MailLanguage, isListed: Bool = false
    ) throws -> MailFacts? {
        let words = MailWords.of(language)
        var facts: MailFacts?
        if notification.kind == .commented || notification.kind == .commentedInternally {
            facts = try commentFacts(of: notification)
        } else if let id = notification.orderID, let order = try isListed ? store.orderHeader(id) : store.order(id) {
            facts = try self.facts(of: order, words)
            if let reason = try notification.reason ?? rejection(notification, order) {
                facts?.tell(reason, words, notification.kind)
            }
        } else if let id = notification.subjectID.flatMap({ Identifier<Invoice>($0) }), let invoice = try store.invoice(id) {
            facts = try self.facts(of: invoice, words)
            if let reason = notification.reason { facts?.tell(reason, words, notification.kind) }
        } else if let id = notification.subjectID.flatMap({ Identifier<Budget>($0) }), let budget = try store.budget(id) {
            facts = MailFacts(values: ["budget": budget.name, "reason": notification.reason ?? ""], path: "/budgets/\(id)")
        }
        facts?.values["name"] = user.name
        if facts?.values["document"] == nil { facts?.values["document"] = words.orderWithoutNumber }
        return facts
    }

    /// A comment with its document, author and words.
    private func commentFacts(of notification: Notification) throws -> MailFacts? {
        let found: (document: CommentedDocument, author: String, text: String)?
        if let post = try notification.subjectID.flatMap({ Identifier<SharedPost>($0) }).flatMap(store.sharedPost) {
            found = (post.document, post.author.name, post.words.text)
        } else if let post = try notification.subjectID.flatMap({ Identifier<InternalPost>($0) }).flatMap(store.internalPost) {
            found = (post.document, post.author.name, post.words.text)
        } else {
            found = nil
        }
        guard let found else { return nil }
        var facts: MailFacts
        let supplierID: Identifier<Supplier>
        switch found.document {
        case .order(let id):
            guard let order = try store.order(id) else { return nil }
            facts = MailFacts(path: "/orders/\(id)")
            facts.values["document"] = order.number
            supplierID = order.supplierID
        case .invoice(let id):
            guard let invoice = try store.invoice(id) else { return nil }
            facts = MailFacts(path: "/invoices/\(id)")
            facts.values["document"] = invoice.number
            supplierID = invoice.supplierID
        }
        facts.values["supplier"] = try store.supplier(supplierID)?.name ?? ""
        facts.values["author"] = found.author
        facts.values["comment"] = found.text
        facts.quote = found.text
        return facts
    }

    /// What the approver wrote who said no.
    private func rejection(_ notification: Notification, _ order: PurchaseOrder) throws -> String? {
        guard notification.kind == .orderRejected else { return nil }
        return try store.tasks(of: order.id).last { $0.status == .rejected }?.comment
    }

    private func facts(of order: PurchaseOrder, _ words: MailWords) throws -> MailFacts {
        let supplier = try store.supplier(order.supplierID)?.name ?? ""
        let buyer = try order.buyerID.flatMap { try store.user($0)?.name } ?? order.buyerEmail ?? ""
        let total = order.total?.description ?? words.noPrice
        var facts = MailFacts(path: "/orders/\(order.id)")
        facts.values = [
            "order": order.number ?? words.orderWithoutNumber, "supplier": supplier, "buyer": buyer, "total": total, "reason": "",
        ]
        facts.rows = [(words.supplier, supplier), (words.buyer, buyer), (words.total, total)]
        facts.lines = order.lines.prefix(10).map { "\($0.quantity) × \($0.description.prefix(120))" }
        if order.lines.count > 10 {
            facts.lines.append(MailWording.fill(words.moreLines, ["count": String(order.lines.count - 10)]))
        }
        return facts
    }

    private func facts(of invoice: Invoice, _ words: MailWords) throws -> MailFacts {
        let supplier = try store.supplier(invoice.supplierID)?.name ?? ""
        let total = invoice.totals.total.description
        // An approval of it is asked for in an order's words.
        return MailFacts(
            values: [
                "invoice": invoice.number, "order": invoice.number, "buyer": supplier, "supplier": supplier, "total": total,
                "reason": "",
            ],
            rows: [(words.supplier, supplier), (words.total, total)], path: "/invoices/\(invoice.id)")
    }
}

extension MailFacts {
    fileprivate mutating func tell(_ reason: String, _ words: MailWords, _ kind: Notification.Kind) {
        values["reason"] = reason
        if kind != .priceHoldEnding, kind != .priceHoldEnded { rows.append((words.reason, reason)) }
    }
}
