package import FoundationEssentials

/// One ship notice of the supplier about one order, kept under (order, shipment id).
package struct Shipment: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package var lineNumber: Int
        package var quantity: Decimal

        package init(lineNumber: Int, quantity: Decimal) {
            self.lineNumber = lineNumber
            self.quantity = quantity
        }
    }

    package var shipmentID: String
    package var noticeDate: Date
    package var carrier: String?
    package var trackingNumbers: [String]
    package var trackingURL: String?
    package var shippedAt: Date?
    package var expectedAt: Date?
    /// Empty: the whole order was shipped (cXML `ShipNoticePortion` without items).
    package var lines: [Line]
    /// Taken back by the supplier (cXML operation `delete`); kept, so that an older notice that comes late does not undo it.
    package var isWithdrawn: Bool

    package init(
        shipmentID: String, noticeDate: Date, carrier: String? = nil, trackingNumbers: [String] = [], trackingURL: String? = nil,
        shippedAt: Date? = nil, expectedAt: Date? = nil, lines: [Line], isWithdrawn: Bool = false
    ) {
        self.shipmentID = shipmentID
        self.noticeDate = noticeDate
        self.carrier = carrier
        self.trackingNumbers = trackingNumbers
        self.trackingURL = trackingURL
        self.shippedAt = shippedAt
        self.expectedAt = expectedAt
        self.lines = lines
        self.isWithdrawn = isWithdrawn
    }
}

extension PurchaseOrder {
    /// Sets every line's shipped quantity to what the ship notices add up to.
    package mutating func fold(_ shipments: [Shipment]) {
        for index in lines.indices {
            lines[index].shipped = shipments.filter { !$0.isWithdrawn }.reduce(Decimal(0)) { sum, shipment in
                if shipment.lines.isEmpty { return sum + lines[index].quantity }
                return shipment.lines.filter { $0.lineNumber == lines[index].lineNumber }.reduce(sum) { $0 + $1.quantity }
            }
        }
    }
}
