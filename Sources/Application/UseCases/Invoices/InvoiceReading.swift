import FoundationEssentials
import Procurement
import ProcurementStore

/// Makes an invoice of what was entered, and tells everything that is wrong with it at once.
struct InvoiceReading {
    private let work: UnitOfWork
    private var checks = FieldChecks()

    private static let lineLimit = 1000

    /// The supplier that writes it itself, in the portal: with its own orders only, and perhaps without a number yet.
    private let portal: Identifier<Supplier>?

    init(_ work: UnitOfWork, portal: Identifier<Supplier>? = nil) {
        self.work = work
        self.portal = portal
    }

    mutating func invoice(_ entry: InvoiceEntry, id: Identifier<Invoice>, origin: Invoice.Origin) throws -> Invoice {
        let number =
            portal == nil
            ? checks.text(entry.number, "/number", "The invoice number", limit: 100)
            : checks.optionalText(entry.number, "/number", "The number", limit: 100) ?? ""
        let supplier = try supplier(entry.supplierID)
        let isUndated = portal != nil && entry.invoiceDate.isEmpty
        let date = isUndated ? Day(work.now) : day(entry.invoiceDate, "/invoice_date", "The invoice date")
        let due = entry.dueDate.flatMap { day($0, "/due_date", "The due date") }
        if let date, let due, due < date { checks.add("/due_date", "invalid", "The due date is before the invoice date.") }
        let currency = Currency(entry.currency)
        if currency == nil { checks.add("/currency", "invalid", "Write the currency as three letters: USD.") }
        let terms = entry.paymentTerms.flatMap(PaymentTerms.init)
        if entry.paymentTerms != nil, terms == nil {
            checks.add("/payment_terms", "invalid", "Write payment terms as NET 30 or 2/10 NET 30.")
        }
        let unit = currency ?? .usd
        let lines = try lines(entry.lines, unit)
        let totals = totals(entry, lines, unit)
        let comment = checks.optionalText(entry.comment, "/comment", "The comment", limit: 2000)
        let original = checks.optionalText(entry.originalNumber, "/original_number", "The original's number", limit: 100)
        try checks.finish()
        guard let supplier, let date, let totals else { throw Refusal.invalid(checks.problems) }
        var invoice = Invoice(
            id: id, origin: origin, kind: entry.kind, supplierID: supplier, number: number, invoiceDate: date, currency: unit,
            lines: lines, totals: totals, createdAt: work.now)
        (invoice.paymentTerms, invoice.statedDueDate, invoice.comment) = (terms, due, comment)
        invoice.originalNumber = original
        invoice.originalID = try original.flatMap { try work.store.invoice(of: supplier, number: $0) }
        return invoice
    }

    private mutating func supplier(_ text: String) throws -> Identifier<Supplier>? {
        guard let id = Identifier<Supplier>(text), try work.store.supplier(id) != nil else {
            checks.add("/supplier_id", "not-found", "There is no supplier “\(text)”.")
            return nil
        }
        return id
    }

    private mutating func day(_ text: String, _ pointer: String, _ label: String) -> Day? {
        let day = Day(text)
        if day == nil { checks.add(pointer, "invalid", "\(label) must be a day written as 2026-01-31.") }
        return day
    }

    private mutating func money(_ text: String?, _ pointer: String, _ currency: Currency) -> Money? {
        guard let text else { return nil }
        guard let exact = ExactNumber.parse(text), let money = Money(exact, currency), money.amount == exact else {
            checks.add(
                pointer, "invalid",
                "“\(text)” is no amount in \(currency). Write digits, a point and at most \(currency.digits) more.")
            return nil
        }
        return money
    }

    private mutating func lines(_ entries: [InvoiceEntry.Line], _ currency: Currency) throws -> [InvoiceLine] {
        if entries.isEmpty { checks.add("/lines", "required", "The invoice needs at least one line.") }
        if entries.count > Self.lineLimit { checks.add("/lines", "too-many", "An invoice has at most \(Self.lineLimit) lines.") }
        var orders: [String: PurchaseOrder?] = [:]
        return try entries.prefix(Self.lineLimit).enumerated().map { position, entry in
            let pointer = "/lines/\(position)"
            var order: PurchaseOrder?
            if let text = entry.orderID {
                order = try orders[text] ?? Identifier<PurchaseOrder>(text).flatMap(find)
                orders[text] = .some(order)
                if order == nil {
                    checks.add("\(pointer)/purchase_order_id", "not-found", "There is no purchase order “\(text)”.")
                } else if let number = entry.orderLineNumber, order?.line(number) == nil {
                    checks.add("\(pointer)/purchase_order_line", "not-found", "The order has no line \(number).")
                }
            }
            check(entry, of: order, currency, pointer)
            if entry.quantity == 0 { checks.add("\(pointer)/quantity", "invalid", "The quantity is not zero.") }
            if entry.unitPrice < 0 {
                checks.add("\(pointer)/unit_price", "invalid", "The price is 0 or above. Credit by quantity.")
            }
            if entry.priceBasis <= 0 { checks.add("\(pointer)/price_basis", "invalid", "The price basis is above zero.") }
            let line = InvoiceLine(
                lineNumber: position + 1, orderID: order?.id, orderLineNumber: entry.orderLineNumber,
                description: checks.optionalText(entry.description, "\(pointer)/description", "The description", limit: 2000)
                    ?? "",
                supplierPartID: checks.optionalText(entry.supplierPartID, "\(pointer)/supplier_part_id", "The part number"),
                quantity: entry.quantity,
                unitOfMeasure: checks.optionalText(entry.unitOfMeasure, "\(pointer)/unit_of_measure", "The unit", limit: 32),
                unitPrice: entry.unitPrice, priceBasis: entry.priceBasis,
                statedAmount: money(entry.amount, "\(pointer)/amount", currency),
                tax: money(entry.tax, "\(pointer)/tax", currency),
                taxRate: entry.taxRate)
            if line.amount(in: currency) == nil {
                checks.add("\(pointer)/quantity", "too-large", "The amount is too large to count.")
            }
            return line
        }
    }

    /// An order that a line may name.
    private func find(_ id: Identifier<PurchaseOrder>) throws -> PurchaseOrder? {
        try portal.map { try work.store.order(id, of: $0) } ?? work.store.order(id)
    }

    /// What a supplier's own lines keep to beyond what everybody's do.
    private mutating func check(
        _ entry: InvoiceEntry.Line, of order: PurchaseOrder?, _ currency: Currency, _ pointer: String
    ) {
        if let stated = entry.currency, stated != currency.code {
            checks.add(
                "\(pointer)/currency", "currency-mismatch",
                "The line is in \(stated.prefix(10)), the account in \(currency). Write an account of its own for the other currency."
            )
        }
        guard portal != nil else { return }
        if let order, order.currency != currency {
            checks.add(
                "\(pointer)/purchase_order_id", "currency-mismatch",
                "\(order.number ?? "The order") is in \(order.currency), the account in \(currency). Bill it by an account of its own."
            )
        }
        if entry.quantity < 0 {
            checks.add(
                "\(pointer)/quantity", "invalid", "The quantity is above zero. Take a line out that is not to be billed.")
        }
        if order == nil, entry.description?.allSatisfy(\.isWhitespace) ?? true {
            checks.add("\(pointer)/description", "required", "Say what the line bills, since it names no order.")
        }
    }

    private mutating func totals(_ entry: InvoiceEntry, _ lines: [InvoiceLine], _ currency: Currency) -> InvoiceTotals? {
        let sum = lines.reduce(Money?.some(.zero(currency))) { sum, line in
            line.amount(in: currency).flatMap { sum?.adding($0) }
        }
        guard let subtotal = money(entry.subtotal, "/subtotal", currency) ?? sum else {
            checks.add("/lines", "too-large", "The sum is too large to count.")
            return nil
        }
        var totals = InvoiceTotals(
            subtotal: subtotal, freight: money(entry.freight, "/freight", currency),
            charges: money(entry.charges, "/charges", currency), discount: money(entry.discount, "/discount", currency),
            tax: money(entry.tax, "/tax", currency), total: subtotal)
        totals.total = money(entry.total, "/total", currency) ?? totals.computedTotal ?? subtotal
        return totals
    }
}
