package import CXML
package import FoundationEssentials

/// An order that the buyer's system sent, and what the shop made of it.
package struct ReceivedOrder: Sendable {
    /// A line of the order, as far as the shop needs it.
    package struct Line: Sendable, Hashable {
        package var lineNumber: Int
        package var partID: String
        package var auxiliaryID: String?
        package var quantity: Decimal
        package var unitOfMeasure: String
        package var unitPrice: CXMLMoney?
        package var title: String
        /// Why the line cannot be delivered, in the words of the later rejection; nil when it can.
        package var complaint: String?
    }

    /// A share of the order under the shop's own number.
    package struct Share: Sendable, Hashable {
        /// Which line, and how much of it.
        package struct Portion: Sendable, Hashable {
            package var lineNumber: Int
            package var quantity: Decimal
            package var isRejected: Bool
        }

        /// The shop's order number, which is the confirmID.
        package var number: String
        package var portions: [Portion]
        package var isShipped = false
    }

    package var payloadID: String
    /// The buyer's order number.
    package var orderID: String
    package var orderDate: CXMLTimestamp?
    package var mode: CXMLDeploymentMode
    package var receivedAt: Date
    /// The shop's number of the punch-in that this order confirms, when it does.
    package var punchInOrderID: String?
    /// Where the goods go, in one line.
    package var destination: String
    package var currency: String
    package var lines: [Line]
    /// What was confirmed, one share a shop order; empty until then.
    package var shares: [Share] = []

    /// Whether at least one confirmation was made.
    package var isConfirmed: Bool { !shares.isEmpty }
}
