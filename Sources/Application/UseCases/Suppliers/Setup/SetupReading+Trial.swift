import Procurement
import ProcurementStore

extension SetupReading {
    /// The trial run in test mode, and the switch to active.
    func trial() -> [SetupItem] {
        [tripItem(), confirmation(), activation()]
    }

    private func tripItem() -> SetupItem {
        let title = "Test punch-out: a cart came back"
        let remedy = "Sign in as a buyer, go to the shop from the home page, and come back with a cart."
        guard let figures, figures.returnedTrips == 0 else {
            return figures == nil ? .open(title, remedy: remedy, at: "/") : .done(title, at: "/orders")
        }
        if figures.trips == 0 { return .open(title, remedy: remedy, at: "/") }
        if figures.failedTrips == figures.trips {
            return .attention(
                title, "The shop refused every trip so far.", remedy: "Check the connection: its findings say why.",
                at: connectionPage)
        }
        return .attention(
            title, "Trips were started, and none came back with a cart.",
            remedy: "Check out in the shop; if it reports an error there, enter the host that carts come back to on its side.",
            at: "/")
    }

    private func confirmation() -> SetupItem {
        let title = "Test order confirmed"
        guard let figures, figures.confirmedOrders == 0 else {
            let isNew = figures == nil
            return isNew
                ? .open(title, remedy: "Have an order approved; it is sent in test mode.", at: "/orders")
                : .done(title, at: "/orders")
        }
        if figures.sentOrders > 0 {
            return .attention(
                title, "An order was sent, and the supplier has not confirmed it yet.",
                remedy:
                    "Wait a little; then see that order confirmations are turned on at the supplier, with the address to copy.",
                at: "/orders")
        }
        if figures.lostDeliveries > 0 {
            return .attention(
                title, "An order could not be delivered.", remedy: "See what was answered, put it right, and send it again.",
                at: "/admin/deliveries")
        }
        return .open(title, remedy: "Have an order approved; it is sent in test mode.", at: "/orders")
    }

    private func activation() -> SetupItem {
        let title = "Connection switched to active"
        guard let connection else {
            return .open(title, remedy: "Add the connection first; it starts in test mode.", at: connectionPage)
        }
        switch connection.mode {
        case .active: return .done(title, "Orders are charged and shipped.", at: connectionPage)
        case .test:
            return .open(
                title,
                "Test mode: orders are neither charged nor shipped, and Portico cancels them "
                    + "\(view.rules.testCancelHours.formatted) hours after their confirmation.",
                remedy: "Activate it when everything above works, at the same time as on the supplier's side.", at: connectionPage
            )
        }
    }
}

extension Double {
    /// Without a point where it is whole.
    fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
