package import FoundationEssentials
package import Procurement

/// What a list of vendor orders is asked for.
package struct VendorOrderFilter: Sendable, Hashable {
    package var status: VendorOrder.Status?
    package var programme: Programme?
    package var connection: Identifier<VendorConnection>?
    /// Amazon's number, whole.
    package var number: String?
    /// Only those that wait for a reason.
    package var isHeld = false

    package init(
        status: VendorOrder.Status? = nil, programme: Programme? = nil, connection: Identifier<VendorConnection>? = nil,
        number: String? = nil, isHeld: Bool = false
    ) {
        self.status = status
        self.programme = programme
        self.connection = connection
        self.number = number
        self.isHeld = isHeld
    }
}

/// A vendor order as it is kept.
package struct StoredVendorOrder: Sendable, Hashable {
    package var order: VendorOrder
    /// Goes up with every change.
    package var version: Int
    package var createdAt: Date
    package var updatedAt: Date

    package init(order: VendorOrder, version: Int, createdAt: Date, updatedAt: Date) {
        self.order = order
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// What a list of invoices to Amazon is asked for.
package struct VendorBillFilter: Sendable, Hashable {
    package var status: VendorBill.Status?
    package var payment: VendorBill.Payment?
    package var order: Identifier<VendorOrder>?

    package init(
        status: VendorBill.Status? = nil, payment: VendorBill.Payment? = nil, order: Identifier<VendorOrder>? = nil
    ) {
        self.status = status
        self.payment = payment
        self.order = order
    }
}

/// What a list of messages to Amazon is asked for.
package struct VendorTransactionFilter: Sendable, Hashable {
    package var status: VendorTransaction.Status?
    package var connection: Identifier<VendorConnection>?
    package var order: Identifier<VendorOrder>?

    package init(
        status: VendorTransaction.Status? = nil, connection: Identifier<VendorConnection>? = nil,
        order: Identifier<VendorOrder>? = nil
    ) {
        self.status = status
        self.connection = connection
        self.order = order
    }
}
