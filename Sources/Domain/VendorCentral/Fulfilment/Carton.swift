package import FoundationEssentials

/// A carton with what lies in it.
package struct Carton: Hashable, Sendable {
    /// So many of an order line.
    package struct Content: Hashable, Sendable {
        package var order: String
        package var line: String
        /// In the unit of the order line.
        package var quantity: Int

        package init(order: String, line: String, quantity: Int) {
            self.order = order
            self.line = line
            self.quantity = quantity
        }
    }

    package var code: SSCC?
    package var contents: [Content]
    /// Amazon takes one number a carton.
    package var trackingNumber: String?
    /// In kilograms.
    package var weight: Decimal?

    package init(code: SSCC? = nil, contents: [Content], trackingNumber: String? = nil, weight: Decimal? = nil) {
        self.code = code
        self.contents = contents
        self.trackingNumber = trackingNumber
        self.weight = weight
    }
}
