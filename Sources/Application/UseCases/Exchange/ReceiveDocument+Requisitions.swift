import Procurement
import ProcurementStore

/// Later words about a requisition that a partner sent: an update is the whole of it again, a delete takes it back (cXML.dtd,
/// OrderRequestHeader `type`). Both name the latest document by its payloadID, or at least the partner's order number.
extension UnitOfWork {
    func changeRequisition(
        _ reference: OrderReference, to cart: ReceivedCart, connection: PunchOutConnection
    ) throws -> InboundAnswer {
        if cart.lines.isEmpty {
            throw InboundRefusal(code: 400, text: "The document has no items. Send type delete to withdraw.")
        }
        var order = try changeable(reference, connection)
        let cart = connection.opensCatalogue ? try checkedAgainstCatalogue(cart, connection: connection) : cart
        if order.currency != cart.currency ?? order.currency {
            throw InboundRefusal(code: 409, text: "The currency of an order cannot change. Delete it and send a new one.")
        }
        if order.status == .pendingApproval {
            try order.apply(.withdraw)
            try skipOpenTasks(of: order.id)
            order.submittedAt = nil
        } else {
            try order.apply(.edit)
        }
        try changeLines(of: &order, to: cart)
        return InboundAnswer(code: 200, text: "OK", orderID: order.id)
    }

    /// The cart's lines in place of a draft's.
    func changeLines(of order: inout PurchaseOrder, to cart: ReceivedCart) throws {
        if order.status == .rejected { try order.apply(.edit) }
        let earlier = order.lines
        order.lines = cart.lines.enumerated().map { index, line in
            var line = line
            line.lineNumber = index + 1
            // What the buyer chose for an item stays with it.
            line.coding = earlier.first { $0.isSameItem(as: line) }?.coding ?? line.coding
            return line
        }
        order.shipping = cart.shipping?.currency == order.currency ? cart.shipping : nil
        order.tax = cart.tax?.currency == order.currency ? cart.tax : nil
        order.sourcePayloadID = cart.payloadID
        order.cartAt = now
        order.version += 1
        order.updatedAt = now
        try store.replace(order)
        try record(
            .orderChangedBySupplier, order.id, [("lines", String(order.lines.count)), ("total", order.total?.description)])
    }

    func withdrawRequisition(
        _ reference: OrderReference, payloadID: String, connection: PunchOutConnection
    ) throws -> InboundAnswer {
        var order = try changeable(reference, connection)
        try order.apply(.cancel)
        try skipOpenTasks(of: order.id)
        order.sourcePayloadID = payloadID
        try save(&order, lines: false)
        try record(.orderCancelled, order.id, [("reason", "withdrawn by the supplier")])
        return InboundAnswer(code: 200, text: "OK", orderID: order.id)
    }

    /// A punch-in of this connection that nothing was ordered of yet; 417 for an unknown one, 409 for one that went on.
    private func changeable(_ reference: OrderReference, _ connection: PunchOutConnection) throws -> PurchaseOrder {
        let order = try requisition(reference, connection)
        if let payloadID = reference.payloadID, let latest = order.sourcePayloadID, latest != payloadID {
            throw InboundRefusal(code: 409, text: "The order was changed since that document. Refer to the latest one.")
        }
        switch order.status {
        case .draft, .pendingApproval, .rejected: return order
        case .approved, .closed: throw InboundRefusal(code: 409, text: "The order was approved and cannot change any more.")
        case .cancelled: throw InboundRefusal(code: 409, text: "The order was cancelled.")
        }
    }

    private func requisition(_ reference: OrderReference, _ connection: PunchOutConnection) throws -> PurchaseOrder {
        var order: PurchaseOrder?
        if let payloadID = reference.payloadID,
            let entry = try store.answeredDocument(connection: connection.id, payloadID: payloadID)
        {
            order = try entry.resultID.flatMap { Identifier<PurchaseOrder>($0) }.flatMap { try store.order($0) }
        }
        if order == nil {
            order = try reference.supplierNumber.flatMap { try store.order(connection: connection.id, supplierReference: $0) }
        }
        guard let order, order.origin == .punchIn, order.connectionID == connection.id else {
            throw InboundRefusal(
                code: 417, text: "No order \(reference.supplierNumber ?? reference.payloadID ?? "") came over this connection.")
        }
        return order
    }

    /// Where a partner's order stands, in words.
    func answerStatus(of reference: OrderReference, connection: PunchOutConnection) throws -> InboundAnswer {
        let order = try requisition(reference, connection)
        let words = order.status.rawValue.replacing("_", with: " ")
        let number = order.number.map { ", our order \($0)" } ?? ""
        return InboundAnswer(code: 200, text: "The order is in state \(words)\(number).", orderID: order.id)
    }

    /// A document that speaks of orders and is only kept: each order it names by our number has to be one that was sent.
    func receiveRecord(about references: [OrderReference], connection: PunchOutConnection) throws -> InboundAnswer {
        var first: Identifier<PurchaseOrder>?
        for reference in references {
            let isOurs = reference.payloadID != nil || reference.number != nil
            // A number of the supplier's alone may be one we never heard of.
            guard isOurs || reference.supplierNumber != nil else { continue }
            do {
                let id = try order(reference, of: connection).id
                first = first ?? id
            } catch  where !isOurs {
                continue
            }
        }
        return InboundAnswer(code: 200, text: "OK", orderID: first)
    }
}

extension OrderLine {
    /// Part and auxiliary part together identify an item (cXML.dtd, ItemID).
    fileprivate func isSameItem(as other: OrderLine) -> Bool {
        supplierPartID == other.supplierPartID && auxiliaryID == other.auxiliaryID
    }
}
