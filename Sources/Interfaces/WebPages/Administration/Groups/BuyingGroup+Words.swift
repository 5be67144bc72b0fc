import Procurement

extension BuyingGroup.Mode {
    /// What the mode is called on pages.
    var label: String {
        switch self {
        case .direct: "Direct"
        case .punchIn: "Punch-in"
        }
    }

    /// What becomes of the group's orders.
    var explanation: String {
        switch self {
        case .direct: "Direct: orders go out without approval here"
        case .punchIn: "Punch-in: every order is approved here"
        }
    }
}

extension BuyingGroup.MemberRole {
    /// What the role is called on pages.
    var label: String {
        switch self {
        case .punchOutBuyer: "Punch-out buyer"
        case .requisitioner: "Requisitioner"
        }
    }
}
