extension RetailPayments {
    /// How many.
    package struct ItemQuantity: WireRecord {
        package var amount: Int?
        package var unitOfMeasure: String?
        package var unitSize: Int?
        package var totalWeight: Common.TotalWeight?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("amount", &amount, isRequired: true)
            wire.text("unitOfMeasure", &unitOfMeasure, isRequired: true)
            wire.integer("unitSize", &unitSize)
            wire.record("totalWeight", &totalWeight)
        }
    }
}
