import FoundationEssentials
import Procurement
import ProcurementStore

/// Makes an invoice of what was read in a document, and tells everything that is wrong with it at once. Amounts stay as the
/// supplier wrote them, but for the sign of credit notes, which are written above zero.
struct InvoiceMaking {
    private let work: UnitOfWork
    private let entry: InboxEntry
    private let proposal: ProposedInvoice
    private var checks = FieldChecks()
    private var remarks: [String]
    private var orders: [OrderReference: PurchaseOrder?] = [:]

    private static let lineLimit = 1000

    init(_ work: UnitOfWork, _ entry: InboxEntry) {
        (self.work, self.entry) = (work, entry)
        proposal = entry.proposal ?? ProposedInvoice(.none)
        remarks = proposal.remarks
    }

    private var isCredit: Bool { proposal.kind == .creditNote }

    mutating func invoice(id: Identifier<Invoice>) throws -> Invoice {
        let number = checks.text(proposal[.number] ?? "", "/number", "The invoice number", limit: 100)
        if entry.supplierID == nil { checks.add("/supplier_id", "required", "Choose the supplier.") }
        let date = proposal.invoiceDate
        if date == nil { checks.add("/invoice_date", "required", "The invoice date is missing. Enter it.") }
        let currency = proposal.currency
        if currency == nil { checks.add("/currency", "required", "The currency is missing. Enter three letters: USD.") }
        let unit = currency ?? .usd
        if let date, let due = proposal.dueDate, due < date {
            checks.add("/due_date", "invalid", "The due date is before the invoice date.")
        }
        let lines = try lines(unit)
        let totals = totals(unit, lines)
        let note = checks.optionalText(
            proposal[.note].map { String($0.replacing("\n", with: " ").prefix(2000)) }, "/note", "The note", limit: 2000)
        try checks.finish()
        guard let supplier = entry.supplierID, let date, let totals else { throw Refusal.invalid(checks.problems) }
        var invoice = Invoice(
            id: id, origin: entry.channel == .mail ? .mail : .upload, kind: proposal.kind, supplierID: supplier, number: number,
            invoiceDate: date, currency: unit, lines: lines, totals: totals, createdAt: work.now)
        (invoice.paymentTerms, invoice.comment) = (proposal[.paymentTerms].flatMap { PaymentTerms($0) }, note)
        (invoice.statedDueDate, invoice.sourcePayloadID) = (proposal.dueDate, proposal[.payloadID])
        invoice.originalNumber = proposal[.originalNumber].map { String($0.prefix(100)) }
        invoice.originalID = try invoice.originalNumber.flatMap { try work.store.invoice(of: supplier, number: $0) }
        invoice.remarks = remarks
        return invoice
    }

    // MARK: Amounts

    /// The amount with the sign of the document's kind. What has more digits than the currency is rounded, and said.
    private mutating func money(_ text: String?, _ pointer: String, _ name: String, _ currency: Currency) -> Money? {
        guard let text else { return nil }
        guard let exact = ExactNumber.parse(text), let read = Money(isCredit ? -exact.magnitude : exact, currency) else {
            checks.add(pointer, "invalid", "\(name) “\(text.prefix(40))” is no amount that can be counted.")
            return nil
        }
        if read.amount.magnitude != exact.magnitude {
            remarks.append("\(name) \(ExactNumber.text(exact)) has more digits than \(currency) and is read as \(read).")
        }
        return read
    }

    private mutating func money(_ field: ProposedInvoice.Field, _ currency: Currency) -> Money? {
        let name = "The \(field.rawValue.replacing("_", with: " "))"
        return money(proposal[field], "/\(field.rawValue)", name, currency)
    }

    private mutating func totals(_ currency: Currency, _ lines: [InvoiceLine]) -> InvoiceTotals? {
        guard let total = money(.total, currency) else {
            if proposal[.total] == nil { checks.add("/total", "required", "The total to pay is missing. Enter it.") }
            return nil
        }
        let (freight, charges, tax) = (money(.freight, currency), money(.charges, currency), money(.tax, currency))
        // What was paid before is taken off like a discount.
        let off = [money(.discount, currency), money(.prepaid, currency)].compactMap(\.self)
            .reduce(Money?.none) { sum, part in sum?.adding(part) ?? part }
        var sum: Money? = .zero(currency)
        for line in lines { sum = line.amount(in: currency).flatMap { sum?.adding($0) } }
        guard let subtotal = money(.subtotal, currency) ?? sum else {
            checks.add("/lines", "too-large", "The lines are too large to add up.")
            return nil
        }
        return InvoiceTotals(subtotal: subtotal, freight: freight, charges: charges, discount: off, tax: tax, total: total)
    }

    // MARK: Lines

    private mutating func lines(_ currency: Currency) throws -> [InvoiceLine] {
        if proposal.lines.isEmpty { return try whole(currency).map { [$0] } ?? [] }
        if proposal.lines.count > Self.lineLimit {
            checks.add("/lines", "too-many", "An invoice has at most \(Self.lineLimit) lines.")
            return []
        }
        var made: [InvoiceLine] = []
        for (index, line) in proposal.lines.enumerated() { made.append(try self.line(line, index, currency)) }
        return made
    }

    /// A document without lines bills the order as a whole, by what it says is to be paid without tax and freight.
    private mutating func whole(_ currency: Currency) throws -> InvoiceLine? {
        let net = proposal[.subtotal] ?? rest().map(ExactNumber.text)
        guard let stated = money(net, "/subtotal", "The sum without tax", currency) else { return nil }
        return InvoiceLine(
            lineNumber: 1, orderID: entry.orderID, description: entry.orderID == nil ? "As invoiced" : "All of the order",
            quantity: stated.minorUnits < 0 ? -1 : 1, unitPrice: stated.amount.magnitude, statedAmount: stated)
    }

    /// The total less everything that is added to the goods.
    private func rest() -> Decimal? {
        guard var rest = proposal.number(.total) else { return nil }
        for field in [ProposedInvoice.Field.tax, .freight, .charges] { rest -= proposal.number(field) ?? 0 }
        for field in [ProposedInvoice.Field.discount, .prepaid] { rest += proposal.number(field) ?? 0 }
        return rest
    }

    private mutating func line(_ line: ProposedInvoice.Line, _ index: Int, _ currency: Currency) throws -> InvoiceLine {
        let name = "Line \(index + 1)"
        func text(_ field: ProposedInvoice.LineField, _ limit: Int) -> String? {
            line[field].map { String($0.value.prefix(limit)) }
        }
        func number(_ field: ProposedInvoice.LineField) -> Decimal? { line[field].flatMap { ExactNumber.parse($0.value) } }
        var quantity = number(.quantity) ?? 1
        if quantity == 0 { remarks.append("\(name) bills a quantity of 0.") }
        var price = number(.price) ?? 0
        let stated = money(line[.amount]?.value, "/lines/\(index)/amount", "\(name): the amount", currency)
        if line[.price] == nil {
            if let stated, quantity.magnitude == 1 {
                price = stated.amount.magnitude
            } else {
                remarks.append("\(name) says no unit price.")
            }
        }
        if isCredit { quantity = -quantity.magnitude }
        if price < 0 {
            price = -price
            if !isCredit { quantity = -quantity }
        }
        let basis = number(.priceBasis) ?? 1
        let part = text(.partID, 200)
        var made = InvoiceLine(
            lineNumber: index + 1, description: text(.description, 2000) ?? "", supplierPartID: part, quantity: quantity,
            unitOfMeasure: text(.unit, 32), unitPrice: price, priceBasis: basis > 0 ? basis : 1, statedAmount: stated,
            tax: money(line[.tax]?.value, "/lines/\(index)/tax", "\(name): the tax", currency), taxRate: number(.taxRate))
        try link(&made, line, part)
        return made
    }

    /// Finds the order that a line means. What cannot be found is remarked, and the line stands without an order.
    private mutating func link(_ made: inout InvoiceLine, _ line: ProposedInvoice.Line, _ part: String?) throws {
        let reference = proposal.orderReference(of: line)
        if orders[reference] == nil {
            let found = try entry.supplierID.flatMap { try work.order(reference, among: $0) }
            orders[reference] = .some(found)
            if found == nil, !reference.isEmpty {
                remarks.append("\(Invoice.unknownOrder)\(reference.words) is none that was sent to this supplier.")
            }
        }
        guard let order = orders[reference] ?? nil else { return }
        made.orderID = order.id
        let number = line[.orderLine].flatMap { Int($0.value) }
        let found = Self.line(of: order, number, part, made.description)
        made.orderLineNumber = found?.lineNumber
        guard found == nil else { return }
        // One piece of nothing in particular would bill the order as a whole.
        if made.billsWholeOrder, line[.description]?.value != "All of the order" { made.orderID = nil }
        let what = number.map { "no line \($0)" } ?? part.map { "no line with the part \($0)" } ?? "no line that this one names"
        if made.orderID == nil || number != nil || part != nil {
            remarks.append("\(Invoice.unknownOrder)\(order.number ?? reference.words) has \(what).")
        }
    }

    /// By number and part; else the only line there is, or the only one that is called so.
    private static func line(
        of order: PurchaseOrder, _ number: Int?, _ part: String?, _ description: String
    ) -> OrderLine? {
        if let found = order.line(numbered: number, part: part) { return found }
        if number != nil { return nil }
        if order.lines.count == 1, part == nil { return order.lines[0] }
        let name = description.lowercased()
        let namesakes = name.isEmpty ? [] : order.lines.filter { $0.description.lowercased() == name }
        return namesakes.count == 1 ? namesakes[0] : nil
    }
}
