package import FoundationEssentials

/// What somebody says arrived of one order. Receipts are only added: a wrong one is undone by a counter-receipt.
package struct GoodsReceipt: Hashable, Sendable, Identified {
    package static let identifierPrefix = "rcp"

    /// Pieces of one order line.
    package struct Line: Hashable, Sendable {
        package var lineNumber: Int
        /// Above zero; below zero in a counter-receipt.
        package var quantity: Decimal
        /// Of these, what was damaged or wrong and is not kept; they count as received and not as accepted.
        package var refused: Decimal
        package var note: String?

        package init(lineNumber: Int, quantity: Decimal, refused: Decimal = 0, note: String? = nil) {
            self.lineNumber = lineNumber
            self.quantity = quantity
            self.refused = refused
            self.note = note
        }

        /// What is kept and may be billed.
        package var accepted: Decimal { quantity - refused }
    }

    package let id: Identifier<GoodsReceipt>
    package var orderID: Identifier<PurchaseOrder>
    package var lines: [Line]
    package var receivedOn: Day
    package var receivedBy: String
    /// The supplier's delivery note or shipment.
    package var reference: String?
    /// The receipt that this one takes back.
    package var reversesID: Identifier<GoodsReceipt>?
    package var createdAt: Date

    package init(
        id: Identifier<GoodsReceipt>, orderID: Identifier<PurchaseOrder>, lines: [Line], receivedOn: Day, receivedBy: String,
        reference: String? = nil, reversesID: Identifier<GoodsReceipt>? = nil, createdAt: Date
    ) {
        self.id = id
        self.orderID = orderID
        self.lines = lines
        self.receivedOn = receivedOn
        self.receivedBy = receivedBy
        self.reference = reference
        self.reversesID = reversesID
        self.createdAt = createdAt
    }

    /// The receipt that takes this one back in full.
    package func countered(
        by id: Identifier<GoodsReceipt>, on day: Day, who: String, at now: Date
    ) -> GoodsReceipt {
        GoodsReceipt(
            id: id, orderID: orderID,
            lines: lines.map { Line(lineNumber: $0.lineNumber, quantity: -$0.quantity, refused: -$0.refused, note: $0.note) },
            receivedOn: day, receivedBy: who, reference: reference, reversesID: self.id, createdAt: now)
    }
}
