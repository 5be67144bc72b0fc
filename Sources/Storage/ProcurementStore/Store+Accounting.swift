import Database
package import Procurement

/// What accounting books, kept with the invoices it is about.
extension Store {
    /// Notes what happened to an invoice since it was written last: that it is owed, is not owed after all, or was paid.
    func keepBookings(of invoice: Invoice) throws {
        let isOwed = invoice.status == .accepted || invoice.status == .paid
        let known = try sql.query(
            "SELECT sequence, kind FROM accounting_entries WHERE invoice_id = ?1 ORDER BY sequence", [SQLValue(invoice.id)]
        ) { row in
            var read = RowReader(row)
            return (sequence: try read.integer(), kind: try read.word(AccountingEntry.Kind.self))
        }
        let last = known.last { $0.kind == .accepted || $0.kind == .withdrawn }
        if isOwed, last?.kind != .accepted {
            try append(.accepted, invoice, invoice.allocations(of: try ordersBilled(by: invoice)))
        }
        let booked = known.count { $0.kind == .paid || $0.kind == .paymentReversed }
        for payment in invoice.payments.dropFirst(booked) {
            let isBack = (payment.amount.minorUnits < 0) != (invoice.totals.total.minorUnits < 0)
            try append(
                isBack ? .paymentReversed : .paid, invoice,
                [InvoiceAllocation(kind: .payment, coding: Coding(), amount: payment.amount)])
        }
        if !isOwed, let last, last.kind == .accepted {
            let shares = try shares(of: last.sequence, in: invoice.currency).map { share in
                var counter = share
                counter.amount = Money(minorUnits: 0 &- share.amount.minorUnits, currency: share.amount.currency)
                return counter
            }
            try append(.withdrawn, invoice, shares)
        }
    }

    private func append(_ kind: AccountingEntry.Kind, _ invoice: Invoice, _ shares: [InvoiceAllocation]) throws {
        let sequence = try lastAccountingEntry() + 1
        try insert(
            "accounting_entries",
            [
                ("sequence", SQLValue(sequence)), ("invoice_id", SQLValue(invoice.id)), ("kind", SQLValue(kind.rawValue)),
                ("at", SQLValue(invoice.updatedAt)),
            ])
        for (position, share) in shares.enumerated() {
            try insert(
                "accounting_shares",
                [
                    ("sequence", SQLValue(sequence)), ("position", SQLValue(position)), ("kind", SQLValue(share.kind.rawValue)),
                    ("amount", .integer(share.amount.minorUnits)), ("line_number", SQLValue(share.lineNumber)),
                    ("order_id", SQLValue(share.orderID)), ("order_line_number", SQLValue(share.orderLineNumber)),
                    ("share_number", SQLValue(share.shareNumber)),
                ] + share.coding.columns)
        }
    }

    /// The number of the newest entry; 0 when there is none.
    package func lastAccountingEntry() throws -> Int {
        try sql.first("SELECT sequence FROM accounting_entries ORDER BY sequence DESC LIMIT 1", []) { try $0.integer(0) } ?? 0
    }

    private func shares(of sequence: Int, in currency: Currency) throws -> [InvoiceAllocation] {
        try sql.query(
            """
            SELECT kind, amount, line_number, order_id, order_line_number, share_number, \(Coding.columns) FROM accounting_shares
            WHERE sequence = ?1 ORDER BY position
            """, [SQLValue(sequence)]
        ) { row in
            var read = RowReader(row)
            let (kind, units): (InvoiceAllocation.Kind, Int) = (try read.word(), try read.integer())
            let (line, order, orderLine): (Int?, Identifier<PurchaseOrder>?, Int?) = (
                read.optionalInteger(), read.optionalID(), read.optionalInteger()
            )
            let share = try read.integer()
            return InvoiceAllocation(
                kind: kind, lineNumber: line, orderID: order, orderLineNumber: orderLine, shareNumber: share,
                coding: try read.coding(), amount: Money(minorUnits: Int64(units), currency: currency))
        }
    }

    /// Entries after one and through another, in their order.
    package func accountingEntries(after first: Int, through last: Int) throws -> [AccountingEntry] {
        let heads = try sql.query(
            """
            SELECT e.sequence, e.invoice_id, e.kind, e.at, i.currency FROM accounting_entries e JOIN invoices i ON i.id = e.invoice_id
            WHERE e.sequence > ?1 AND e.sequence <= ?2 ORDER BY e.sequence
            """, [SQLValue(first), SQLValue(last)]
        ) { row in
            var read = RowReader(row)
            let entry = AccountingEntry(
                sequence: try read.integer(), invoiceID: try read.id(), kind: try read.word(), at: try read.date(), shares: [])
            return (entry, try read.currency())
        }
        return try heads.map { entry, currency in
            var entry = entry
            entry.shares = try shares(of: entry.sequence, in: currency)
            return entry
        }
    }

    // MARK: Consumers

    private static func consumer(_ row: any SQLRow) throws -> AccountingConsumer {
        var read = RowReader(row)
        return AccountingConsumer(
            name: try read.text(), taken: try read.integer(), batchEnd: read.optionalInteger(), takenAt: read.optionalDate())
    }

    package func accountingConsumer(_ name: String) throws -> AccountingConsumer? {
        try sql.first(
            "SELECT name, taken, batch_end, taken_at FROM accounting_consumers WHERE name = ?1", [SQLValue(name)], Self.consumer)
    }

    /// By name.
    package func accountingConsumers(_ page: PageRequest) throws -> Page<AccountingConsumer> {
        let rows = try sql.query(
            """
            SELECT name, taken, batch_end, taken_at FROM accounting_consumers WHERE name > ?1 ORDER BY name LIMIT \(page.limit + 1)
            """, [SQLValue(page.after ?? "")], Self.consumer)
        return Page(reading: rows, limit: page.limit, cursor: \.name)
    }

    package func save(_ consumer: AccountingConsumer) throws {
        try upsert(
            "accounting_consumers",
            [
                ("name", SQLValue(consumer.name)), ("taken", SQLValue(consumer.taken)),
                ("batch_end", SQLValue(consumer.batchEnd)),
                ("taken_at", SQLValue(consumer.takenAt)),
            ])
    }
}
