import Database
import FoundationEssentials
package import Procurement
package import VendorCentral

extension Store {
    private static let vendorBillColumns = """
        b.id, b.connection_id, b.order_id, b.number, b.kind, b.status, b.issued_at, b.total, b.currency, b.content, b.credits,
        b.payment, b.paid, b.variances, b.payment_read_at, b.created_at, o.number, o.programme, c.marketplace_id
        """
    private static let fromVendorBills = """
        FROM vendor_invoices b JOIN vendor_orders o ON o.id = b.order_id JOIN vendor_connections c ON c.id = b.connection_id
        """

    private static func vendorBill(_ row: any SQLRow) throws -> VendorBill {
        var read = RowReader(row)
        let (id, connection, order) = (
            try read.id(VendorBill.self), try read.id(VendorConnection.self), try read.id(VendorOrder.self)
        )
        let (number, kind, status) = (
            try read.text(), try read.word(VendorInvoice.Kind.self), try read.word(VendorBill.Status.self)
        )
        let (date, units, currency, content) = (try read.date(), try read.integer(), try read.currency(), try read.text())
        let credits = read.optionalText()
        let payment = read.optionalText().flatMap { VendorBill.Payment(rawValue: $0) }
        let paid = read.optionalInteger().map { Money(minorUnits: Int64($0), currency: currency) }
        let (variances, readAt, createdAt) = (try read.lines(), read.optionalDate(), try read.date())
        var invoice = VendorInvoice(
            kind: kind, number: number, date: date, total: Money(minorUnits: Int64(units), currency: currency), lines: [])
        try invoice.unpack(content, order: try read.text())
        var bill = VendorBill(
            id: id, connection: connection, order: order, status: status, invoice: invoice, credits: credits,
            createdAt: createdAt)
        (bill.payment, bill.paid, bill.variances, bill.paymentReadAt) = (payment, paid, variances, readAt)
        bill.programme = try read.word(Programme.self)
        bill.isPaymentAsked = read.optionalText() != nil
        return bill
    }

    package func vendorBill(_ id: Identifier<VendorBill>) throws -> VendorBill? {
        try sql.first(
            "SELECT \(Self.vendorBillColumns) \(Self.fromVendorBills) WHERE b.id = ?1", [SQLValue(id)], Self.vendorBill)
    }

    package func vendorBill(number: String, of connection: Identifier<VendorConnection>) throws -> VendorBill? {
        try sql.first(
            "SELECT \(Self.vendorBillColumns) \(Self.fromVendorBills) WHERE b.connection_id = ?1 AND b.number = ?2",
            [SQLValue(connection), SQLValue(number)], Self.vendorBill)
    }

    /// Newest first.
    package func vendorBills(_ filter: VendorBillFilter, _ page: PageRequest) throws -> Page<VendorBill> {
        var conditions = ["b.id < ?1"]
        var arguments = [SQLValue(page.after ?? Self.afterEveryID)]
        func add(_ column: String, _ value: SQLValue) {
            arguments.append(value)
            conditions.append("\(column) = ?\(arguments.count)")
        }
        if let order = filter.order { add("b.order_id", SQLValue(order)) }
        if let payment = filter.payment { add("b.payment", SQLValue(payment.rawValue)) }
        if let status = filter.status { add("b.status", SQLValue(status.rawValue)) }
        let rows = try sql.query(
            """
            SELECT \(Self.vendorBillColumns) \(Self.fromVendorBills) WHERE \(conditions.joined(separator: " AND "))
            ORDER BY b.id DESC LIMIT \(page.limit + 1)
            """, arguments, Self.vendorBill)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// How many Amazon speaks so of, up to 1,000.
    package func countVendorBills(_ payment: VendorBill.Payment) throws -> Int {
        try sql.first(
            "SELECT count(*) FROM (SELECT 1 FROM vendor_invoices WHERE payment = ?1 LIMIT 1000)", [SQLValue(payment.rawValue)]
        ) { try $0.integer(0) } ?? 0
    }

    package func save(_ bill: VendorBill) throws {
        try upsert(
            "vendor_invoices",
            [
                ("id", SQLValue(bill.id)), ("connection_id", SQLValue(bill.connection)), ("order_id", SQLValue(bill.order)),
                ("number", SQLValue(bill.invoice.number)), ("kind", SQLValue(bill.invoice.kind.rawValue)),
                ("status", SQLValue(bill.status.rawValue)), ("issued_at", SQLValue(bill.invoice.date)),
                ("total", .integer(bill.invoice.total.minorUnits)), ("currency", SQLValue(bill.invoice.total.currency.code)),
                ("content", SQLValue(bill.invoice.packed)), ("credits", SQLValue(bill.credits)),
                ("payment", SQLValue(bill.payment?.rawValue)), ("paid", SQLValue(units: bill.paid)),
                ("variances", SQLValue(lines: bill.variances)), ("payment_read_at", SQLValue(bill.paymentReadAt)),
                ("created_at", SQLValue(bill.createdAt)),
            ])
    }
}

extension VendorInvoice {
    fileprivate var packed: String {
        var packing = Packing()
        for line in lines {
            packing.add(
                "l", line.line, String(line.quantity), ExactNumber.text(line.netCost.amount), line.netCost.currency.code)
            for tax in line.taxes { tax.pack("t", into: &packing) }
        }
        for tax in taxes { tax.pack("x", into: &packing) }
        return packing.text
    }

    fileprivate mutating func unpack(_ text: String, order: String) throws {
        for record in PackedRecord.read(text) {
            switch record.kind {
            case "l":
                let cost = VendorPrice(record.decimal(2) ?? 0, try record.currency(3))
                lines.append(Line(order: order, line: record.text(0), quantity: try record.integer(1), netCost: cost))
            case "t" where !lines.isEmpty: lines[lines.count - 1].taxes.append(try Tax(record, total.currency))
            case "x": taxes.append(try Tax(record, total.currency))
            default: break
            }
        }
    }
}

extension VendorInvoice.Tax {
    fileprivate func pack(_ kind: String, into packing: inout Packing) {
        packing.add(kind, ExactNumber.text(rate), String(taxable.minorUnits), String(amount.minorUnits))
    }

    fileprivate init(_ record: PackedRecord, _ currency: Currency) throws {
        self.init(
            rate: record.decimal(0) ?? 0, taxable: Money(minorUnits: Int64(try record.integer(1)), currency: currency),
            amount: Money(minorUnits: Int64(try record.integer(2)), currency: currency))
    }
}
