import Procurement

/// An order's states in words for people.
enum OrderWords {
    /// How far an approved order got: with the supplier, confirmed, shipped. `nil` before it was approved.
    static func progress(_ order: PurchaseOrder) -> String? {
        guard order.status == .approved || order.status == .closed || order.transmission != .notSent else { return nil }
        if order.shipment == .full { return "shipped" }
        if order.shipment == .partial { return "partly shipped" }
        switch order.confirmation {
        case .accepted: return "confirmed by the supplier"
        case .rejected: return "rejected by the supplier"
        case .partial: return "partly confirmed by the supplier"
        case .none: return transmission(order.transmission)
        }
    }

    static func transmission(_ state: PurchaseOrder.Transmission) -> String {
        switch state {
        case .notSent: "not sent"
        case .queued: "waiting to be sent"
        case .sent: "sent"
        case .acknowledged: "received by the supplier"
        case .failed: "could not be sent"
        case .unknown: "sent, not answered yet"
        }
    }

    static func confirmation(_ state: PurchaseOrder.Confirmation) -> String {
        switch state {
        case .none: "nothing yet"
        case .partial: "partly confirmed"
        case .accepted: "confirmed"
        case .rejected: "rejected"
        }
    }

    static func shipment(_ state: PurchaseOrder.ShipmentProgress) -> String {
        switch state {
        case .none: "nothing yet"
        case .partial: "partly shipped"
        case .full: "shipped"
        }
    }

    static func receipt(_ state: PurchaseOrder.Receipt) -> String {
        switch state {
        case .none: "nothing yet"
        case .partial: "in part"
        case .full: "all of it"
        }
    }

    static func billing(_ state: PurchaseOrder.Billing) -> String {
        switch state {
        case .none: "nothing yet"
        case .partial: "in part"
        case .full: "all of it"
        case .over: "more than was ordered"
        }
    }

    static func origin(_ origin: PurchaseOrder.Origin) -> String {
        switch origin {
        case .punchOut: "Shopped from here (punch-out)"
        case .catalogue: "From our own catalogue"
        case .punchIn: "Sent by the shop for approval (punch-in)"
        case .entered: "Entered here, or sent by a program"
        }
    }
}
