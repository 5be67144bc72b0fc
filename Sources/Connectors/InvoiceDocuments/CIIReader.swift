import FoundationEssentials
import Procurement
import XML

/// Reads the UN/CEFACT Cross Industry Invoice as EN 16931 binds it (CEN/TS 16931-3-3): the XML of Factur-X and ZUGFeRD in every
/// profile. Names of ZUGFeRD 1.0 are taken for those that followed them.
struct CIIReader {
    private var made = ProposalMaker(.cii)
    private let root: InvoiceNode

    init(_ element: XMLElement) { root = InvoiceNode(element: element, path: element.name) }

    mutating func read() -> ProposedInvoice {
        let document = root.either("ExchangedDocument", "HeaderExchangedDocument")
        made.kind(document?["TypeCode"])
        made.put(.number, document?["ID"])
        day(.invoiceDate, document?["IssueDateTime", "DateTimeString"])
        made.put(.note, document?["IncludedNote", "Content"])
        let trade = root.either("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
        agreement(trade?.either("ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement"))
        settlement(trade?.either("ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement"))
        let lines = trade?.all("IncludedSupplyChainTradeLineItem") ?? []
        if lines.count > ProposalMaker.mostLines { made.remark("It has \(lines.count) lines: too many to be read.") }
        for node in lines.prefix(ProposalMaker.mostLines) { made.add(line(node)) }
        return made.proposal
    }

    /// Format 102 of UNTDID 2379, `20260131`; the others tell no day.
    private mutating func day(_ field: ProposedInvoice.Field, _ node: InvoiceNode?) {
        if let node, let format = node.attribute("format"), format != "102" {
            return made.remark("\(node.path) is in the format \(format.prefix(10)), which tells no day.")
        }
        made.day(field, node)
    }

    private mutating func agreement(_ node: InvoiceNode?) {
        guard let node else { return }
        made.put(.buyerReference, node["BuyerReference"])
        made.put(.orderNumber, node["BuyerOrderReferencedDocument"]?.either("IssuerAssignedID", "ID"))
        made.put(.supplierOrderNumber, node["SellerOrderReferencedDocument"]?.either("IssuerAssignedID", "ID"))
        made.put(.contract, node["ContractReferencedDocument"]?.either("IssuerAssignedID", "ID"))
        if let seller = node["SellerTradeParty"] {
            made.put(.sellerName, seller["Name"])
            for id in seller.all("GlobalID") where id.attribute("schemeID") == "0088" { made.put(.sellerGLN, id) }
            for id in seller.all("SpecifiedTaxRegistration").compactMap({ $0["ID"] }) {
                made.put(id.attribute("schemeID") == "FC" ? .sellerTaxNumber : .sellerVAT, id)
            }
            if let address = seller["URIUniversalCommunication", "URIID"] {
                let text = address.attribute("schemeID").map { "\($0):\(address.text)" } ?? address.text
                made.put(.sellerEndpoint, text, .element(address.path))
            }
            made.put(.sellerMail, seller["DefinedTradeContact", "EmailURIUniversalCommunication", "URIID"])
        }
        if let buyer = node["BuyerTradeParty"] {
            made.put(.buyerName, buyer["Name"])
            made.put(.buyerVAT, buyer["SpecifiedTaxRegistration", "ID"])
        }
    }

    // MARK: Sums

    private mutating func settlement(_ node: InvoiceNode?) {
        guard let node else { return }
        made.put(.currency, node["InvoiceCurrencyCode"])
        made.put(.originalNumber, node["InvoiceReferencedDocument"]?.either("IssuerAssignedID", "ID"))
        for terms in node.all("SpecifiedTradePaymentTerms") {
            made.put(.paymentTerms, terms["Description"])
            day(.dueDate, terms["DueDateDateTime", "DateTimeString"])
        }
        for means in node.all("SpecifiedTradeSettlementPaymentMeans") {
            made.put(.iban, means["PayeePartyCreditorFinancialAccount", "IBANID"])
        }
        let sums = node.either("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
        made.number(.subtotal, sums?["LineTotalAmount"])
        made.number(.totalWithTax, sums?["GrandTotalAmount"])
        made.number(.prepaid, sums?["TotalPrepaidAmount"])
        made.number(.total, sums?.either("DuePayableAmount", "GrandTotalAmount"))
        let currency = made.proposal[.currency]
        let taxes = sums?.all("TaxTotalAmount") ?? []
        made.number(.tax, taxes.first { $0.attribute("currencyID") == currency } ?? taxes.first)
        let rates = node.all("ApplicableTradeTax").compactMap { $0.either("RateApplicablePercent", "ApplicablePercent") }
        if rates.count == 1 { made.number(.taxRate, rates[0]) }
        allowances(node, sums)
    }

    private mutating func allowances(_ node: InvoiceNode, _ sums: InvoiceNode?) {
        var (freight, charges, discount): (Decimal, Decimal, Decimal) = (0, 0, 0)
        var (freightPlace, place, discountPlace): (String?, String?, String?)
        for part in node.all("SpecifiedTradeAllowanceCharge") {
            guard let amount = part["ActualAmount"], let value = made.number(amount) else { continue }
            if part["ChargeIndicator"]?.text != "true" {
                (discount, discountPlace) = (discount + value, discountPlace ?? amount.path)
            } else if ProposalMaker.isFreight(code: part["ReasonCode"]?.text, reason: part["Reason"]?.text) {
                (freight, freightPlace) = (freight + value, freightPlace ?? amount.path)
            } else {
                (charges, place) = (charges + value, place ?? amount.path)
            }
        }
        for part in node.all("SpecifiedLogisticsServiceCharge") {
            guard let amount = part["AppliedAmount"], let value = made.number(amount) else { continue }
            (freight, freightPlace) = (freight + value, freightPlace ?? amount.path)
        }
        if let total = sums?["ChargeTotalAmount"], let value = made.number(total) {
            (charges, place) = (value - freight, total.path)
        }
        if let total = sums?["AllowanceTotalAmount"], let value = made.number(total) {
            (discount, discountPlace) = (value, total.path)
        }
        if let part = sums?["RoundingAmount"], let rounding = made.number(part) {
            if rounding > 0 {
                (charges, place) = (charges + rounding, place ?? part.path)
            } else {
                (discount, discountPlace) = (discount - rounding, discountPlace ?? part.path)
            }
        }
        made.sum(.freight, freight, freightPlace)
        made.sum(.charges, charges, place)
        made.sum(.discount, discount, discountPlace)
    }

    // MARK: Lines

    private mutating func line(_ node: InvoiceNode) -> ProposedInvoice.Line {
        var line: ProposedInvoice.Line = [:]
        let product = node["SpecifiedTradeProduct"]
        let agreement = node.either("SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement")
        let delivery = node.either("SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery")
        let settlement = node.either("SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement")
        let order = agreement?["BuyerOrderReferencedDocument"]
        let quantity = delivery?["BilledQuantity"]
        line[.number] = made.text(node["AssociatedDocumentLineDocument", "LineID"])
        line[.description] = made.text(product?["Name"]) ?? made.text(product?["Description"])
        line[.partID] = made.text(product?["SellerAssignedID"])
        line[.orderNumber] = made.text(order?.either("IssuerAssignedID", "ID"))
        line[.orderLine] = made.text(order?["LineID"])
        line[.price] = made.figure(agreement?["NetPriceProductTradePrice", "ChargeAmount"])
        line[.priceBasis] = made.figure(agreement?["NetPriceProductTradePrice", "BasisQuantity"])
        line[.quantity] = made.figure(quantity)
        line[.unit] = quantity.flatMap { node in node.attribute("unitCode").map { .init($0, .element("\(node.path)/@unitCode")) }
        }
        line[.taxRate] = made.figure(settlement?["ApplicableTradeTax"]?.either("RateApplicablePercent", "ApplicablePercent"))
        let sums = settlement?.either(
            "SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
        line[.amount] = made.figure(sums?["LineTotalAmount"])
        return line
    }
}
