import Database
package import Procurement

extension Store {
    package func insert(_ invoice: Invoice) throws {
        try insert("invoices", [("id", SQLValue(invoice.id))] + Self.values(of: invoice))
        try insertLines(of: invoice)
        try insertPayments(of: invoice)
        try keepFigures(of: invoice)
        try keepBookings(of: invoice)
    }

    /// Writes a changed invoice; its lines only where `lines` says that they changed, too.
    package func update(_ invoice: Invoice, lines: Bool) throws {
        try upsert("invoices", [("id", SQLValue(invoice.id))] + Self.values(of: invoice))
        try sql.execute("DELETE FROM invoice_payments WHERE invoice_id = ?1", [SQLValue(invoice.id)])
        try insertPayments(of: invoice)
        try keepFigures(of: invoice)
        try keepBookings(of: invoice)
        guard lines else { return }
        try sql.execute("DELETE FROM invoice_lines WHERE invoice_id = ?1", [SQLValue(invoice.id)])
        try insertLines(of: invoice)
    }

    /// Keeps what a match found in place of what the one before found.
    package func save(_ findings: [MatchFinding], of invoice: Identifier<Invoice>) throws {
        try sql.execute("DELETE FROM invoice_findings WHERE invoice_id = ?1", [SQLValue(invoice)])
        for (position, finding) in findings.enumerated() {
            try insert(
                "invoice_findings",
                [
                    ("invoice_id", SQLValue(invoice)), ("position", SQLValue(position)),
                    ("kind", SQLValue(finding.kind.rawValue)),
                    ("line_number", SQLValue(finding.lineNumber)), ("expected", SQLValue(finding.expected)),
                    ("actual", SQLValue(finding.actual)), ("message", SQLValue(finding.message)),
                    ("is_exception", SQLValue(finding.isException)),
                ])
        }
    }

    private static func values(of invoice: Invoice) -> [(String, SQLValue)] {
        [
            ("status", SQLValue(invoice.status.rawValue)), ("match", SQLValue(invoice.match.rawValue)),
            ("origin", SQLValue(invoice.origin.rawValue)), ("kind", SQLValue(invoice.kind.rawValue)),
            ("supplier_id", SQLValue(invoice.supplierID)), ("number", SQLValue(invoice.number)),

            // What a supplier has not sent takes no number from anybody, and may have none yet.
            (
                "number_key",
                SQLValue(invoice.number.isEmpty || invoice.isUnsent ? invoice.id.text : Invoice.comparable(invoice.number))
            ),
            ("invoice_date", SQLValue(invoice.invoiceDate.text)),
            ("payment_terms", SQLValue(invoice.paymentTerms?.description)),
            ("stated_due_date", SQLValue(invoice.statedDueDate?.text)), ("due_date", SQLValue(invoice.dueDate.text)),
            ("currency", SQLValue(invoice.currency.code)), ("subtotal", .integer(invoice.totals.subtotal.minorUnits)),
            ("freight", SQLValue(units: invoice.totals.freight)), ("charges", SQLValue(units: invoice.totals.charges)),
            ("discount", SQLValue(units: invoice.totals.discount)), ("tax", SQLValue(units: invoice.totals.tax)),
            ("total", .integer(invoice.totals.total.minorUnits)), ("original_id", SQLValue(invoice.originalID)),
            ("original_number", SQLValue(invoice.originalNumber)), ("owner_id", SQLValue(invoice.ownerID)),
            ("legal_entity_id", SQLValue(invoice.legalEntityID)), ("reason", SQLValue(invoice.reason)),
            ("comment", SQLValue(invoice.comment)), ("source_payload_id", SQLValue(invoice.sourcePayloadID)),
            ("remarks", SQLValue(invoice.remarks.map { $0.replacing("\n", with: " ") }.joined(separator: "\n"))),
            ("created_at", SQLValue(invoice.createdAt)), ("updated_at", SQLValue(invoice.updatedAt)),
            ("submitted_at", SQLValue(invoice.submittedAt)), ("accepted_at", SQLValue(invoice.acceptedAt)),
            ("version", SQLValue(invoice.version)), ("bank_account_id", SQLValue(invoice.bankAccountID)),
        ]
    }

    private func insertLines(of invoice: Invoice) throws {
        for (position, line) in invoice.lines.enumerated() {
            try insert(
                "invoice_lines",
                [
                    ("invoice_id", SQLValue(invoice.id)), ("position", SQLValue(position)),
                    ("line_number", SQLValue(line.lineNumber)), ("order_id", SQLValue(line.orderID)),
                    ("order_line_number", SQLValue(line.orderLineNumber)), ("description", SQLValue(line.description)),
                    ("supplier_part_id", SQLValue(line.supplierPartID)), ("quantity", SQLValue(line.quantity)),
                    ("unit_of_measure", SQLValue(line.unitOfMeasure)), ("unit_price", SQLValue(line.unitPrice)),
                    ("price_basis", SQLValue(line.priceBasis)), ("stated_amount", SQLValue(units: line.statedAmount)),
                    ("tax", SQLValue(units: line.tax)), ("tax_rate", SQLValue(line.taxRate)),
                ])
        }
    }

    private func insertPayments(of invoice: Invoice) throws {
        for (position, payment) in invoice.payments.enumerated() {
            try insert(
                "invoice_payments",
                [
                    ("invoice_id", SQLValue(invoice.id)), ("position", SQLValue(position)),
                    ("amount", .integer(payment.amount.minorUnits)), ("paid_on", SQLValue(payment.paidOn.text)),
                    ("reference", SQLValue(payment.reference)), ("source", SQLValue(payment.source.rawValue)),
                ])
        }
    }

    // MARK: Tolerances

    package func matchTolerance(of supplier: Identifier<Supplier>) throws -> MatchTolerance? {
        try sql.first(
            """
            SELECT depth, amount, freight, currency, percent, over_percent, tax_units FROM match_tolerances WHERE supplier_id = ?1
            """, [SQLValue(supplier)]
        ) { row in
            var read = RowReader(row)
            let depth: MatchTolerance.Depth = try read.word()
            let (amount, freight) = (read.optionalInteger(), read.optionalInteger())
            let currency = read.optionalText().flatMap { Currency($0) }
            func money(_ units: Int?) -> Money? {
                guard let units, let currency else { return nil }
                return Money(minorUnits: Int64(units), currency: currency)
            }
            let percent = read.optionalDecimal()
            return MatchTolerance(
                depth: depth, amount: money(amount), percent: percent, over: OverLimit(percent: try read.decimal()),
                taxMinorUnits: Int64(try read.integer()), freight: money(freight))
        }
    }

    package func save(_ tolerance: MatchTolerance, of supplier: Identifier<Supplier>) throws {
        try sql.execute("DELETE FROM match_tolerances WHERE supplier_id = ?1", [SQLValue(supplier)])
        try insert(
            "match_tolerances",
            [
                ("supplier_id", SQLValue(supplier)), ("depth", SQLValue(tolerance.depth.rawValue)),
                ("amount", SQLValue(units: tolerance.amount)), ("freight", SQLValue(units: tolerance.freight)),
                ("currency", SQLValue((tolerance.amount ?? tolerance.freight)?.currency.code)),
                ("percent", SQLValue(tolerance.percent)), ("over_percent", SQLValue(tolerance.over.percent)),
                ("tax_units", SQLValue(Int(tolerance.taxMinorUnits))),
            ])
    }
}
