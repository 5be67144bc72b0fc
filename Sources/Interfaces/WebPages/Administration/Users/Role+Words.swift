import Procurement

extension Role {
    /// What the role is called on pages.
    var label: String {
        switch self {
        case .buyer: "Buyer"
        case .approver: "Approver"
        case .accountsPayable: "Accounts payable"
        case .administrator: "Administrator"
        case .auditor: "Auditor"
        case .vendorManager: "Vendor manager"
        case .customerData: "Customer data"
        }
    }

    /// What somebody with the role may do.
    var explanation: String {
        switch self {
        case .buyer: "Shops at suppliers and submits orders."
        case .approver: "Approves or rejects orders of others."
        case .accountsPayable: "Sees all orders, to pay for them."
        case .administrator: "Does everything in this section."
        case .auditor: "Sees everything, changes nothing."
        case .vendorManager: "Confirms, ships and bills what Amazon orders from us."
        case .customerData: "Sees names and addresses of Amazon’s customers. Administrators do not without this."
        }
    }
}
