import HTML
import Procurement

/// The way of an order from the cart to the parcel, as steps.
struct OrderProgress: Sendable {
    var stages: [StageStrip.Stage]

    /// `isSent` is false for an order that goes nowhere, because it is ours to deliver.
    init(_ order: PurchaseOrder, needsApproval: Bool?, isSent: Bool = true) {
        let isOver = order.status == .cancelled || order.status == .rejected
        let isApproved = order.approvedAt != nil
        let hasArrived = order.transmission == .acknowledged || order.transmission == .sent
        var stages = [
            StageStrip.Stage(
                "Coding", order.status == .draft ? .current : order.submittedAt == nil && isOver ? .skipped : .done,
                detail: order.submittedAt.map { "Submitted \(Words.day($0))" }),
            StageStrip.Stage(
                needsApproval == false ? "Purchase" : "Approval", Self.approval(order),
                detail: order.approvedAt.map { Words.day($0) }),
        ]
        let after: StageStrip.State = isOver ? .skipped : .waiting
        guard isSent else {
            let delivery: StageStrip.State = order.status == .closed ? .done : isApproved && !isOver ? .current : after
            self.stages = stages + [StageStrip.Stage("Delivery", delivery, detail: isApproved ? "by ourselves" : nil)]
            return
        }
        stages.append(
            StageStrip.Stage(
                "Sending",
                hasArrived ? .done : order.transmission == .failed ? .refused : isApproved && !isOver ? .current : after,
                detail: isApproved ? OrderWords.transmission(order.transmission) : nil))
        stages.append(
            StageStrip.Stage(
                "Confirmation", Self.confirmation(order, after), detail: order.confirmedAt.map { Words.day($0) }))
        stages.append(
            StageStrip.Stage(
                "Shipping", order.shipment == .full ? .done : order.shipment == .partial ? .current : after,
                detail: order.shipment == .partial ? "partly" : nil))
        self.stages = stages
    }

    private static func approval(_ order: PurchaseOrder) -> StageStrip.State {
        if order.approvedAt != nil { return .done }
        return switch order.status {
        case .pendingApproval: .current
        case .rejected: .refused
        case .cancelled: .skipped
        default: .waiting
        }
    }

    private static func confirmation(_ order: PurchaseOrder, _ after: StageStrip.State) -> StageStrip.State {
        switch order.confirmation {
        case .accepted: .done
        case .rejected: .refused
        case .partial: .current
        case .none: order.transmission == .acknowledged && after == .waiting ? .current : after
        }
    }
}
