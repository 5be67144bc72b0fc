import CXML
import FoundationEssentials
import Procurement
import UseCases
import XML

/// An invoice in the domain's words. Amounts stay as the supplier wrote them, but for their sign: that of a credit is taken from
/// its purpose, since not every sender writes it.
struct InvoiceMapping {
    private let request: CXMLInvoiceDetailRequest
    private let payloadID: String
    private let now: Date
    private var remarks: [String] = []

    init(_ request: CXMLInvoiceDetailRequest, payloadID: String, now: Date) {
        self.request = request
        self.payloadID = payloadID
        self.now = now
    }

    private var isCredit: Bool { request.purpose.isCredit }

    /// Throws `InboundRefusal` for a document without lines, without a sum that can be read, or in two currencies.
    mutating func invoice() throws(InboundRefusal) -> ReceivedInvoice {
        let number = request.invoiceID.trimmed
        guard !number.isEmpty, number.count <= 100 else {
            throw InboundRefusal(code: 400, text: "The invoiceID is empty or longer than 100 characters.")
        }
        let currency = try currency()
        let date = date()
        let lines = try lines(currency)
        let totals = try totals(currency, lines.map(\.line))
        let comment = request.comments.map(\.text.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
        return ReceivedInvoice(
            payloadID: payloadID, number: number, kind: kind, invoiceDate: date, paymentTerms: terms(), currency: currency,
            lines: lines, totals: totals, originalNumber: request.originalInvoiceID?.trimmed.nonEmpty,
            originalPayloadID: request.documentReference?.nonEmpty, remarks: remarks,
            comment: comment.isEmpty ? nil : String(comment.prefix(2000)))
    }

    private var kind: Invoice.Kind {
        switch request.purpose {
        case .standard: .standard
        case .creditMemo, .lineLevelCreditMemo: .creditNote
        case .debitMemo, .lineLevelDebitMemo: .debitNote
        }
    }

    /// The day that the supplier's clock showed, whatever day it was here.
    private mutating func date() -> Day {
        guard let stamp = request.invoiceDate else {
            remarks.append("The document says no invoice date; the day it came is taken.")
            return Day(now)
        }
        if let day = Day(String(stamp.raw.prefix(10))) ?? stamp.instant.map({ Day($0) }) { return day }
        remarks.append("The invoice date “\(stamp.raw.prefix(40))” cannot be read; the day it came is taken.")
        return Day(now)
    }

    /// The days without a discount are the term; a shorter one with a discount goes with it.
    private func terms() -> PaymentTerms? {
        let terms = request.paymentTerms
        guard let net = (terms.filter { rate($0) == nil }.map(\.days).max()) ?? terms.map(\.days).max() else { return nil }
        let early = terms.first { rate($0) != nil && $0.days <= net }
        return early.flatMap { PaymentTerms(netDays: net, discountPercent: rate($0), discountDays: $0.days) }
            ?? PaymentTerms(netDays: net)
    }

    private func rate(_ term: CXMLInvoicePaymentTerm) -> Decimal? {
        term.rawPercentageRate.flatMap { ExactNumber.parse($0.trimmed) }.flatMap { $0 > 0 && $0 < 100 ? $0 : nil }
    }

    // MARK: Amounts

    private func currency() throws(InboundRefusal) -> Currency {
        let sums = [request.amounts.due, request.amounts.net, request.amounts.gross, request.amounts.subtotal]
        guard let currency = sums.lazy.compactMap({ $0 }).compactMap({ Currency($0.currency) }).first else {
            throw InboundRefusal(code: 400, text: "The invoice's sums say no currency.")
        }
        return currency
    }

    /// The amount with the sign of the purpose. What has more digits than the currency is rounded, and said.
    private mutating func money(_ money: CXMLMoney?, _ name: String, _ currency: Currency) throws(InboundRefusal) -> Money? {
        // An empty element is what some write for none.
        guard let money, money.amount != nil || !money.raw.isEmpty else { return nil }
        guard let amount = money.amount else {
            throw InboundRefusal(code: 400, text: "\(name) “\(money.raw.prefix(40))” is no amount. Write digits and a point.")
        }
        guard Currency(money.currency) == currency else {
            throw InboundRefusal(
                code: 400,
                text: "\(name) is in \(money.currency.prefix(10)), the invoice in \(currency). One invoice has one currency.")
        }
        let signed = isCredit ? -amount.magnitude : amount
        guard let read = Money(signed, currency) else {
            throw InboundRefusal(code: 400, text: "\(name) is too large to count.")
        }
        if read.amount != signed {
            remarks.append("\(name) \(ExactNumber.text(signed)) has more digits than \(currency) and is read as \(read).")
        }
        return read
    }

    private mutating func totals(_ currency: Currency, _ lines: [InvoiceLine]) throws(InboundRefusal) -> InvoiceTotals {
        let amounts = request.amounts
        let sums = [
            (amounts.due, "The DueAmount"), (amounts.net, "The NetAmount"), (amounts.gross, "The GrossAmount"),
        ]
        var sum: Money?
        for (money, name) in sums where sum == nil { sum = try self.money(money, name, currency) }
        guard let total = sum else { throw InboundRefusal(code: 400, text: "The invoice says no sum that is to be paid.") }
        var added: Money? = .zero(currency)
        for line in lines { added = line.amount(in: currency).flatMap { added?.adding($0) } }
        guard let subtotal = try money(amounts.subtotal, "The SubtotalAmount", currency) ?? added else {
            throw InboundRefusal(code: 400, text: "The lines are too large to add up.")
        }
        // What was paid already is taken off like a discount.
        let discount = try money(amounts.discount, "The InvoiceDetailDiscount", currency)
        let deposit = amounts.due == nil ? nil : try money(amounts.deposit, "The DepositAmount", currency)
        let off = [discount, deposit].compactMap { $0 }.reduce(Money?.none) { sum, part in sum?.adding(part) ?? part }
        return InvoiceTotals(
            subtotal: subtotal, freight: try money(amounts.shipping, "The ShippingAmount", currency),
            charges: try money(amounts.specialHandling, "The SpecialHandlingAmount", currency), discount: off,
            tax: try money(amounts.tax?.money, "The Tax", currency), total: total)
    }

    // MARK: Lines

    private mutating func lines(_ currency: Currency) throws(InboundRefusal) -> [ReceivedInvoice.Line] {
        var lines: [ReceivedInvoice.Line] = []
        for order in request.orders {
            let reference = OrderReference(
                payloadID: order.orderReference?.payloadID?.nonEmpty, number: order.orderReference?.orderID?.nonEmpty,
                supplierNumber: order.supplierOrderID?.nonEmpty)
            if order.items.isEmpty, order.headerLineNumber != nil {
                lines.append(.init(try whole(order, currency), order: reference))
            }
            for item in order.items { lines.append(.init(try line(item, currency), order: reference)) }
        }
        if lines.isEmpty { throw InboundRefusal(code: 400, text: "The invoice has no lines.") }
        let numbers = lines.map(\.line.lineNumber)
        if Set(numbers).count < numbers.count || numbers.contains(where: { $0 < 1 }) {
            for index in lines.indices { lines[index].line.lineNumber = index + 1 }
        }
        return lines
    }

    private mutating func line(_ item: CXMLInvoiceItem, _ currency: Currency) throws(InboundRefusal) -> InvoiceLine {
        let name = "Line \(item.invoiceLineNumber)"
        let stated = try money(item.amounts.subtotal, "\(name): the SubtotalAmount", currency)
        var quantity = item.quantity.value ?? 0
        if quantity == 0 { remarks.append("\(name) bills a quantity of 0.") }
        var price = try price(item, stated, name, currency)
        if isCredit { quantity = -quantity.magnitude }
        if price < 0 {
            // Some write what goes back as a price below zero.
            price = -price
            if !isCredit { quantity = -quantity }
        }
        let details = item.amounts.tax?.details.compactMap(\.percentageRate) ?? []
        return InvoiceLine(
            lineNumber: item.invoiceLineNumber, orderLineNumber: item.lineNumber,
            description: String((item.description?.text ?? "").trimmed.prefix(2000)),
            supplierPartID: item.itemID?.supplierPartID.trimmed.nonEmpty.map { String($0.prefix(200)) }, quantity: quantity,
            unitOfMeasure: item.unitOfMeasure.trimmed.nonEmpty.map { String($0.prefix(32)) }, unitPrice: price,
            priceBasis: basis(item.priceBasis), statedAmount: stated,
            tax: try money(item.amounts.tax?.money, "\(name): the Tax", currency),
            taxRate: details.count == 1 ? details[0] : nil)
    }

    /// A service without a price is charged by its subtotal.
    private mutating func price(
        _ item: CXMLInvoiceItem, _ stated: Money?, _ name: String, _ currency: Currency
    ) throws(InboundRefusal) -> Decimal {
        guard let written = item.unitPrice else {
            if item.isService, let stated, item.quantity.value?.magnitude == 1 { return stated.amount.magnitude }
            remarks.append("\(name) says no unit price.")
            return 0
        }
        guard let price = written.amount else {
            throw InboundRefusal(
                code: 400, text: "\(name): the UnitPrice “\(written.raw.prefix(40))” is no amount. Write digits and a point.")
        }
        guard Currency(written.currency) == currency else {
            throw InboundRefusal(
                code: 400, text: "\(name): the UnitPrice is in \(written.currency.prefix(10)), the invoice in \(currency).")
        }
        return price
    }

    /// One sum for all of an order: the goods, where they are told apart.
    private mutating func whole(_ order: CXMLInvoiceOrder, _ currency: Currency) throws(InboundRefusal) -> InvoiceLine {
        let number = order.headerLineNumber ?? 1
        let name = "Line \(number)"
        let sum = order.amounts.subtotal ?? order.amounts.net ?? order.amounts.gross
        guard let stated = try money(sum, "\(name): the SubtotalAmount", currency) else {
            throw InboundRefusal(code: 400, text: "\(name) says no amount.")
        }
        return InvoiceLine(
            lineNumber: number, description: "All of the order", quantity: stated.minorUnits < 0 ? -1 : 1,
            unitPrice: stated.amount.magnitude, statedAmount: stated,
            tax: try money(order.amounts.tax?.money, "\(name): the Tax", currency))
    }

    /// Units that one price is for: quantity ÷ conversion factor (cXML.dtd, PriceBasisQuantity).
    private func basis(_ basis: CXMLPriceBasis?) -> Decimal {
        guard let basis, let quantity = basis.quantity.value, let factor = basis.conversionFactor.value, quantity > 0, factor > 0
        else { return 1 }
        return quantity / factor
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
