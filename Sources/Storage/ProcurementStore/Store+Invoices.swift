import Database
package import Procurement

extension Store {
    private static let invoiceColumns = """
        id, status, match, origin, kind, supplier_id, number, invoice_date, payment_terms, stated_due_date, currency, subtotal,
        freight, charges, discount, tax, total, original_id, original_number, owner_id, legal_entity_id, reason, comment,
        source_payload_id, remarks, created_at, updated_at, submitted_at, accepted_at, version,
        bank_account_id
        """

    // MARK: Reading

    package func invoice(_ id: Identifier<Invoice>) throws -> Invoice? {
        try withParts(
            try sql.query("SELECT \(Self.invoiceColumns) FROM invoices WHERE id = ?1", [SQLValue(id)], Self.invoice)
        ).first
    }

    /// What a filter lets through, from a cursor on.
    private static func conditions(
        of filter: InvoiceFilter, after: String? = nil
    ) -> (text: String, values: [SQLValue]) {
        var conditions = ["id < ?1"]
        var values = [SQLValue(after ?? Self.afterEveryID)]
        if let status = filter.status {
            values.append(SQLValue(status.rawValue))
            conditions.append("status = ?\(values.count)")
        }
        if let supplier = filter.supplierID {
            values.append(SQLValue(supplier))
            conditions.append("supplier_id = ?\(values.count)")
        }
        if let view = filter.supplierView {
            conditions.append("origin = 'portal'")
            if let entity = view.legalEntityID {
                values.append(SQLValue(entity))
                conditions.append("legal_entity_id = ?\(values.count)")
            }
            if let search = view.search {
                values.append(.text("%\(Self.escapedLike(search))%"))
                conditions.append("number LIKE ?\(values.count) ESCAPE '!'")
            }
        } else {
            // What a supplier has not sent is nobody else's.
            conditions.append("(origin <> 'portal' OR submitted_at IS NOT NULL)")
        }
        if let order = filter.orderID {
            values.append(SQLValue(order))
            conditions.append("id IN (SELECT invoice_id FROM invoice_lines WHERE order_id = ?\(values.count))")
        }
        if let match = filter.match {
            values.append(SQLValue(match.rawValue))
            conditions.append("match = ?\(values.count)")
        }
        if let owner = filter.ownerID {
            values.append(SQLValue(owner))
            conditions.append("owner_id = ?\(values.count)")
        }
        if let number = filter.number {
            values.append(SQLValue(Invoice.comparable(number)))
            conditions.append("number_key = ?\(values.count)")
        }
        if let day = filter.dueThrough {
            values.append(SQLValue(day.text))
            conditions.append("status = 'accepted' AND due_date <= ?\(values.count)")
        }
        if let limits = filter.orderLimits { conditions.append(limits.limitConditionOfInvoices(&values)) }
        return (conditions.joined(separator: " AND "), values)
    }

    /// How many a filter lets through, counted up to `most`.
    package func countInvoices(_ filter: InvoiceFilter, upTo most: Int) throws -> Int {
        let (condition, values) = Self.conditions(of: filter)
        return try sql.first(
            "SELECT count(*) FROM (SELECT 1 FROM invoices WHERE \(condition) LIMIT \(most))", values
        ) { try $0.integer(0) } ?? 0
    }

    /// Newest first.
    package func invoices(_ filter: InvoiceFilter, _ page: PageRequest) throws -> Page<Invoice> {
        let (condition, values) = Self.conditions(of: filter, after: page.after)
        let rows = try sql.query(
            """
            SELECT \(Self.invoiceColumns) FROM invoices WHERE \(condition)
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, values, Self.invoice)
        let found = Page(reading: rows, limit: page.limit) { $0.id.text }
        return Page(items: try withParts(found.items), hasMore: found.hasMore, nextCursor: found.nextCursor)
    }

    /// All that bill an order, oldest first, but one that is known already.
    package func invoices(
        of order: Identifier<PurchaseOrder>, besides known: Identifier<Invoice>? = nil
    ) throws -> [Invoice] {
        try withParts(
            try sql.query(
                """
                SELECT \(Self.invoiceColumns) FROM invoices
                WHERE id IN (SELECT invoice_id FROM invoice_lines WHERE order_id = ?1) AND id IS NOT ?2 ORDER BY id
                """, [SQLValue(order), SQLValue(known)], Self.invoice))
    }

    /// Those that bill an order and are owed: accepted, and perhaps paid.
    func owedInvoices(of order: Identifier<PurchaseOrder>) throws -> [Invoice] {
        try withParts(
            try sql.query(
                """
                SELECT \(Self.invoiceColumns) FROM invoices
                WHERE id IN (SELECT invoice_id FROM invoice_lines WHERE order_id = ?1) AND status IN ('accepted', 'paid')
                """, [SQLValue(order)], Self.invoice))
    }

    /// Whose account an invoice is, without reading all of it; `nil` for one that did not come by the portal.
    package func supplier(ofAccount id: Identifier<Invoice>) throws -> Identifier<Supplier>? {
        try sql.first("SELECT supplier_id FROM invoices WHERE id = ?1 AND origin = 'portal'", [SQLValue(id)]) {
            Identifier(trusted: try $0.text(0))
        }
    }

    /// The invoice of this supplier that has the number already, in any spelling.
    package func invoice(of supplier: Identifier<Supplier>, number: String) throws -> Identifier<Invoice>? {
        try sql.first(
            "SELECT id FROM invoices WHERE supplier_id = ?1 AND number_key = ?2 AND status NOT IN ('void', 'rejected')",
            [SQLValue(supplier), SQLValue(Invoice.comparable(number))]
        ) { Identifier(trusted: try $0.text(0)) }
    }

    /// The invoice of this supplier that a document brought.
    package func invoice(
        of supplier: Identifier<Supplier>, document payloadID: String
    ) throws -> Identifier<Invoice>? {
        try sql.first(
            "SELECT id FROM invoices WHERE source_payload_id = ?1 AND supplier_id = ?2 ORDER BY id DESC LIMIT 1",
            [SQLValue(payloadID), SQLValue(supplier)]
        ) { Identifier(trusted: try $0.text(0)) }
    }

    package func findings(of invoice: Identifier<Invoice>) throws -> [MatchFinding] {
        try sql.query(
            """
            SELECT kind, line_number, expected, actual, message, is_exception FROM invoice_findings
            WHERE invoice_id = ?1 ORDER BY position
            """, [SQLValue(invoice)]
        ) { row in
            var read = RowReader(row)
            return MatchFinding(
                kind: try read.word(), lineNumber: read.optionalInteger(), expected: try read.text(), actual: try read.text(),
                message: try read.text(), isException: try read.bool())
        }
    }

    private static func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw StoredValueError(description: "“\(text)” is not a day.") }
        return day
    }

    private static func invoice(_ row: any SQLRow) throws -> Invoice {
        var read = RowReader(row)
        let id: Identifier<Invoice> = try read.id()
        let status: Invoice.Status = try read.word()
        let match: MatchStatus = try read.word()
        let origin: Invoice.Origin = try read.word()
        let kind: Invoice.Kind = try read.word()
        let supplier: Identifier<Supplier> = try read.id()
        let number = try read.text()
        let date = try day(try read.text())
        let terms = read.optionalText().flatMap { PaymentTerms($0) }
        let due = try read.optionalText().map(day)
        let currency = try read.currency()
        func money(_ units: Int?) -> Money? { units.map { Money(minorUnits: Int64($0), currency: currency) } }
        let subtotal = Money(minorUnits: Int64(try read.integer()), currency: currency)
        let (freight, charges, discount) = (
            read.optionalInteger(), read.optionalInteger(), read.optionalInteger()
        )
        let tax = read.optionalInteger()
        let total = Money(minorUnits: Int64(try read.integer()), currency: currency)
        let original: Identifier<Invoice>? = read.optionalID()
        let originalNumber = read.optionalText()
        let owner: Identifier<User>? = read.optionalID()
        let entity: Identifier<LegalEntity>? = read.optionalID()
        let (reason, comment, payload) = (read.optionalText(), read.optionalText(), read.optionalText())
        let remarks = try read.text().split(separator: "\n").map(String.init)
        var invoice = Invoice(
            id: id, origin: origin, kind: kind, supplierID: supplier, number: number, invoiceDate: date, currency: currency,
            lines: [],
            totals: InvoiceTotals(
                subtotal: subtotal, freight: money(freight), charges: money(charges), discount: money(discount), tax: money(tax),
                total: total), createdAt: try read.date())
        (invoice.status, invoice.match) = (status, match)
        (invoice.paymentTerms, invoice.statedDueDate) = (terms, due)
        (invoice.originalID, invoice.originalNumber, invoice.ownerID) = (original, originalNumber, owner)
        (invoice.legalEntityID, invoice.reason, invoice.comment, invoice.sourcePayloadID) = (entity, reason, comment, payload)
        invoice.remarks = remarks
        invoice.updatedAt = try read.date()
        invoice.submittedAt = read.optionalDate()
        invoice.acceptedAt = read.optionalDate()
        invoice.version = try read.integer()
        invoice.bankAccountID = read.optionalID()
        return invoice
    }

    private func withParts(_ invoices: [Invoice]) throws -> [Invoice] {
        try invoices.map { invoice in
            var invoice = invoice
            let currency = invoice.currency
            invoice.lines = try sql.query(
                """
                SELECT line_number, order_id, order_line_number, description, supplier_part_id, quantity, unit_of_measure,
                    unit_price, price_basis, stated_amount, tax, tax_rate
                FROM invoice_lines WHERE invoice_id = ?1 ORDER BY position
                """, [SQLValue(invoice.id)]
            ) { try Self.invoiceLine($0, currency) }
            invoice.payments = try sql.query(
                "SELECT amount, paid_on, reference, source FROM invoice_payments WHERE invoice_id = ?1 ORDER BY position",
                [SQLValue(invoice.id)]
            ) { row in
                var read = RowReader(row)
                return InvoicePayment(
                    amount: Money(minorUnits: Int64(try read.integer()), currency: currency),
                    paidOn: try Self.day(try read.text()),
                    reference: read.optionalText(), source: try read.word())
            }
            return invoice
        }
    }

    private static func invoiceLine(_ row: any SQLRow, _ currency: Currency) throws -> InvoiceLine {
        var read = RowReader(row)
        func money(_ units: Int?) -> Money? { units.map { Money(minorUnits: Int64($0), currency: currency) } }
        return InvoiceLine(
            lineNumber: try read.integer(), orderID: read.optionalID(), orderLineNumber: read.optionalInteger(),
            description: try read.text(), supplierPartID: read.optionalText(), quantity: try read.decimal(),
            unitOfMeasure: read.optionalText(), unitPrice: try read.decimal(), priceBasis: try read.decimal(),
            statedAmount: money(read.optionalInteger()), tax: money(read.optionalInteger()), taxRate: read.optionalDecimal())
    }
}

extension OrderFilter {
    /// Whether an invoice bills any order within the limits; one that bills none is for everybody, unless a legal entity is known
    /// that they leave out.
    fileprivate func limitConditionOfInvoices(_ arguments: inout [SQLValue]) -> String {
        var known = ""
        if let legalEntityIDs {
            let places = legalEntityIDs.map(\.text).sorted().map { id in
                arguments.append(.text(id))
                return "?\(arguments.count)"
            }
            known = "AND coalesce(invoices.legal_entity_id, '') IN ('', \(places.joined(separator: ", ")))"
        }
        return """
            ((NOT EXISTS (SELECT 1 FROM invoice_lines b WHERE b.invoice_id = invoices.id AND b.order_id IS NOT NULL) \(known))
            OR EXISTS (SELECT 1 FROM invoice_lines b JOIN purchase_orders ON purchase_orders.id = b.order_id
            WHERE b.invoice_id = invoices.id AND \(limitCondition(&arguments))))
            """
    }
}
