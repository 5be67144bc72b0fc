import FoundationEssentials
import Procurement

/// A supplier's cXML invoice that can be told to be wrong. Amounts are in cents.
struct InvoiceDocument {
    struct Line {
        var number: Int
        var orderLine: Int?
        var part: String
        var quantity: Int
        var price: Int
        var unit = "EA"
        var subtotal: Int { quantity * price }
    }

    var number: String
    /// Our order's number, as the document names it.
    var order: String
    var lines: [Line]
    var purpose = "standard"
    var operation = "new"
    var freight = 0
    var tax = 0
    var currency = "USD"
    var original: String?
    /// One sum for the order in place of the lines.
    var isHeaderInvoice = false
    var header = ""

    /// All of an order, as it was ordered.
    init(of order: PurchaseOrder, number: String) {
        self.number = number
        self.order = order.number ?? ""
        currency = order.currency.code
        lines = order.lines.map { line in
            let price = line.unitPrice.flatMap { Money($0, line.currency) }
            return Line(
                number: line.lineNumber, orderLine: line.lineNumber, part: line.supplierPartID,
                quantity: Int(ExactNumber.text(line.quantity)) ?? 0, price: Int(price?.minorUnits ?? 0),
                unit: line.unitOfMeasure)
        }
    }

    private func money(_ cents: Int) -> String {
        let amount = Money(minorUnits: Int64(cents), currency: Currency(currency) ?? .usd)
        return "<Money currency=\"\(currency)\">\(amount.text)</Money>"
    }

    private func xml(_ line: Line) -> String {
        let number = line.orderLine.map { "lineNumber=\"\($0)\"" } ?? "lineNumber=\"0\""
        return """
            <InvoiceDetailItem invoiceLineNumber="\(line.number)" quantity="\(line.quantity)"><UnitOfMeasure>\(line.unit)</UnitOfMeasure>\
            <UnitPrice>\(money(line.price))</UnitPrice><InvoiceDetailItemReference \(number)><ItemID>\
            <SupplierPartID>\(line.part)</SupplierPartID></ItemID></InvoiceDetailItemReference>\
            <SubtotalAmount>\(money(line.subtotal))</SubtotalAmount></InvoiceDetailItem>
            """
    }

    var goods: Int { lines.reduce(0) { $0 + $1.subtotal } }

    var xml: String {
        let reference = """
            <InvoiceDetailOrderInfo><OrderReference orderID="\(order)"><DocumentReference payloadID=""/></OrderReference>\
            </InvoiceDetailOrderInfo>
            """
        let items =
            isHeaderInvoice
            ? """
            <InvoiceDetailHeaderOrder>\(reference)<InvoiceDetailOrderSummary invoiceLineNumber="1"><SubtotalAmount>\(money(goods))\
            </SubtotalAmount></InvoiceDetailOrderSummary></InvoiceDetailHeaderOrder>
            """ : "<InvoiceDetailOrder>\(reference)\(lines.map(xml).joined())</InvoiceDetailOrder>"
        let earlier = original.map { "<InvoiceIDInfo invoiceID=\"\($0)\"/>" } ?? ""
        return """
            <InvoiceDetailRequest><InvoiceDetailRequestHeader invoiceID="\(number)" purpose="\(purpose)" operation="\(operation)"
            invoiceDate="2026-10-01T23:30:00-08:00"><InvoiceDetailHeaderIndicator \(isHeaderInvoice ? "isHeaderInvoice=\"yes\"" : "")/>
            <InvoiceDetailLineIndicator/>\(earlier)<PaymentTerm payInNumberOfDays="30"/>\(header)</InvoiceDetailRequestHeader>\(items)
            <InvoiceDetailSummary><SubtotalAmount>\(money(goods))</SubtotalAmount><Tax>\(money(tax))<Description xml:lang="en">Tax\
            </Description></Tax><ShippingAmount>\(money(freight))</ShippingAmount><NetAmount>\(money(goods + tax + freight))</NetAmount>
            <DueAmount>\(money(goods + tax + freight))</DueAmount></InvoiceDetailSummary></InvoiceDetailRequest>
            """
    }
}
