import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Opens an outage of a connection with the first document that failed, stayed without an answer, or missed three times, and
    /// tells the administrators once; the next one that arrives ends it.
    func watch(_ delivery: Delivery) throws {
        guard let id = delivery.connectionID else { return }
        switch delivery.status {
        case .delivered, .sent: try store.endOutage(of: id)
        case .retrying where delivery.attempts < 3: break
        case .failed, .unknown, .retrying:
            guard try store.outage(of: id) == nil else { return }
            try store.beginOutage(of: id, at: now)
            try tell(of: delivery)
        case .queued, .cancelled: break
        }
    }

    private func tell(of delivery: Delivery) throws {
        let recipients = try store.users().filter { $0.isActive && $0.roles.contains(.administrator) }.map(\.email)
        let name = try delivery.connectionID.flatMap { try store.connection($0) }?.name ?? "a connection"
        let order = try delivery.orderID.flatMap { try store.order($0) }?.number ?? "An order"
        try queue(
            Alarm(
                recipients: recipients, subject: "Documents do not reach \(name)",
                text: """
                    \(order) could not be sent to \(name) for sure.

                    What was answered: \(delivery.lastAnswer ?? "nothing")
                    Its state is “\(delivery.status.rawValue)” after \(delivery.attempts) attempts.

                    \(rules.publicURL)/admin/deliveries?status=\(delivery.status.rawValue)

                    There is one mail for each outage: the next comes after a document has arrived there again.
                    """))
    }
}
