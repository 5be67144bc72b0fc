import FoundationEssentials
package import Mail
package import Procurement
import ProcurementStore

extension FollowEvents {
    /// What suppliers are told of.
    static let toldToSuppliers: Set<EventType> = [
        .orderApproved, .orderSent, .orderAcknowledged, .orderChanged, .orderCancelled, .invoiceSubmitted, .invoiceAccepted,
        .invoiceDisputed,
        .invoiceRejected, .invoicePaid, .invoicePaymentReversed, .invoiceVoided,
    ]
}

extension UnitOfWork {
    /// Notes for each person of the supplier what a mail is to tell of an event.
    func tellSuppliers(of event: StoredEvent) throws {
        guard let type = EventType(rawValue: event.type), FollowEvents.toldToSuppliers.contains(type) else { return }
        if let id = Identifier<PurchaseOrder>(event.subjectID) {
            guard let supplierID = try store.parties(of: id)?.supplierID else { return }
            let people = try store.supplierUsers(of: supplierID).filter(\.isActive)
            // What a supplier does not see, it is not told of.
            guard !people.isEmpty, let order = try store.order(id, of: supplierID) else { return }
            let kind: SupplierNotice.Kind =
                switch type {
                case .orderCancelled: .orderCancelled
                case .orderChanged: .orderChanged
                default: .orderArrived
                }
            if kind == .orderArrived {
                if try store.hasSupplierNotice(.orderArrived, of: id) { return }
                let onPaper = try addressOnPaper(order)
                return try tell(people.filter { $0.email.lowercased() != onPaper }, kind, order: id, invoice: nil, reason: nil)
            }
            try tell(people, kind, order: id, invoice: nil, reason: nil)
        } else if let id = Identifier<Invoice>(event.subjectID), let kind = Self.notice(type) {
            guard let supplierID = try store.supplier(ofAccount: id) else { return }
            let people = try store.supplierUsers(of: supplierID).filter(\.isActive)
            // Their own step is confirmed; their own withdrawal is not.
            if kind == .accountVoided, event.actorKind == "supplier" { return }
            let details = EventDetails.decode(event.details)
            try tell(people, kind, order: nil, invoice: id, reason: details.first { $0.name == "reason" }?.value)
        }
    }

    /// Where the order goes as a PDF by a rule: who reads there has it, and is not told twice.
    private func addressOnPaper(_ order: PurchaseOrder) throws -> String? {
        guard try store.deliveries(of: order.id).contains(where: { $0.kind == .orderPDF }) else { return nil }
        return try store.supplier(order.supplierID)?.orderEmail?.lowercased()
    }

    private static func notice(_ type: EventType) -> SupplierNotice.Kind? {
        switch type {
        case .invoiceSubmitted: .accountSent
        case .invoiceAccepted: .accountAccepted
        case .invoiceDisputed: .accountDisputed
        case .invoiceRejected: .accountRejected
        case .invoicePaid: .accountPaid
        case .invoicePaymentReversed: .paymentReversed
        case .invoiceVoided: .accountVoided
        default: nil
        }
    }

    private func tell(
        _ people: [SupplierUser], _ kind: SupplierNotice.Kind, order: Identifier<PurchaseOrder>?,
        invoice: Identifier<Invoice>?, reason: String?
    ) throws {
        for person in people {
            try store.insert(
                SupplierNotice(
                    id: newID(), userID: person.id, kind: kind, orderID: order, invoiceID: invoice, reason: reason,
                    createdAt: now))
        }
    }
}

/// What suppliers' people wait to be told, oldest first.
package struct UnsentSupplierNotices: Query {
    package static let access = Access.system
    package init() {}
    package func answer(in view: View) throws -> [SupplierNotice] { try view.store.unsentSupplierNotices(limit: 20) }
}

/// Makes the mail of one notice, in the transaction that takes it from what is unsent: none is made twice and none is lost.
package struct ComposeSupplierMail: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var notice: SupplierNotice
    /// The order's document, printed before.
    package var attachment: MailMessage.Attachment?

    package init(_ notice: SupplierNotice, attachment: MailMessage.Attachment?) {
        self.notice = notice
        self.attachment = attachment
    }

    package func perform(in work: UnitOfWork) throws {
        guard try work.store.markSent(notice.id, at: work.now), work.rules.mail != nil,
            let user = try work.store.supplierUser(notice.userID), user.isActive
        else { return }
        let words = SupplierMailWords.of(user.language)
        let facts: Facts?
        if let id = notice.orderID, let order = try work.store.order(id, of: user.supplierID) {
            facts = try order.facts(of: notice.kind, in: work, words)
        } else if let id = notice.invoiceID, let invoice = try work.store.invoice(id), invoice.supplierID == user.supplierID {
            facts = try invoice.facts(of: notice, in: work, words, MailWords.of(user.language))
        } else {
            facts = nil
        }
        guard var facts else { return }
        facts.values["name"] = user.name
        let wording = try work.wording(.portal(notice.kind), user.language)
        var frame = MailFrame(
            language: user.language, subject: MailWording.fill(wording.subject, facts.values), name: user.name,
            lead: MailWording.fill(wording.lead, facts.values), facts: facts.rows,
            settings: "\(work.rules.publicURL)/portal/account")
        frame.items = facts.items.map { ($0, nil) }
        frame.link = work.rules.publicURL + facts.path
        try work.queueMail(
            .portal(notice.kind), to: user.email, name: user.name, user: nil, frame.content,
            attachments: [attachment].compactMap(\.self))
    }

    fileprivate struct Facts {
        var values: [String: String]
        var rows: [(label: String, value: String)]
        var items: [String] = []
        var path: String
    }
}

extension PurchaseOrder {
    /// `nil` for a change that nobody has to answer any more: it was taken back, or another one came.
    fileprivate func facts(
        of kind: SupplierNotice.Kind, in work: UnitOfWork, _ words: SupplierMailWords
    ) throws -> ComposeSupplierMail.Facts? {
        let customer = try work.customerName(coding.legalEntityID)
        let sum = total?.description ?? ""
        var facts = ComposeSupplierMail.Facts(
            values: ["order": number ?? "", "customer": customer, "total": sum],
            rows: [(words.customer, customer), (words.order, number ?? "")], path: "/portal/orders/\(id)")
        if kind == .orderChanged {
            guard let asked = try work.changesForSupplier(of: self).first, asked.change.status == .open else { return nil }
            facts.items = asked.differences.filter { $0.field != "amount" }.prefix(20).map { difference in
                let place = difference.lineNumber.map { "\($0): " } ?? ""
                return "\(place)\(difference.field.replacing("_", with: " ")) \(difference.old ?? "–") → \(difference.new ?? "–")"
            }
            facts.path += "#change"
            return facts
        }
        facts.items = lines.prefix(10).map { "\(ExactNumber.text($0.quantity)) × \($0.description.prefix(120))" }
        return facts
    }
}

extension Invoice {
    fileprivate func facts(
        of notice: SupplierNotice, in work: UnitOfWork, _ words: SupplierMailWords, _ common: MailWords
    ) throws -> ComposeSupplierMail.Facts {
        let customer = try work.customerName(legalEntityID)
        let sum = totals.total.description
        var rows = [(label: words.customer, value: customer), (words.account, number), (common.total, sum)]
        switch notice.kind {
        case .accountSent, .accountAccepted: rows.append((words.dueOn, dueDate.text))
        case .accountPaid:
            if let payment = payments.last {
                rows.append((words.paidOn, payment.paidOn.text))
                if let reference = payment.reference { rows.append((words.reference, reference)) }
            }
        default: break
        }
        if let reason = notice.reason { rows.append((common.reason, reason)) }
        var facts = ComposeSupplierMail.Facts(
            values: ["account": number, "customer": customer, "total": sum, "reason": notice.reason ?? ""], rows: rows,
            path: "/portal/accounts/\(id)")
        if notice.kind == .accountDisputed {
            facts.items = try work.store.pins(of: id).map { pin in
                let place = pin.lineNumber.map { "\($0): " } ?? ""
                return place + pin.field.replacing("_", with: " ") + (pin.comment.map { " – \($0)" } ?? "")
            }
        }
        return facts
    }
}

extension Workspace {
    /// What a legal entity is called to suppliers.
    func customerName(_ id: Identifier<LegalEntity>?) throws -> String {
        try id.flatMap(store.legalEntity)?.name ?? "The customer"
    }
}
