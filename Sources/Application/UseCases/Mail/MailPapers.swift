import Cryptography
import FoundationEssentials
import Mail
package import Procurement
import ProcurementStore

/// Orders on paper that wait to become mails, with what is printed; `nil` for one that has no document any more.
package struct PapersToMail: Query {
    package static let access = Access.system
    package static let batch = 10
    package init() {}

    package func answer(in view: View) throws -> [(id: Identifier<Delivery>, paper: OrderPaper?)] {
        if view.rules.mail == nil { return [] }
        return try view.store.papersToMail(limit: Self.batch).map { delivery in
            guard let order = delivery.orderID else { return (delivery.id, nil) }
            do {
                return (delivery.id, try ShowOrderPaper(order).answer(in: view))
            } catch is Refusal {
                return (delivery.id, nil)
            }
        }
    }
}

/// Makes the mail to the supplier of an order that was printed. Its octets are kept, so that every attempt sends the same.
package struct MailPaper: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var id: Identifier<Delivery>
    /// A file's name and its octets; `nil` when it could not be printed.
    package var document: (name: String, octets: [UInt8])?
    /// Why not.
    package var problem: String?

    package init(_ id: Identifier<Delivery>, _ document: (name: String, octets: [UInt8])?, problem: String? = nil) {
        self.id = id
        self.document = document
        self.problem = problem
    }

    package func perform(in work: UnitOfWork) throws {
        guard var delivery = try work.store.delivery(id), delivery.kind == .orderPDF, delivery.status == .queued,
            try work.store.mail(id) == nil
        else { return }
        delivery.updatedAt = work.now
        guard let order = try delivery.orderID.flatMap(work.store.order), order.status == .approved || order.status == .closed,
            let supplier = try work.store.supplier(order.supplierID), let facts = try work.supplierFacts(of: .order(order.id))
        else {
            try delivery.apply(.cancel)
            delivery.lastAnswer = "The order is not in force any more: nothing was mailed."
            try work.store.update(delivery)
            return
        }
        guard let document else { return try fail(delivery, problem ?? "The document could not be printed.", work) }
        guard let reader = work.paperReader(supplier) else {
            let reason =
                supplier.isActive
                ? "\(supplier.name) has no mail address for orders. Enter it at Suppliers, then send again."
                : "\(supplier.name) is not in use."
            return try fail(delivery, reason, work)
        }
        var mail = facts.mail
        mail.values["name"] = reader.name
        let wording =
            try work.store.mailWording(.toSupplier(.order), reader.language)
            ?? MailWords.of(reader.language).standard(.toSupplier(.order))
        var letter = Letter(
            delivery: delivery, kind: .toSupplier(.order), recipient: reader.address, name: reader.name,
            content: mail.frame(wording, reader.language).content)
        letter.replyTo = try work.replyMailbox(
            of: .order(order.id), reader: supplier.id.text, address: reader.address, name: reader.name, isShared: true)
        letter.attachments = [.init(name: document.name, type: .pdf, octets: document.octets)]
        try work.complete(letter)
    }

    /// Kept among the mails with its reason, so that a person finds it and sends it again.
    private func fail(_ delivery: Delivery, _ reason: String, _ work: UnitOfWork) throws {
        var letter = Letter(
            delivery: delivery, kind: .toSupplier(.order), recipient: "", name: "",
            content: MailContent(subject: try delivery.orderID.flatMap(work.store.order)?.number ?? "", text: reason, html: ""))
        try letter.delivery.apply(.refuse)
        letter.delivery.lastAnswer = reason
        try work.completeFailed(letter)
        try work.moveOrder(ofPaper: letter.delivery)
        work.hasNews = true
    }
}

extension UnitOfWork {
    /// A mail that cannot be written, with its delivery as it is.
    fileprivate func completeFailed(_ letter: Letter) throws {
        let mail = OutgoingMail(
            delivery: letter.delivery, userID: nil, kind: letter.kind, recipient: letter.recipient,
            subject: letter.content.subject)
        try store.complete(
            mail, sealedBody: environment.sealed([], of: letter.delivery.id),
            sealedContent: environment.sealer.seal(
                Array(letter.content.text.utf8) + [0], for: Self.contentContext(letter.delivery.id)))
    }

    /// An order that leaves on paper alone is sent when its paper is.
    func moveOrder(ofPaper delivery: Delivery) throws {
        guard delivery.kind == .orderPDF, let id = delivery.orderID,
            try !store.deliveries(of: id).contains(where: { $0.kind.isCXML && $0.status != .cancelled }),
            let before = try store.transmission(of: id), before != .acknowledged
        else { return }
        let (transmission, event): (PurchaseOrder.Transmission, EventType?) =
            switch delivery.status {
            case .delivered, .sent: (.sent, .orderSent)
            case .failed: (.failed, .orderSendFailed)
            case .unknown: (.unknown, .orderSendUnknown)
            case .queued, .retrying: (.queued, nil)
            case .cancelled: (before, nil)
            }
        guard transmission != before else { return }
        try store.move(id, to: transmission, at: now)
        if let event {
            try record(event, id, [("attempt", String(delivery.attempts)), ("answer", delivery.lastAnswer), ("by", "mail")])
        }
    }
}
