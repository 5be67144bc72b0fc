import Database
import Procurement

/// Counting everything anew: documents from before the reports, and whether what was kept is what counting anew gives.
extension Store {
    /// Kinds of documents with the last one that was counted; none when all are.
    package func reportBacklog() throws -> [(kind: String, after: String)] {
        try sql.query("SELECT kind, after_id FROM report_backlog ORDER BY kind DESC", []) { (try $0.text(0), try $0.text(1)) }
    }

    /// Counts the next orders that are not in the reports yet; answers whether there may be more.
    package func countOrders(after id: String, limit: Int) throws -> Bool {
        let orders = try ordersInOrder(after: id, limit: limit)
        try addingUp { sums in
            for order in orders where !order.isTest {
                try keepTimes(of: order, startingFrom: try pastTimes(of: order), in: sums)
                try keepSpend(of: order, in: sums)
            }
        }
        return try advance("orders", to: orders.last?.id.text, isLast: orders.count < limit)
    }

    /// The same with invoices.
    package func countInvoices(after id: String, limit: Int) throws -> Bool {
        let ids = try sql.query(
            "SELECT id FROM invoices WHERE id > ?1 ORDER BY id LIMIT \(limit)", [SQLValue(id)]
        ) { Identifier<Invoice>(trusted: try $0.text(0)) }
        for id in ids {
            guard let invoice = try invoice(id) else { continue }
            try keepFigures(of: invoice)
            try keepBookings(of: invoice)
        }
        return try advance("invoices", to: ids.last?.text, isLast: ids.count < limit)
    }

    private func advance(_ kind: String, to id: String?, isLast: Bool) throws -> Bool {
        if isLast {
            try sql.execute("DELETE FROM report_backlog WHERE kind = ?1", [SQLValue(kind)])
        } else if let id {
            try sql.execute("UPDATE report_backlog SET after_id = ?2 WHERE kind = ?1", [SQLValue(kind), SQLValue(id)])
        }
        return !isLast
    }

    /// When stages were passed that nothing noted at the time, as far as other records tell.
    private func pastTimes(of order: PurchaseOrder) throws -> OrderTimes {
        func moment(_ statement: String) throws -> Int? {
            try sql.first(statement, [SQLValue(order.id)]) { $0.optionalInteger(0) } ?? nil
        }
        return OrderTimes(
            supplierID: order.supplierID, legalEntityID: order.coding.legalEntityID, created: 0,
            sent: try moment("SELECT min(updated_at) FROM deliveries WHERE order_id = ?1 AND status IN ('sent', 'delivered')"),
            received: try moment("SELECT max(created_at) FROM receipts WHERE order_id = ?1"),
            billed: try moment(
                """
                SELECT max(i.submitted_at) FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id
                WHERE l.order_id = ?1 AND i.status IN ('submitted', 'pending_approval', 'accepted', 'paid')
                """))
    }

    /// Takes everything out of the reports, to be counted anew.
    package func forgetReports() throws {
        for table in ["spend_entries", "spend_cells", "cycle_cells", "order_times", "report_backlog"] {
            try sql.execute("DELETE FROM \(table) WHERE TRUE")
        }
        try sql.execute("INSERT INTO report_backlog (kind, after_id) VALUES ('orders', ''), ('invoices', '')")
    }

    /// What in the reports is not what counting anew gives, in words; the first hundred.
    package func wrongFigures() throws -> [String] {
        try wrongSums() + wrongDocuments() + wrongTimes()
    }

    private func wrongSums() throws -> [String] {
        try sql.query(
            """
            SELECT c.number, c.month FROM spend_cells c LEFT JOIN (SELECT cell, count(*) AS documents, sum(ordered) AS ordered,
            sum(billed) AS billed, sum(open) AS open FROM spend_entries GROUP BY cell) e ON e.cell = c.number
            WHERE c.documents <> coalesce(e.documents, 0) OR c.ordered <> coalesce(e.ordered, 0)
            OR c.billed <> coalesce(e.billed, 0) OR c.open <> coalesce(e.open, 0) LIMIT 100
            """, []
        ) { "The sum \(try $0.integer(0)) of \(try $0.text(1)) is not that of its documents." }
    }

    private func wrongDocuments() throws -> [String] {
        var wrong: [String] = []
        var after = ""
        while wrong.count < 100 {
            let orders = try ordersInOrder(after: after, limit: 200)
            for order in orders where try !isCounted(order.id.text, order.isTest ? [:] : spend(of: order)) {
                wrong.append("The order \(order.number ?? order.id.text) is not counted as it stands.")
            }
            guard let last = orders.last else { break }
            after = last.id.text
        }
        after = ""
        while wrong.count < 100 {
            let ids = try sql.query("SELECT id FROM invoices WHERE id > ?1 ORDER BY id LIMIT 200", [SQLValue(after)]) {
                Identifier<Invoice>(trusted: try $0.text(0))
            }
            for id in ids {
                guard let invoice = try invoice(id) else { continue }
                if try !isCounted(id.text, invoice.spend(of: try ordersBilled(by: invoice))) {
                    wrong.append("The invoice \(invoice.number) is not counted as it stands.")
                }
            }
            guard let last = ids.last else { break }
            after = last.text
        }
        return wrong
    }

    /// The lengths of stages, counted from the moments that were noted.
    private func wrongTimes() throws -> [String] {
        struct Place: Hashable { var month, entity, supplier, stage: String; var bucket: Int }
        var counts: [Place: (orders: Int, seconds: Int)] = [:]
        var after = ""
        while true {
            let ids = try sql.query(
                "SELECT order_id FROM order_times WHERE order_id > ?1 ORDER BY order_id LIMIT 500", [SQLValue(after)]
            ) {
                try $0.text(0)
            }
            for id in ids {
                guard let times = try times(of: Identifier(trusted: id)) else { continue }
                for (stage, end, length) in times.stages {
                    let place = Place(
                        month: Self.month(end), entity: times.legalEntityID?.text ?? "", supplier: times.supplierID.text,
                        stage: stage.rawValue, bucket: DurationBucket.number(length / 1000))
                    let count = counts[place] ?? (0, 0)
                    counts[place] = (count.orders + 1, count.seconds + length / 1000)
                }
            }
            guard let last = ids.last else { break }
            after = last
        }
        var wrong: [String] = []
        try sql.forEach("SELECT month, legal_entity_id, supplier_id, stage, bucket, orders, seconds FROM cycle_cells", []) {
            row in
            let place = Place(
                month: try row.text(0), entity: try row.text(1), supplier: try row.text(2), stage: try row.text(3),
                bucket: try row.integer(4))
            let found = counts.removeValue(forKey: place) ?? (0, 0)
            if try (row.integer(5), row.integer(6)) != (found.orders, found.seconds) {
                wrong.append("The stage \(place.stage) of \(place.month) is not counted as its orders say.")
            }
            return wrong.count < 100
        }
        return wrong + counts.keys.prefix(100).map { "The stage \($0.stage) of \($0.month) lacks orders." }
    }

    private func isCounted(_ document: String, _ sums: [SpendCell: SpendAmounts]) throws -> Bool {
        try Dictionary(spendEntries(of: document).map { ($0.cell, $0.amounts) }) { first, _ in first } == sums
    }
}
