package import FoundationEssentials
package import Procurement
import ProcurementStore

/// Carries out a partner's document exactly once.
///
/// The answer is kept under (connection, payloadID) in the same transaction as the effect: the same document again gets the
/// same answer and no second effect, another document under that id gets 409.
package struct ReceiveDocument: Sendable {
    package var connection: PunchOutConnection
    package var payloadID: String
    /// SHA-256 of `document`.
    package var bodyHash: [UInt8]
    package var effect: InboundEffect
    /// The element's name, for the message log.
    package var kind: String
    package var warnings: [String]
    /// With secrets blanked.
    package var document: [UInt8]
    /// What came along with it.
    package var attachments: [ReceivedAttachment] = []
    /// When it came; the message log counts its duration from here.
    package var startedAt: Date?
    /// Writes the Response to an answer given at a time. It gives the same octets whenever it is asked the same, so that a repeat
    /// gets the first answer without its being kept twice.
    package var response: @Sendable (InboundAnswer, Date) -> [UInt8]

    package init(
        connection: PunchOutConnection, payloadID: String, bodyHash: [UInt8], effect: InboundEffect, kind: String,
        warnings: [String],
        document: [UInt8], startedAt: Date? = nil, response: @escaping @Sendable (InboundAnswer, Date) -> [UInt8] = { _, _ in [] }
    ) {
        self.connection = connection
        self.payloadID = payloadID
        self.bodyHash = bodyHash
        self.effect = effect
        self.kind = kind
        self.warnings = warnings
        self.document = document
        self.startedAt = startedAt
        self.response = response
    }

    /// Never throws for the document's sake: what cannot be done is logged and answered with its Status.
    package func run(in application: Application) async throws -> InboundAnswer {
        let actor = Actor(.partner(connection.id, name: connection.name))
        do {
            return try await application.perform(Carry(self, at: application.now), as: actor)
        } catch let refusal as InboundRefusal {
            var answer = InboundAnswer(code: refusal.code, text: refusal.text)
            answer.document = response(answer, application.now)
            var log = LogMessage(
                direction: .received, kind: kind, connectionID: connection.id, payloadID: payloadID, statusCode: answer.code,
                statusText: answer.text, warnings: warnings, body: document, answer: answer.document, startedAt: startedAt)
            log.attachments = attachments
            try await application.perform(log, as: .system)
            return answer
        }
    }
}

/// The transaction, with all that can be laid out before it: one thread writes for everybody, and what it need not do itself,
/// nobody waits for. An object, because it goes from hand to hand, and is large to copy.
private final class Carry: Command {
    static let access = Access.partner
    static let changesSetUp = false
    /// People come to it later, if at all.
    static let keepsOrders = false
    private let document: ReceiveDocument
    private let effect: InboundEffect
    private let row: MessageRow
    /// To the millisecond, as it is stored.
    private let receivedAt: Date
    /// The answer to a document that is carried out without a word.
    private let accepted: InboundAnswer

    init(_ document: ReceiveDocument, at now: Date) {
        self.document = document
        effect = document.effect.laidOut()
        let milliseconds = ((document.startedAt ?? now).timeIntervalSince1970 * 1000).rounded()
        receivedAt = Date(timeIntervalSince1970: milliseconds / 1000)
        var accepted = InboundAnswer(code: 200, text: "OK")
        accepted.document = document.response(accepted, receivedAt)
        self.accepted = accepted
        row = MessageRow(
            direction: .received, kind: document.kind, connectionID: document.connection.id, payloadID: document.payloadID,
            warnings: document.warnings, body: document.document, answer: accepted.document)
    }

    func perform(in work: UnitOfWork) throws -> InboundAnswer {
        if let earlier = try work.store.answeredDocument(connection: document.connection.id, payloadID: document.payloadID) {
            return try answerAgain(earlier, in: work)
        }
        var answer = try carry(in: work)
        try work.store.insert(
            AnsweredDocument(
                bodyHash: document.bodyHash, statusCode: answer.code, statusText: answer.text,
                resultID: answer.orderID?.text ?? answer.visitID?.text,
                receivedAt: receivedAt),
            connection: document.connection.id, payloadID: document.payloadID)
        // The answer to a set-up carries a start page of its own.
        let isUsual = answer.code == accepted.code && answer.text == accepted.text && answer.startPage == nil
        answer.document = isUsual ? accepted.document : document.response(answer, receivedAt)
        let shown = isUsual ? accepted.document : document.response(answer.withoutKey, receivedAt)
        try log(answer, shown, warnings: document.warnings, attachments: document.attachments, in: work)
        return answer
    }

    /// The first answer, when the document is the first one.
    private func answerAgain(_ earlier: AnsweredDocument, in work: UnitOfWork) throws -> InboundAnswer {
        guard earlier.bodyHash == document.bodyHash else {
            throw InboundRefusal(code: 409, text: "Another document with this payloadID was received before.")
        }
        var answer = InboundAnswer(
            code: earlier.statusCode, text: earlier.statusText, orderID: earlier.resultID.flatMap { Identifier($0) })
        if case .setup = document.effect { answer.startPage = try startPage(of: earlier, in: work) }
        answer.document = document.response(answer, earlier.receivedAt)
        try log(
            answer, document.response(answer.withoutKey, earlier.receivedAt),
            warnings: ["It came before; the answer is the one it got then, and nothing changed."], in: work)
        return answer
    }

    /// The first answer's.
    private func startPage(of earlier: AnsweredDocument, in work: UnitOfWork) throws -> String? {
        if let visit = earlier.resultID.flatMap({ Identifier<CatalogueVisit>($0) }) { return try work.startPage(of: visit) }
        return work.punchInPage(of: document.connection)
    }

    private func log(
        _ answer: InboundAnswer, _ shown: [UInt8], warnings: [String], attachments: [ReceivedAttachment] = [],
        in work: UnitOfWork
    ) throws {
        let id: Identifier<LoggedMessage> = work.newID()
        try work.log(
            LoggedMessage(
                id: id, at: work.now, direction: .received, kind: document.kind, connectionID: document.connection.id,
                orderID: answer.orderID, payloadID: document.payloadID, statusCode: answer.code, statusText: answer.text,
                warnings: warnings, body: document.document, answer: shown),
            since: document.startedAt, row)
        if !attachments.isEmpty { try work.keep(attachments, of: id, order: answer.orderID) }
    }

    private func carry(in work: UnitOfWork) throws -> InboundAnswer {
        switch effect {
        case .requisition(let cart): try work.receiveRequisition(cart, connection: document.connection)
        case .requisitionChange(let cart, let reference):
            try work.changeRequisition(reference, to: cart, connection: document.connection)
        case .requisitionWithdrawal(let reference):
            try work.withdrawRequisition(reference, payloadID: document.payloadID, connection: document.connection)
        case .invoice(let invoice): try work.receive(invoice, connection: document.connection)
        case .invoiceWithdrawal(let number, let earlier):
            try work.withdrawInvoice(number, document: earlier, connection: document.connection)
        case .record(let references): try work.receiveRecord(about: references, connection: document.connection)
        case .orderStatus(let reference): try work.answerStatus(of: reference, connection: document.connection)
        case .setup(let setup): try work.receiveSetup(setup, connection: document.connection)
        case .confirmation(let reference, let confirmation, let earlier):
            try work.receive(confirmation, about: reference, updating: earlier, connection: document.connection)
        case .shipment(let portions, let isWithdrawn):
            try work.receive(portions, isWithdrawn: isWithdrawn, connection: document.connection)
        case .status(let payloadID, let code, let text):
            try work.receiveStatus(of: payloadID, code: code, text: text, connection: document.connection)
        }
    }
}

extension UnitOfWork {
    /// A cart that requires approval becomes a draft of the user whose e-mail it names, or is left to be claimed.
    fileprivate func receiveRequisition(_ cart: ReceivedCart, connection: PunchOutConnection) throws -> InboundAnswer {
        if let cookie = cart.buyerCookie, let session = try store.punchOutSession(buyerCookie: cookie) {
            return try receive(cart, for: session, connection: connection)
        }
        // Status 204: nothing came of the session, whosever it was.
        if cart.isUnchanged { return InboundAnswer(code: 200, text: "OK") }
        if cart.lines.isEmpty { throw InboundRefusal(code: 400, text: "The document has no items.") }
        let cart = connection.opensCatalogue ? try checkedAgainstCatalogue(cart, connection: connection) : cart
        var buyer: User?
        for email in cart.emails {
            if let user = try store.user(email: email), user.isActive {
                buyer = user
                break
            }
        }
        let order = try makeOrder(cart, origin: .punchIn, connection: connection, buyer: buyer)
        return InboundAnswer(code: 200, text: "OK", orderID: order.id)
    }

    /// A punch-out's cart that came from server to server.
    private func receive(_ cart: ReceivedCart, for found: PunchOutSession, connection: PunchOutConnection) throws -> InboundAnswer
    {
        var session = found
        guard session.connectionID == connection.id else {
            throw InboundRefusal(code: 400, text: "The BuyerCookie is another connection's.")
        }
        guard session.status == .open else { throw InboundRefusal(code: 409, text: "This punch-out session was used before.") }
        guard session.expiresAt > now else { throw InboundRefusal(code: 400, text: "This punch-out session has expired.") }
        switch try take(cart, for: &session) {
        case .order(let id), .asksToEmpty(let id): return InboundAnswer(code: 200, text: "OK", orderID: id)
        case .usedBefore: throw InboundRefusal(code: 409, text: "The order was submitted meanwhile and cannot change any more.")
        default: return InboundAnswer(code: 200, text: "OK")
        }
    }

    /// The order a document names, if it is this connection's and left the house. 417 otherwise.
    func order(_ reference: OrderReference, of connection: PunchOutConnection) throws -> PurchaseOrder {
        var order = try reference.payloadID.flatMap { try store.order(deliveredAs: $0) }
        if order == nil { order = try reference.number.flatMap { try store.order(number: $0) } }
        if order == nil {
            order = try reference.supplierNumber.flatMap { try store.order(connection: connection.id, supplierReference: $0) }
        }
        guard let order, order.connectionID == connection.id, order.transmission != .notSent else {
            throw InboundRefusal(
                code: 417, text: "No order \(reference.number ?? reference.payloadID ?? "") was sent over this connection.")
        }
        return order
    }

    fileprivate func receive(
        _ confirmation: SupplierConfirmation, about reference: OrderReference, updating earlier: String?,
        connection: PunchOutConnection
    ) throws -> InboundAnswer {
        var order = try order(reference, of: connection)
        for line in confirmation.lines {
            guard let ordered = order.lines.first(where: { $0.lineNumber == line.lineNumber }) else {
                throw InboundRefusal(code: 417, text: "The order has no line \(line.lineNumber).")
            }
            if line.accepted + line.rejected + line.backordered > ordered.quantity {
                throw InboundRefusal(
                    code: 417, text: "Line \(line.lineNumber) was ordered \(ordered.quantity) times, and more is confirmed.")
            }
        }
        try take(confirmation, updating: earlier, about: &order)
        return InboundAnswer(code: 200, text: "OK", orderID: order.id)
    }

    /// Keeps what the supplier says about an order's lines, whichever way it said it, and brings the order up to date.
    func take(_ confirmation: SupplierConfirmation, updating earlier: String?, about order: inout PurchaseOrder) throws {
        var received = confirmation
        received.receivedAt = now
        guard try keep(received, updating: earlier, in: order) else { return }
        order.fold(try store.confirmations(of: order))
        // A line that a change made smaller than what was confirmed of it is no fault of what is said about others.
        let named = Set(received.lines.map(\.lineNumber))
        if let line = order.lines.first(where: { $0.isOverConfirmed && named.contains($0.lineNumber) }) {
            throw InboundRefusal(
                code: 417,
                text:
                    "With what was confirmed before, more of line \(line.lineNumber) is confirmed than the \(line.quantity) ordered."
            )
        }
        if order.confirmedAt == nil { order.confirmedAt = now }
        try acknowledge(&order, why: "confirmed by the supplier")
        try save(&order, lines: true)
        try record(
            .orderConfirmed, order.id,
            [
                ("confirm_id", confirmation.confirmID.isEmpty ? nil : confirmation.confirmID),
                ("confirmation", order.confirmation.rawValue), ("comment", confirmation.comment),
            ])
    }

    /// Keeps a confirmation in place of the one of the same id and of the one that it updates; false for a notice that was
    /// overtaken by a newer one and changes nothing.
    private func keep(
        _ confirmation: SupplierConfirmation, updating earlier: String?, in order: PurchaseOrder
    ) throws -> Bool {
        let replaced = try store.confirmations(of: order).filter {
            $0.confirmID == confirmation.confirmID || (earlier != nil && $0.payloadID == earlier)
        }
        if replaced.contains(where: { $0.noticeDate > confirmation.noticeDate }) { return false }
        for old in replaced { try store.deleteConfirmation(old.confirmID, of: order.id) }
        try store.save(confirmation, of: order.id)
        return true
    }

    fileprivate func receive(
        _ portions: [(OrderReference, Shipment)], isWithdrawn: Bool, connection: PunchOutConnection
    ) throws -> InboundAnswer {
        if portions.isEmpty { throw InboundRefusal(code: 400, text: "The ship notice names no order.") }
        var first: Identifier<PurchaseOrder>?
        for (reference, shipment) in portions {
            var order = try order(reference, of: connection)
            first = first ?? order.id
            for line in shipment.lines where !order.lines.contains(where: { $0.lineNumber == line.lineNumber }) {
                throw InboundRefusal(code: 417, text: "The order has no line \(line.lineNumber).")
            }
            var kept = shipment
            kept.isWithdrawn = isWithdrawn
            try take(kept, about: &order)
        }
        return InboundAnswer(code: 200, text: "OK", orderID: first)
    }

    /// Keeps a ship notice, whichever way it came, unless a newer one of the same shipment was here before.
    func take(_ shipment: Shipment, about order: inout PurchaseOrder) throws {
        let known = try store.shipments(of: order.id)
        if known.contains(where: { $0.shipmentID == shipment.shipmentID && $0.noticeDate > shipment.noticeDate }) { return }
        try store.save(shipment, of: order.id)
        order.fold(try store.shipments(of: order.id))
        try acknowledge(&order, why: "shipped by the supplier")
        try save(&order, lines: true)
        try record(
            .orderShipped, order.id,
            [
                ("shipment_id", shipment.shipmentID), ("withdrawn", shipment.isWithdrawn ? "yes" : nil),
                ("carrier", shipment.carrier),
                ("tracking", shipment.trackingNumbers.isEmpty ? nil : shipment.trackingNumbers.joined(separator: " ")),
            ])
    }

    fileprivate func receiveStatus(
        of payloadID: String?, code: Int, text: String, connection: PunchOutConnection
    ) throws -> InboundAnswer {
        guard let payloadID, var order = try store.order(deliveredAs: payloadID), order.connectionID == connection.id else {
            throw InboundRefusal(code: 417, text: "No document with this payloadID was sent over this connection.")
        }
        if (200..<300).contains(code), code != 201 {
            try acknowledge(&order, why: text)
            try save(&order, lines: false)
        } else if (400..<600).contains(code), order.transmission != .acknowledged {
            if var delivery = try store.delivery(payloadID: payloadID), Delivery.lifecycle.allows(.refuse, from: delivery.status)
            {
                try delivery.apply(.refuse)
                delivery.nextAttemptAt = nil
                delivery.lastAnswer = "\(code) \(text)"
                delivery.updatedAt = now
                try store.update(delivery)
            }
            order.transmission = .failed
            try save(&order, lines: false)
            try record(.orderSendFailed, order.id, [("status", String(code)), ("text", text)])
        }
        return InboundAnswer(code: 200, text: "OK", orderID: order.id)
    }

    /// Whoever speaks of an order has it: an open or unknown delivery is done.
    private func acknowledge(_ order: inout PurchaseOrder, why: String) throws {
        guard order.transmission != .acknowledged else { return }
        // What is said in the portal is no answer to a document that has not left yet.
        if actor.supplierUser != nil, order.transmission == .queued { return }
        for var delivery in try store.deliveries(of: order.id) where Delivery.lifecycle.allows(.accept, from: delivery.status) {
            try delivery.apply(.accept)
            delivery.nextAttemptAt = nil
            delivery.lastAnswer = delivery.lastAnswer ?? why
            delivery.updatedAt = now
            try store.update(delivery)
        }
        order.transmission = .acknowledged
        try record(.orderAcknowledged, order.id, [("answer", why)])
    }
}
