import Procurement

extension Access {
    /// Whoever works with orders of Amazon's.
    static let vendorWrite = Access.roles(.vendorManager, scope: "vendor-central.write")
    static let vendorRead = Access.roles(.vendorManager, .accountsPayable, .auditor, scope: "vendor-central.read")
    static let vendorConnectionWrite = Access.roles(scope: "vendor-connections.write")
    static let vendorConnectionRead = Access.roles(.vendorManager, .auditor, scope: "vendor-connections.read")
    /// Who Amazon's customers are: a role and a scope of its own, which administrators do not have by being that.
    static let vendorCustomers = Access.only(.customerData, scope: "vendor-customers.read")
}

extension Actor {
    /// Whether the pages of Vendor Central are theirs.
    package var seesVendorCentral: Bool {
        has(.vendorManager) || has(.accountsPayable) || has(.auditor) || has(.administrator)
    }

    package var managesVendorOrders: Bool { has(.vendorManager) || has(.administrator) }

    /// Whether they may see names and addresses of Amazon's customers.
    package var seesVendorCustomers: Bool { (try? Access.vendorCustomers.check(self)) != nil }
}
