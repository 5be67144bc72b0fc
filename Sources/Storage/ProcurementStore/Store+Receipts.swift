import Database
package import Procurement

extension Store {
    private static let receiptColumns = "id, order_id, received_on, received_by, reference, reverses_id, created_at"

    private func receipt(_ row: any SQLRow) throws -> GoodsReceipt {
        var read = RowReader(row)
        let id: Identifier<GoodsReceipt> = try read.id()
        let order: Identifier<PurchaseOrder> = try read.id()
        let day = try read.text()
        guard let receivedOn = Day(day) else { throw StoredValueError(description: "“\(day)” is not a day.") }
        let receivedBy = try read.text()
        let reference = read.optionalText()
        let reverses: Identifier<GoodsReceipt>? = read.optionalID()
        return GoodsReceipt(
            id: id, orderID: order, lines: [], receivedOn: receivedOn, receivedBy: receivedBy, reference: reference,
            reversesID: reverses, createdAt: try read.date())
    }

    private func withLines(_ receipts: [GoodsReceipt]) throws -> [GoodsReceipt] {
        try receipts.map { receipt in
            var receipt = receipt
            receipt.lines = try sql.query(
                "SELECT line_number, quantity, refused, note FROM receipt_lines WHERE receipt_id = ?1 ORDER BY position",
                [SQLValue(receipt.id)]
            ) { row in
                var read = RowReader(row)
                return GoodsReceipt.Line(
                    lineNumber: try read.integer(), quantity: try read.decimal(), refused: try read.decimal(),
                    note: read.optionalText())
            }
            return receipt
        }
    }

    package func receipt(_ id: Identifier<GoodsReceipt>) throws -> GoodsReceipt? {
        let found = try sql.query("SELECT \(Self.receiptColumns) FROM receipts WHERE id = ?1", [SQLValue(id)], receipt)
        return try withLines(found).first
    }

    /// All of an order, oldest first.
    package func receipts(of order: Identifier<PurchaseOrder>) throws -> [GoodsReceipt] {
        try withLines(
            try sql.query(
                "SELECT \(Self.receiptColumns) FROM receipts WHERE order_id = ?1 ORDER BY id", [SQLValue(order)], receipt))
    }

    /// Newest first; those of one order when it is named.
    package func receipts(of order: Identifier<PurchaseOrder>?, _ page: PageRequest) throws -> Page<GoodsReceipt> {
        let filter = order == nil ? "" : "order_id = ?2 AND "
        let rows = try sql.query(
            "SELECT \(Self.receiptColumns) FROM receipts WHERE \(filter)id < ?1 ORDER BY id DESC LIMIT \(page.limit + 1)",
            [SQLValue(page.after ?? Self.afterEveryID)] + (order.map { [SQLValue($0)] } ?? []), receipt)
        let found = Page(reading: rows, limit: page.limit) { $0.id.text }
        return Page(items: try withLines(found.items), hasMore: found.hasMore, nextCursor: found.nextCursor)
    }

    /// The receipt that takes another one back.
    package func counterReceipt(of id: Identifier<GoodsReceipt>) throws -> Identifier<GoodsReceipt>? {
        try sql.first("SELECT id FROM receipts WHERE reverses_id = ?1", [SQLValue(id)]) { Identifier(trusted: try $0.text(0)) }
    }

    package func insert(_ receipt: GoodsReceipt) throws {
        try insert(
            "receipts",
            [
                ("id", SQLValue(receipt.id)), ("order_id", SQLValue(receipt.orderID)),
                ("received_on", SQLValue(receipt.receivedOn.text)), ("received_by", SQLValue(receipt.receivedBy)),
                ("reference", SQLValue(receipt.reference)), ("reverses_id", SQLValue(receipt.reversesID)),
                ("created_at", SQLValue(receipt.createdAt)),
            ])
        for (position, line) in receipt.lines.enumerated() {
            try insert(
                "receipt_lines",
                [
                    ("receipt_id", SQLValue(receipt.id)), ("position", SQLValue(position)),
                    ("line_number", SQLValue(line.lineNumber)), ("quantity", SQLValue(line.quantity)),
                    ("refused", SQLValue(line.refused)), ("note", SQLValue(line.note)),
                ])
        }
    }
}
