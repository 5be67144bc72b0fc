import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore

extension UnitOfWork {
    static func bodyContext(_ id: Identifier<Delivery>) -> String { "delivery-body:\(id)" }

    /// Writes the order's document once and for all and queues it for the supplier.
    func queue(_ order: inout PurchaseOrder, insteadOf old: Delivery? = nil, because rule: EventRule? = nil) throws {
        let stored = try need(try store.connection(order.connectionID), "connection")
        let (connection, known) = try account(on: stored, of: order.groupID)
        guard let secret = known else {
            throw Refusal.conflict(
                code: "no-secret",
                "The connection \(connection.name) has no shared secret, so the order could not be sent. Ask an administrator.")
        }
        let payloadID = newPayloadID()
        let document = try environment.orderWriter.document(
            for: try outgoing(order, connection: connection, secret: secret, payloadID: payloadID))
        let delivery = Delivery(
            id: newID(), kind: .cxmlOrder, orderID: order.id, connectionID: connection.id, payloadID: payloadID,
            nextAttemptAt: now,
            createdAt: now)
        let isHandedOver = environment.handover.hasRoom
        try store.insert(
            delivery, sealedBody: environment.sealer.seal(document, for: Self.bodyContext(delivery.id)),
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
            ])
        queuedDelivery = true
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
