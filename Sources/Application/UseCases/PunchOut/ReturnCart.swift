import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// What became of a cart that a browser brought back.
package enum CartReturn: Sendable, Hashable {
    case order(Identifier<PurchaseOrder>)
    /// The buyer left the shop with nothing.
    case emptyCart
    /// An edit came back without items. The order is as it was; the buyer is asked whether its lines go.
    case asksToEmpty(Identifier<PurchaseOrder>)
    /// The session was used before; the order it made, if any.
    case usedBefore(Identifier<PurchaseOrder>?)
    case expired
    case unknownSession
    /// The cart carries another session's cookie.
    case wrongCookie
    /// The shop says the cart is not final yet.
    case pending
}

/// Turns the cart that came back through the buyer's browser into a draft order.
///
/// There is no session cookie here, because the form is cross-site: what protects it is the unguessable, single-use,
/// expiring session in the address and the BuyerCookie in the cart. Nothing is lost: what cannot become an order stays in
/// the message log.
package struct ReturnCart: Command {
    package static let access = Access.anybody
    package var sessionID: String
    package var cart: ReceivedCart
    package var isPending: Bool
    /// The document with its secrets blanked, for the message log.
    package var document: [UInt8]

    package init(sessionID: String, cart: ReceivedCart, isPending: Bool, document: [UInt8]) {
        self.sessionID = sessionID
        self.cart = cart
        self.isPending = isPending
        self.document = document
    }

    package func perform(in work: UnitOfWork) throws -> CartReturn {
        let session = try Identifier<PunchOutSession>(sessionID).flatMap { try work.store.punchOutSession($0) }
        let outcome = try decide(session, in: work)
        var orderID: Identifier<PurchaseOrder>?
        if case .order(let id) = outcome { orderID = id }
        if case .asksToEmpty(let id) = outcome { orderID = id }
        try work.log(
            LoggedMessage(
                id: work.newID(), at: work.now, direction: .received, kind: "PunchOutOrderMessage",
                connectionID: session?.connectionID,
                orderID: orderID, payloadID: cart.payloadID, statusText: outcome.word, warnings: cart.warnings, body: document))
        return outcome
    }

    private func decide(_ found: PunchOutSession?, in work: UnitOfWork) throws -> CartReturn {
        guard var session = found else { return .unknownSession }
        guard session.status == .open else { return .usedBefore(session.orderID) }
        guard session.expiresAt > work.now else { return .expired }
        guard constantTimeEquals(cart.buyerCookie ?? "", session.buyerCookie) else { return .wrongCookie }
        if isPending { return .pending }
        return try work.take(cart, for: &session)
    }
}

extension UnitOfWork {
    /// Does with a trip's cart what the trip was for. Nothing goes without the buyer's word: an edit that returns no items asks
    /// first, and Status 204 changes nothing (cXML Reference Guide, PunchOutOrderMessage).
    func take(_ cart: ReceivedCart, for session: inout PunchOutSession) throws -> CartReturn {
        session.operationAllowed = cart.operationAllowed
        if let edited = session.editedOrderID, !cart.isUnchanged, session.operation == .edit {
            return try edit(edited, cart, for: &session)
        }
        if cart.isUnchanged || cart.lines.isEmpty || session.operation == .inspect {
            session.status = try PunchOutSession.lifecycle.after(.returnNothing, from: session.status)
            try store.save(session)
            try record(.punchOutEmpty, session.id)
            return session.editedOrderID.map { .order($0) } ?? .emptyCart
        }
        return .order(try newOrder(cart, for: &session))
    }

    private func edit(
        _ id: Identifier<PurchaseOrder>, _ cart: ReceivedCart, for session: inout PunchOutSession
    ) throws -> CartReturn {
        var order = try need(try store.order(id), "purchase order")
        guard order.status == .draft || order.status == .rejected else { return .usedBefore(id) }
        if cart.lines.isEmpty {
            session.status = try PunchOutSession.lifecycle.after(.ask, from: session.status)
            try store.save(session)
            try record(.punchOutEmpty, session.id, [("order", id.text), ("asks", "yes")])
            return .asksToEmpty(id)
        }
        try changeLines(of: &order, to: cart)
        session.status = try PunchOutSession.lifecycle.after(.returnCart, from: session.status)
        session.orderID = id
        try store.save(session)
        try record(.punchOutReturned, session.id, [("order", id.text)])
        return .order(id)
    }

    private func newOrder(_ cart: ReceivedCart, for session: inout PunchOutSession) throws -> Identifier<PurchaseOrder> {
        let connection = try need(try store.connection(session.connectionID), "connection")
        let user = try need(try store.user(session.userID), "user")
        let order = try makeOrder(cart, origin: .punchOut, connection: connection, buyer: user)
        session.status = try PunchOutSession.lifecycle.after(.returnCart, from: session.status)
        session.orderID = order.id
        try store.save(session)
        try record(.punchOutReturned, session.id, [("order", order.id.text)])
        return order.id
    }
}

/// The buyer's answer to an edit that came back empty: the lines go, which cancels the draft, or everything stays.
package struct AnswerEmptyEdit: Command {
    package static let access = Access.roles(.buyer, scope: "punchout-sessions.write")
    package var id: Identifier<PunchOutSession>
    package var removesLines: Bool

    package init(_ id: Identifier<PunchOutSession>, removesLines: Bool) {
        self.id = id
        self.removesLines = removesLines
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var session = try work.need(try work.store.punchOutSession(id), "punch-out session")
        guard let orderID = session.editedOrderID else { throw Refusal.notFound("punch-out session") }
        let order = try work.ownOrder(orderID)
        session.status = try PunchOutSession.lifecycle.after(.returnNothing, from: session.status)
        try work.store.save(session)
        if !removesLines { return order }
        return try CancelOrder(orderID, reason: "Its cart was emptied in the shop.").perform(in: work)
    }
}

extension CartReturn {
    /// For the message log.
    var word: String {
        switch self {
        case .order: "became an order"
        case .emptyCart: "empty cart"
        case .asksToEmpty: "edit without items; the buyer is asked"
        case .usedBefore: "session used before"
        case .expired: "session expired"
        case .unknownSession: "unknown session"
        case .wrongCookie: "another session's BuyerCookie"
        case .pending: "pending quote"
        }
    }
}

extension CodingDefaults {
    /// A line with the coding of its category, if it has one.
    fileprivate func coded(_ line: OrderLine) -> OrderLine {
        guard let rule = category(of: line) else { return line }
        var line = line
        line.coding = rule.coding
        return line
    }
}

extension UnitOfWork {
    /// Makes the draft order of a cart: lines numbered 1…n for good, coded with what the buyer, the
    /// connection, the supplier and the categories of its lines start with; `finish` may change it before it is stored.
    func makeOrder(
        _ cart: ReceivedCart, origin: PurchaseOrder.Origin, connection: PunchOutConnection, buyer: User?,
        finish: (inout PurchaseOrder) throws -> Void = { _ in }
    ) throws -> PurchaseOrder {
        var cart = cart
        cart.number()
        let currency = cart.currency ?? cart.lines.first?.currency ?? .usd
        let defaults = try codingDefaults(for: cart.lines, connection: connection, buyer: buyer)
        let lines = defaults.categories.isEmpty ? cart.lines : cart.lines.map { defaults.coded($0) }
        var order = PurchaseOrder(
            id: newID(), origin: origin, connectionID: connection.id, supplierID: connection.supplierID, buyerID: buyer?.id,
            buyerEmail: buyer == nil ? cart.emails.first : nil, isTest: connection.mode == .test || cart.isTest,
            currency: currency,
            coding: defaults.order, lines: lines, shipping: cart.shipping?.currency == currency ? cart.shipping : nil,
            tax: cart.tax?.currency == currency ? cart.tax : nil, supplierReference: cart.supplierReference,
            sourcePayloadID: cart.payloadID, createdAt: now)
        order.groupID = try buyer.flatMap { try decidingGroup(for: $0.id, on: connection.id)?.id }
        if origin == .punchOut || origin == .punchIn { order.cartAt = now }
        try finish(&order)
        try store.insert(order, cart.rows)
        try record(
            .orderCreated, order.id,
            [
                ("origin", origin.rawValue), ("connection", connection.name), ("lines", String(lines.count)),
                ("total", order.total?.description), ("buyer", buyer?.email ?? cart.emails.first),
            ] + defaults.details(of: order))
        return order
    }
}
