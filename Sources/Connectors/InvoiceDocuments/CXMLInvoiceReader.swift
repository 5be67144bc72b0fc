import CXML
import FoundationEssentials
import Procurement

/// What a cXML `InvoiceDetailRequest` says, in the words of a proposal. Its own reader has told the sender apart from the invoice:
/// who a document says it is from proves nothing when it comes by mail.
struct CXMLInvoiceReader {
    private var made = ProposalMaker(.cxml)
    private let request: CXMLInvoiceDetailRequest
    private static let head = "cXML/Request/InvoiceDetailRequest/InvoiceDetailRequestHeader"
    private static let summary = "cXML/Request/InvoiceDetailRequest/InvoiceDetailSummary"
    private static let order = "cXML/Request/InvoiceDetailRequest/InvoiceDetailOrder"

    init(_ request: CXMLInvoiceDetailRequest) { self.request = request }

    mutating func read(payloadID: String?) -> ProposedInvoice {
        let isCredit = request.purpose == .creditMemo || request.purpose == .lineLevelCreditMemo
        let isDebit = request.purpose == .debitMemo || request.purpose == .lineLevelDebitMemo
        put(.kind, (isCredit ? Invoice.Kind.creditNote : isDebit ? .debitNote : .standard).rawValue, "\(Self.head)/@purpose")
        put(.number, request.invoiceID, "\(Self.head)/@invoiceID")
        put(.payloadID, payloadID, "cXML/@payloadID")
        if let stamp = request.invoiceDate {
            // The day that the supplier's clock showed.
            let day = Day(String(stamp.raw.prefix(10))) ?? stamp.instant.map { Day($0) }
            put(.invoiceDate, day?.text, "\(Self.head)/@invoiceDate")
        }
        put(.originalNumber, request.originalInvoiceID, "\(Self.head)/InvoiceIDInfo/@invoiceID")
        put(.paymentTerms, request.paymentTerms.first.map { "NET \($0.days)" }, "\(Self.head)/PaymentTerm")
        put(.note, request.comments.map(\.text).joined(separator: " "), "\(Self.head)/Comments")
        if let partner = request.partners.first(where: { ["from", "remitTo", "billFrom"].contains($0.contact.role ?? "") }) {
            put(.sellerName, partner.contact.name.text, "\(Self.head)/InvoicePartner/Contact/Name")
        }
        if request.operation == .delete { made.remark("The document takes an invoice back (operation delete).") }
        readSums()
        readLines()
        return made.proposal
    }

    private mutating func put(_ field: ProposedInvoice.Field, _ value: String?, _ path: String) {
        made.put(field, value, .element(path))
    }

    /// The amount without a sign: that of a credit is taken from its purpose, since not every sender writes it.
    private mutating func figure(_ money: CXMLMoney?, _ path: String) -> ProposedInvoice.Found? {
        guard let money, money.amount != nil || !money.raw.isEmpty else { return nil }
        guard let amount = money.amount, Money(amount, .usd) != nil else {
            made.remark("\(path): “\(money.raw.prefix(20))” is no number that can be counted.")
            return nil
        }
        if let currency = made.proposal[.currency], !money.currency.isEmpty, money.currency != currency {
            made.remark("\(path) is in \(money.currency.prefix(10)), the document in \(currency).")
        }
        return .init(ExactNumber.text(amount), .element(path))
    }

    private mutating func put(_ field: ProposedInvoice.Field, _ money: CXMLMoney?, _ name: String) {
        let path = "\(Self.summary)/\(name)/Money"
        if let found = figure(money, path) { made.put(field, found.value, found.place) }
    }

    private mutating func readSums() {
        let amounts = request.amounts
        let sums: [(CXMLMoney?, String)] = [
            (amounts.due, "DueAmount"), (amounts.net, "NetAmount"), (amounts.gross, "GrossAmount"),
        ]
        guard let (total, name) = sums.first(where: { $0.0 != nil }) else { return }
        put(.currency, total?.currency, "\(Self.summary)/\(name)/Money/@currency")
        put(.total, total, name)
        put(.subtotal, amounts.subtotal, "SubtotalAmount")
        put(.tax, amounts.tax?.money, "Tax")
        put(.freight, amounts.shipping, "ShippingAmount")
        put(.charges, amounts.specialHandling, "SpecialHandlingAmount")
        put(.discount, amounts.discount, "InvoiceDetailDiscount")
        if amounts.due != nil { put(.prepaid, amounts.deposit, "DepositAmount") }
    }

    // MARK: Lines

    private mutating func readLines() {
        for (place, order) in request.orders.enumerated() {
            let path = request.orders.count > 1 ? "\(Self.order)[\(place + 1)]" : Self.order
            var common: ProposedInvoice.Line = [:]
            func text(_ value: String?, _ name: String) -> ProposedInvoice.Found? {
                value.flatMap { ProposalMaker.clean($0, 300) }.map {
                    .init($0, .element("\(path)/InvoiceDetailOrderInfo/\(name)"))
                }
            }
            common[.orderNumber] = text(order.orderReference?.orderID, "OrderReference/@orderID")
            common[.orderPayloadID] = text(order.orderReference?.payloadID, "OrderReference/DocumentReference/@payloadID")
            common[.supplierOrderNumber] = text(order.supplierOrderID, "SupplierOrderInfo/@orderID")
            if order.items.isEmpty, order.headerLineNumber != nil { made.add(whole(order, path, common)) }
            for (index, item) in order.items.enumerated() {
                if made.proposal.lines.count == ProposalMaker.mostLines {
                    return made.remark("It has more than \(ProposalMaker.mostLines) lines: too many to be read.")
                }
                made.add(line(item, "\(path)/InvoiceDetailItem\(order.items.count > 1 ? "[\(index + 1)]" : "")", common))
            }
        }
    }

    /// One sum for all of an order.
    private mutating func whole(
        _ order: CXMLInvoiceOrder, _ path: String, _ common: ProposedInvoice.Line
    ) -> ProposedInvoice.Line {
        var line = common
        let sum = order.amounts.subtotal ?? order.amounts.net ?? order.amounts.gross
        line[.amount] = figure(sum, "\(path)/InvoiceDetailOrderSummary/SubtotalAmount/Money")
        line[.quantity] = .init("1", .element(path))
        line[.description] = .init("All of the order", .element(path))
        return line
    }

    private mutating func line(
        _ item: CXMLInvoiceItem, _ path: String, _ common: ProposedInvoice.Line
    ) -> ProposedInvoice.Line {
        var line = common
        func text(_ value: String?, _ name: String) -> ProposedInvoice.Found? {
            value.flatMap { ProposalMaker.clean($0, 300) }.map { .init($0, .element("\(path)/\(name)")) }
        }
        line[.number] = text(String(item.invoiceLineNumber), "@invoiceLineNumber")
        line[.quantity] = text(item.quantity.value.map(ExactNumber.text), "@quantity")
        line[.unit] = text(item.unitOfMeasure, "UnitOfMeasure")
        line[.orderLine] = text(item.lineNumber.map(String.init), "InvoiceDetailItemReference/@lineNumber")
        line[.partID] = text(item.itemID?.supplierPartID, "InvoiceDetailItemReference/ItemID/SupplierPartID")
        line[.description] = text(item.description?.text, "InvoiceDetailItemReference/Description")
        line[.price] = figure(item.unitPrice, "\(path)/UnitPrice/Money")
        if let basis = item.priceBasis, let quantity = basis.quantity.value, let factor = basis.conversionFactor.value,
            quantity > 0, factor > 0
        {
            line[.priceBasis] = text(ExactNumber.text(quantity / factor), "PriceBasisQuantity")
        }
        line[.amount] = figure(item.amounts.subtotal, "\(path)/SubtotalAmount/Money")
        line[.tax] = figure(item.amounts.tax?.money, "\(path)/Tax/Money")
        let rates = item.amounts.tax?.details.compactMap(\.percentageRate) ?? []
        if rates.count == 1 { line[.taxRate] = text(ExactNumber.text(rates[0]), "Tax/TaxDetail/@percentageRate") }
        return line
    }
}
