import FoundationEssentials
import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Writes the order's document once and for all and queues it for the supplier.
    ///
    /// The first document is the order, later ones are what it has become, or that it is cancelled: each names the latest before
    /// it (cXML Reference Guide, OrderRequest `type`). Documents wait a while, so that what sends them can be taken back; one
    /// that stands in for another does not.
    func queue(_ order: inout PurchaseOrder, insteadOf old: Delivery? = nil, because rule: EventRule? = nil) throws {
        let stored = try need(try store.connection(order.connectionID), "connection")
        let (connection, known) = try account(on: stored, of: order.groupID)
        guard let secret = known else {
            throw Refusal.conflict(
                code: "no-secret",
                "The connection \(connection.name) has no shared secret, so the order could not be sent. Ask an administrator.")
        }
        let payloadID = newPayloadID()
        let earlier = try store.deliveries(of: order.id).filter {
            $0.kind.isCXML && $0.mayHaveArrived && $0.id != old?.id
        }
        let kind: Delivery.Kind =
            order.status == .cancelled ? .cxmlOrderCancellation : earlier.isEmpty ? .cxmlOrder : .cxmlOrderChange
        var outgoing = try outgoing(order, connection: connection, secret: secret, payloadID: payloadID)
        outgoing.kind = kind
        if let latest = earlier.last {
            (outgoing.replaces, outgoing.orderVersion) = (latest.payloadID, earlier.count + 1)
        }
        outgoing.repricedLines = try repricedLines(of: order)
        let document = try environment.orderWriter.document(for: outgoing)
        let waits = old == nil && rules.undoSendSeconds > 0
        let delivery = Delivery(
            id: newID(), kind: kind, orderID: order.id, connectionID: connection.id, payloadID: payloadID,
            nextAttemptAt: waits ? now.addingTimeInterval(rules.undoSendSeconds) : now, createdAt: now)
        let isHandedOver = !waits && environment.handover.hasRoom
        try store.insert(
            delivery, sealedBody: environment.sealed(document, of: delivery.id),
            leasedUntil: isHandedOver ? now.addingTimeInterval(LeaseDeliveries.lease) : nil)
        if isHandedOver {
            handedOver.append(
                LeasedDelivery(
                    delivery: delivery, connection: stored, sharedSecret: try self.secret(of: stored.id) ?? "", body: document))
        }
        order.transmission = .queued
        try record(
            .orderQueued, order.id,
            [
                ("delivery", delivery.id.text), ("payload_id", payloadID), ("instead_of", old?.payloadID), ("rule", rule?.name),
                ("document", kind == .cxmlOrder ? nil : kind == .cxmlOrderChange ? "change" : "cancellation"),
            ])
        queuedDelivery = true
    }

    /// Lines whose price is no longer the one that the supplier's own detail names.
    private func repricedLines(of order: PurchaseOrder) throws -> Set<Int> {
        Set(
            try store.changes(of: order.id).filter { $0.status != .rejected && $0.status != .withdrawn }.flatMap(\.change.lines)
                .filter { $0.unitPrice != nil }.map(\.lineNumber))
    }

    private func outgoing(
        _ order: PurchaseOrder, connection: PunchOutConnection, secret: String, payloadID: String
    ) throws -> OutgoingOrder {
        let names = CodingNames(store)
        let entity = try order.coding.legalEntityID.flatMap(store.legalEntity)
        let location = try order.coding.locationID.flatMap(store.location)
        let shipTo = try location?.addressID.flatMap(store.address)
        return OutgoingOrder(
            order: order, connection: connection, sharedSecret: secret, payloadID: payloadID, timestamp: now, shipTo: shipTo,
            billTo: try entity?.billingAddressID.flatMap(store.address) ?? shipTo,
            legalEntityName: entity?.name ?? connection.name,
            buyer: try order.buyerID.flatMap(store.user), accounting: try accounting(order, names))
    }

    /// A distribution for each line, or for each share of a split line. A share without any coding is told apart by its number.
    private func accounting(_ order: PurchaseOrder, _ names: CodingNames) throws -> [Int: [OutgoingOrder.Distribution]] {
        var accounting: [Int: [OutgoingOrder.Distribution]] = [:]
        for part in order.allocations {
            var segments = try names.segments(part.coding)
            let isShare = part.shareNumber > 1 || order.lines.contains { $0.lineNumber == part.lineNumber && !$0.shares.isEmpty }
            if segments.isEmpty {
                guard isShare else { continue }
                segments = [.init(name: "Share", id: String(part.shareNumber), description: "not coded")]
            }
            accounting[part.lineNumber, default: []].append(
                OutgoingOrder.Distribution(shareNumber: part.shareNumber, segments: segments, charge: part.amount))
        }
        return accounting
    }
}
