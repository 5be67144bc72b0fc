/// What Amazon orders in one line, and what has become of it.
package struct VendorOrderLine: Hashable, Sendable {
    /// Amazon's own number of the line as text, trimmed: `1`, `001` and `00001` all occur and are echoed as they came.
    package let sequence: String
    /// Amazon's number of the product (ASIN).
    package var amazonProduct: String?
    /// Our number of the product, as Amazon knows it.
    package var vendorProduct: String?
    package var title: String?
    package var ordered: VendorQuantity
    /// What Amazon pays for one unit.
    package var netCost: VendorPrice?
    package var isBackOrderAllowed: Bool
    /// What was answered to Amazon, newest answer only.
    package var acknowledgements: [LineAcknowledgement]
    /// In the unit of ``ordered``.
    package var shipped: Int
    package var invoiced: Int
    /// How Amazon's status of the order has it; `nil` as long as nothing was read.
    package var standing: LineStanding?

    package init(
        sequence: String, amazonProduct: String? = nil, vendorProduct: String? = nil, title: String? = nil,
        ordered: VendorQuantity, netCost: VendorPrice? = nil, isBackOrderAllowed: Bool = false,
        acknowledgements: [LineAcknowledgement] = [], shipped: Int = 0, invoiced: Int = 0
    ) {
        self.sequence = sequence
        self.amazonProduct = amazonProduct
        self.vendorProduct = vendorProduct
        self.title = title
        self.ordered = ordered
        self.netCost = netCost
        self.isBackOrderAllowed = isBackOrderAllowed
        self.acknowledgements = acknowledgements
        self.shipped = shipped
        self.invoiced = invoiced
    }

    /// What we promised to ship: accepted and back-ordered. All that is ordered as long as nothing was answered, as of orders
    /// that were acknowledged elsewhere.
    package var promised: Int {
        acknowledgements.isEmpty
            ? ordered.amount : acknowledgements.filter { $0.code != .rejected }.reduce(0) { $0 + $1.quantity }
    }

    /// What is still to be shipped, never below zero.
    package var open: Int { max(0, promised - shipped) }
}
