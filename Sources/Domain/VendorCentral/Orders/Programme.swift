/// The two ways Amazon buys from a vendor. They differ in their messages, states and rules, not only in where goods go.
package enum Programme: String, Hashable, Sendable, CaseIterable {
    /// Retail procurement: goods go to Amazon's own warehouses.
    case retail
    /// Direct fulfillment: goods go straight to Amazon's customer, who is known by an address only as long as needed.
    case directFulfillment = "direct_fulfillment"

    /// As people in the field call it.
    package var shortName: String {
        switch self {
        case .retail: "RP"
        case .directFulfillment: "DF"
        }
    }
}
