import Database
package import Procurement

extension Store {
    // MARK: Confirmations

    package func confirmations(of order: PurchaseOrder) throws -> [SupplierConfirmation] {
        var confirmations = try sql.query(
            """
            SELECT confirm_id, notice_date, received_at, scope, total, currency, comment, payload_id FROM confirmations
            WHERE order_id = ?1 ORDER BY notice_date, received_at
            """, [SQLValue(order.id)]
        ) { row in
            var read = RowReader(row)
            var confirmation = SupplierConfirmation(
                confirmID: try read.text(), noticeDate: try read.date(), receivedAt: try read.date(), scope: try read.word(),
                lines: [])
            let units = read.optionalInteger()
            let currency = read.optionalText().flatMap { Currency($0) }
            if let units, let currency { confirmation.total = Money(minorUnits: Int64(units), currency: currency) }
            confirmation.comment = read.optionalText()
            confirmation.payloadID = read.optionalText()
            return confirmation
        }
        for index in confirmations.indices {
            confirmations[index].lines = try sql.query(
                """
                SELECT line_number, accepted, rejected, backordered, unit_price, note FROM confirmation_lines
                WHERE order_id = ?1 AND confirm_id = ?2 ORDER BY position
                """, [SQLValue(order.id), SQLValue(confirmations[index].confirmID)]
            ) { row in
                var read = RowReader(row)
                return SupplierConfirmation.Line(
                    lineNumber: try read.integer(), accepted: try read.decimal(), rejected: try read.decimal(),
                    backordered: try read.decimal(), unitPrice: read.optionalDecimal(), note: read.optionalText())
            }
        }
        return confirmations
    }

    package func deleteConfirmation(_ confirmID: String, of order: Identifier<PurchaseOrder>) throws {
        try sql.execute(
            "DELETE FROM confirmations WHERE order_id = ?1 AND confirm_id = ?2", [SQLValue(order), SQLValue(confirmID)])
    }

    /// Keeps a confirmation under (order, confirm id), in place of an earlier one of the same id.
    package func save(_ confirmation: SupplierConfirmation, of order: Identifier<PurchaseOrder>) throws {
        try deleteConfirmation(confirmation.confirmID, of: order)
        try insert(
            "confirmations",
            [
                ("order_id", SQLValue(order)), ("confirm_id", SQLValue(confirmation.confirmID)),
                ("notice_date", SQLValue(confirmation.noticeDate)), ("received_at", SQLValue(confirmation.receivedAt)),
                ("scope", SQLValue(confirmation.scope.rawValue)), ("total", SQLValue(units: confirmation.total)),
                ("currency", SQLValue(confirmation.total?.currency.code)), ("comment", SQLValue(confirmation.comment)),
                ("payload_id", SQLValue(confirmation.payloadID)),
            ])
        for (position, line) in confirmation.lines.enumerated() {
            try insert(
                "confirmation_lines",
                [
                    ("order_id", SQLValue(order)), ("confirm_id", SQLValue(confirmation.confirmID)),
                    ("position", SQLValue(position)),
                    ("line_number", SQLValue(line.lineNumber)), ("accepted", SQLValue(line.accepted)),
                    ("rejected", SQLValue(line.rejected)), ("backordered", SQLValue(line.backordered)),
                    ("unit_price", SQLValue(line.unitPrice)), ("note", SQLValue(line.note)),
                ])
        }
    }

    // MARK: Shipments

    /// With those that were withdrawn.
    package func shipments(of order: Identifier<PurchaseOrder>) throws -> [Shipment] {
        var shipments = try sql.query(
            """
            SELECT shipment_id, notice_date, carrier, tracking_numbers, tracking_url, shipped_at, expected_at, is_withdrawn
            FROM shipments
            WHERE order_id = ?1 ORDER BY notice_date, shipment_id
            """, [SQLValue(order)]
        ) { row in
            var read = RowReader(row)
            return Shipment(
                shipmentID: try read.text(), noticeDate: try read.date(), carrier: read.optionalText(),
                trackingNumbers: try read.lines(),
                trackingURL: read.optionalText(), shippedAt: read.optionalDate(), expectedAt: read.optionalDate(), lines: [],
                isWithdrawn: try read.bool())
        }
        for index in shipments.indices {
            shipments[index].lines = try sql.query(
                "SELECT line_number, quantity FROM shipment_lines WHERE order_id = ?1 AND shipment_id = ?2 ORDER BY position",
                [SQLValue(order), SQLValue(shipments[index].shipmentID)]
            ) { Shipment.Line(lineNumber: try $0.integer(0), quantity: try $0.decimal(1)) }
        }
        return shipments
    }

    package func deleteShipment(_ shipmentID: String, of order: Identifier<PurchaseOrder>) throws {
        try sql.execute(
            "DELETE FROM shipments WHERE order_id = ?1 AND shipment_id = ?2", [SQLValue(order), SQLValue(shipmentID)])
    }

    /// Keeps a shipment under (order, shipment id), in place of an earlier one of the same id.
    package func save(_ shipment: Shipment, of order: Identifier<PurchaseOrder>) throws {
        try deleteShipment(shipment.shipmentID, of: order)
        try insert(
            "shipments",
            [
                ("order_id", SQLValue(order)), ("shipment_id", SQLValue(shipment.shipmentID)),
                ("notice_date", SQLValue(shipment.noticeDate)), ("carrier", SQLValue(shipment.carrier)),
                ("tracking_numbers", SQLValue(lines: shipment.trackingNumbers)), ("tracking_url", SQLValue(shipment.trackingURL)),
                ("shipped_at", SQLValue(shipment.shippedAt)), ("expected_at", SQLValue(shipment.expectedAt)),
                ("is_withdrawn", SQLValue(shipment.isWithdrawn)),
            ])
        for (position, line) in shipment.lines.enumerated() {
            try insert(
                "shipment_lines",
                [
                    ("order_id", SQLValue(order)), ("shipment_id", SQLValue(shipment.shipmentID)),
                    ("position", SQLValue(position)),
                    ("line_number", SQLValue(line.lineNumber)), ("quantity", SQLValue(line.quantity)),
                ])
        }
    }
}
