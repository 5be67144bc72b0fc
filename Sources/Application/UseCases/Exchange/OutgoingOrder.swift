package import FoundationEssentials
package import Procurement

/// All that goes into the document that sends an order to its supplier.
package struct OutgoingOrder: Sendable {
    /// A share of a line's amount, or the whole of it, and the coding it belongs to.
    package struct Distribution: Sendable, Hashable {
        /// From 1 within its line.
        package var shareNumber: Int
        /// Never empty.
        package var segments: [Segment]
        /// Those of a line sum to the line's amount exactly.
        package var charge: Money
    }

    /// One coordinate of a coding.
    package struct Segment: Sendable, Hashable {
        /// For example `Department`.
        package var name: String
        /// The code or identifier.
        package var id: String
        package var description: String
    }

    package var order: PurchaseOrder
    package var connection: PunchOutConnection
    package var sharedSecret: String
    package var payloadID: String
    package var timestamp: Date
    package var shipTo: Address?
    package var billTo: Address?
    /// Named in `BillTo` when no address is on file.
    package var legalEntityName: String
    package var buyer: User?
    /// The order itself, what it has become, or its cancellation.
    package var kind = Delivery.Kind.cxmlOrder
    /// From 2 on, for what is not the first document.
    package var orderVersion: Int?
    /// The payloadID of the latest document that the supplier has.
    package var replaces: String?
    /// Lines whose price is no longer that of the supplier's own detail.
    package var repricedLines: Set<Int> = []
    /// By line number; none for a line that is not coded.
    package var accounting: [Int: [Distribution]]
}

/// Writes an order as the supplier reads it. The live one writes cXML.
package protocol OrderWriter: Sendable {
    /// The document, ready to be sent and never to change. Throws when the order cannot be expressed.
    func document(for order: OutgoingOrder) throws -> [UInt8]
}
