import FoundationEssentials
import Procurement
import ProcurementStore

/// Invoices as rows, one a line. They come in as drafts, to be submitted and matched; how they stand is told when they are given out.
///
/// A line is coded as the order line that it bills: its own fields are told, and taken in when they say the same.
enum InvoiceTable {
    static let columns = [
        "invoice", "supplier", "kind", "status", "invoice_date", "due_date", "payment_terms", "currency", "subtotal", "freight",
        "charges", "discount", "tax", "total", "original_number", "comment", "purchase_order", "purchase_order_line",
        "description",
        "supplier_part_id", "quantity", "unit_of_measure", "unit_price", "price_basis", "amount", "line_tax", "tax_rate",
    ]

    /// A row to show how the columns are meant.
    static let example = [
        "R-17", "Amazon Business", "standard", "", "2026-01-31", "", "NET 30", "USD", "", "", "", "", "", "", "", "", "PO-1", "1",
        "Copy paper", "", "2", "EA", "19.95", "", "", "", "",
    ]

    static func take(_ rows: inout TableRows, in work: UnitOfWork) throws -> ImportOutcome {
        var suppliers: [String: [Identifier<Supplier>]] = [:]
        for supplier in try work.store.suppliers() { suppliers[supplier.name.lowercased(), default: []].append(supplier.id) }
        return try DocumentRows.take(&rows, by: "invoice", in: work) { document in
            do {
                _ = try EnterInvoice(try entry(document, suppliers, work), origin: .rest).perform(in: work)
            } catch Refusal.invalid(let found) {
                throw Refusal.invalid(found.map(named))
            }
            return true
        }
    }

    /// With the columns' names in place of the fields'.
    private static func named(_ problem: FieldProblem) -> FieldProblem {
        var problem = problem
        if problem.pointer == "/number" { problem.pointer = "/invoice" }
        if problem.pointer == "/supplier_id" { problem.pointer = "/supplier" }
        if problem.pointer.hasPrefix("/lines/"), problem.pointer.hasSuffix("/tax") {
            problem.pointer = String(problem.pointer.dropLast(3)) + "line_tax"
        }
        return problem
    }

    private static func entry(
        _ rows: [SpreadsheetRow], _ suppliers: [String: [Identifier<Supplier>]], _ work: UnitOfWork
    ) throws -> InvoiceEntry {
        let head = rows[0]
        var checks = FieldChecks()
        let name = head.cell("supplier") ?? ""
        let found = suppliers[name.lowercased()] ?? []
        if found.count != 1 {
            let problem =
                found.isEmpty
                ? "There is no supplier “\(name.prefix(80))”." : "“\(name)” is the name of \(found.count) suppliers."
            checks.add("/supplier", found.isEmpty ? "not-found" : "ambiguous", "\(problem) Add it first, or correct the cell.")
        }
        let kind = Invoice.Kind(rawValue: head.cell("kind") ?? "standard")
        if kind == nil { checks.add("/kind", "invalid", "Write standard, credit_note or debit_note.") }
        let lines = try rows.enumerated().map { try line($0.element, "/lines/\($0.offset)", work, &checks) }
        try checks.finish()
        return InvoiceEntry(
            supplierID: found.first?.text ?? "", number: head.cell("invoice") ?? "", kind: kind ?? .standard,
            invoiceDate: head.cell("invoice_date") ?? "", paymentTerms: head.cell("payment_terms"),
            dueDate: head.cell("due_date"),
            currency: head.cell("currency") ?? "", lines: lines, freight: head.cell("freight"), charges: head.cell("charges"),
            discount: head.cell("discount"), tax: head.cell("tax"), subtotal: head.cell("subtotal"), total: head.cell("total"),
            originalNumber: head.cell("original_number"), comment: head.cell("comment"))
    }

    private static func line(
        _ row: SpreadsheetRow, _ place: String, _ work: UnitOfWork, _ checks: inout FieldChecks
    ) throws -> InvoiceEntry.Line {
        func number(_ column: String, else other: Decimal?) -> Decimal? {
            guard let text = row.cell(column) else {
                if other == nil, column != "tax_rate" {
                    checks.add("\(place)/\(column)", "required", "\(column) is missing. Fill the cell.")
                }
                return other
            }
            let value = ExactNumber.parse(text)
            if value == nil {
                checks.add(
                    "\(place)/\(column)", "invalid",
                    "“\(text.prefix(40))” is no number. Write digits with a point, for example 12.50.")
            }
            return value
        }
        var order: PurchaseOrder?
        if let text = row.cell("purchase_order") {
            order = try work.store.order(number: text)
            if order == nil {
                checks.add(
                    "\(place)/purchase_order", "not-found",
                    "There is no order “\(text.prefix(60))”. Correct the number, or leave it out.")
            }
        }
        let lineNumber = row.cell("purchase_order_line").flatMap { Int($0) }
        if row.cell("purchase_order_line") != nil, lineNumber == nil {
            checks.add("\(place)/purchase_order_line", "invalid", "The order's line is a whole number.")
        }
        try checkOwnFields(row, place, of: lineNumber, in: order, work, &checks)
        return InvoiceEntry.Line(
            orderID: order?.id.text, orderLineNumber: lineNumber, description: row.cell("description"),
            supplierPartID: row.cell("supplier_part_id"), quantity: number("quantity", else: nil) ?? 1,
            unitOfMeasure: row.cell("unit_of_measure"), unitPrice: number("unit_price", else: nil) ?? 0,
            priceBasis: number("price_basis", else: 1) ?? 1, amount: row.cell("amount"), tax: row.cell("line_tax"),
            taxRate: row.cell("tax_rate") == nil ? nil : number("tax_rate", else: nil))
    }

    /// What holds for a line of an order, or for all of it.
    private static func coding(of number: Int?, in order: PurchaseOrder?) -> Coding {
        guard let order else { return Coding() }
        return number.flatMap(order.line)?.coding.over(order.coding) ?? order.coding
    }

    /// Refuses what a line says otherwise than the order that it bills.
    private static func checkOwnFields(
        _ row: SpreadsheetRow, _ place: String, of number: Int?, in order: PurchaseOrder?, _ work: UnitOfWork,
        _ checks: inout FieldChecks
    ) throws {
        guard row.cells.keys.contains(where: { $0.hasPrefix("line_own_field:") }) else { return }
        let fields = try work.columnFields()
        let known = coding(of: number, in: order).ownFields
        for (key, value) in OwnFieldColumns.read(row, place, "line_", fields, &checks) where known[key] != value {
            let says = known[key].map { "where it is “\($0)”" } ?? "which has no value there"
            checks.add(
                "\(place)/line_own_field:\(key)", "mismatch",
                order == nil
                    ? "A line takes its own fields from the order that it bills, and this one names none. Leave the cell empty."
                    : "A line takes its own fields from the order that it bills, \(says). Leave the cell empty, or change the order."
            )
        }
    }

    // MARK: Giving out

    /// The rows of one invoice.
    static func rows(of invoice: Invoice, _ view: View) throws -> [[String]] {
        let totals = invoice.totals
        let head: [String?] = [
            invoice.number, try view.store.supplier(invoice.supplierID)?.name, invoice.kind.rawValue, invoice.status.rawValue,
            invoice.invoiceDate.text, invoice.statedDueDate?.text, invoice.paymentTerms?.description, invoice.currency.code,
            totals.subtotal.text, totals.freight?.text, totals.charges?.text, totals.discount?.text, totals.tax?.text,
            totals.total.text, invoice.originalNumber, invoice.comment,
        ]
        var orders: [Identifier<PurchaseOrder>: PurchaseOrder] = [:]
        for id in invoice.orderIDs { orders[id] = try view.store.order(id) }
        let ownFields = try view.columnFields()
        return invoice.lines.map { line in
            let order = line.orderID.flatMap { orders[$0] }
            let fields: [String?] = [
                order?.number, line.orderLineNumber.map { String($0) }, line.description,
                line.supplierPartID,
                ExactNumber.text(line.quantity), line.unitOfMeasure, ExactNumber.text(line.unitPrice),
                ExactNumber.text(line.priceBasis), line.statedAmount?.text, line.tax?.text, line.taxRate.map(ExactNumber.text),
            ]
            let own = OwnFieldColumns.cells(coding(of: line.orderLineNumber, in: order), ownFields)
            return (head + fields + own).map { $0 ?? "" }
        }
    }
}
