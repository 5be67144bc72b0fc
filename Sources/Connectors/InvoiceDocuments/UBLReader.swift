import FoundationEssentials
import Procurement
import XML

/// Reads UBL 2.1 `Invoice` and `CreditNote` as EN 16931 binds them (CEN/TS 16931-3-2), in any order of children.
struct UBLReader {
    private var made = ProposalMaker(.ubl)
    private let root: InvoiceNode
    private let isCredit: Bool

    init(_ element: XMLElement, isCredit: Bool) {
        root = InvoiceNode(element: element, path: isCredit ? "CreditNote" : "Invoice")
        self.isCredit = isCredit
    }

    mutating func read() -> ProposedInvoice {
        made.kind(root.either("InvoiceTypeCode", "CreditNoteTypeCode"), isCredit: isCredit)
        made.put(.number, root["ID"])
        made.day(.invoiceDate, root["IssueDate"])
        made.day(.dueDate, root["DueDate"])
        for means in root.all("PaymentMeans") {
            made.day(.dueDate, means["PaymentDueDate"])
            made.put(.iban, means["PayeeFinancialAccount", "ID"])
        }
        made.put(.currency, root["DocumentCurrencyCode"])
        readReferences()
        seller(root["AccountingSupplierParty", "Party"])
        buyer(root["AccountingCustomerParty", "Party"])
        readSums()
        readLines()
        return made.proposal
    }

    private mutating func readReferences() {
        made.put(.buyerReference, root["BuyerReference"])
        made.put(.orderNumber, root["OrderReference", "ID"])
        made.put(.supplierOrderNumber, root["OrderReference", "SalesOrderID"])
        made.put(.contract, root["ContractDocumentReference", "ID"])
        made.put(.originalNumber, root["BillingReference", "InvoiceDocumentReference", "ID"])
        made.put(.paymentTerms, root["PaymentTerms", "Note"])
        made.put(.note, root["Note"])
    }

    // MARK: Parties

    private mutating func seller(_ party: InvoiceNode?) {
        guard let party else { return }
        made.put(.sellerName, party["PartyLegalEntity", "RegistrationName"] ?? party["PartyName", "Name"])
        if let endpoint = party["EndpointID"] {
            made.put(.sellerEndpoint, Self.scheme(endpoint), .element(endpoint.path))
        }
        for id in party.all("PartyIdentification").compactMap({ $0["ID"] }) where id.attribute("schemeID") == "0088" {
            made.put(.sellerGLN, id)
        }
        for scheme in party.all("PartyTaxScheme") {
            let isVAT = scheme["TaxScheme", "ID"].map { $0.text.uppercased() == "VAT" } ?? true
            made.put(isVAT ? .sellerVAT : .sellerTaxNumber, scheme["CompanyID"])
        }
        made.put(.sellerMail, party["Contact", "ElectronicMail"])
    }

    private mutating func buyer(_ party: InvoiceNode?) {
        guard let party else { return }
        made.put(.buyerName, party["PartyLegalEntity", "RegistrationName"] ?? party["PartyName", "Name"])
        made.put(.buyerVAT, party.all("PartyTaxScheme").first?["CompanyID"])
    }

    /// `scheme:value`, or the value alone.
    private static func scheme(_ node: InvoiceNode) -> String {
        node.attribute("schemeID").map { "\($0):\(node.text)" } ?? node.text
    }

    // MARK: Sums

    private mutating func readSums() {
        let sums = root["LegalMonetaryTotal"]
        made.number(.subtotal, sums?["LineExtensionAmount"])
        made.number(.totalWithTax, sums?["TaxInclusiveAmount"])
        made.number(.prepaid, sums?["PrepaidAmount"])
        made.number(.total, sums?["PayableAmount"])
        let taxes = root.all("TaxTotal")
        let currency = made.proposal[.currency]
        // A second one may tell the tax in the currency of the books (BT-111).
        let tax = taxes.first { $0["TaxAmount"]?.attribute("currencyID") == currency } ?? taxes.first
        made.number(.tax, tax?["TaxAmount"])
        let rates = tax?.all("TaxSubtotal").compactMap { $0["TaxCategory", "Percent"] } ?? []
        if rates.count == 1 { made.number(.taxRate, rates[0]) }
        readAllowances(sums)
        if let paid = sums?["PayableAmount"], let other = paid.attribute("currencyID"), other != currency {
            made.remark("\(paid.path) is in \(other.prefix(10)), the document in \(currency ?? "no currency").")
        }
    }

    /// Allowances and charges of the whole document; those of lines are in the lines' amounts.
    private mutating func readAllowances(_ sums: InvoiceNode?) {
        var (freight, charges, discount): (Decimal, Decimal, Decimal) = (0, 0, 0)
        var (freightPlace, place): (String?, String?)
        for node in root.all("AllowanceCharge") {
            guard let amount = node["Amount"], let value = made.number(amount) else { continue }
            if node["ChargeIndicator"]?.text != "true" {
                discount += value
            } else if ProposalMaker.isFreight(
                code: node["AllowanceChargeReasonCode"]?.text, reason: node["AllowanceChargeReason"]?.text)
            {
                freight += value
                freightPlace = freightPlace ?? amount.path
            } else {
                charges += value
                place = place ?? amount.path
            }
        }
        if let node = sums?["ChargeTotalAmount"], let total = made.number(node) {
            (charges, place) = (total - freight, node.path)
        }
        var discountPlace = root.all("AllowanceCharge").first?.path
        if let node = sums?["AllowanceTotalAmount"], let total = made.number(node) {
            (discount, discountPlace) = (total, node.path)
        }
        if let node = sums?["PayableRoundingAmount"], let rounding = made.number(node) {
            if rounding > 0 {
                (charges, place) = (charges + rounding, place ?? node.path)
            } else {
                (discount, discountPlace) = (discount - rounding, discountPlace ?? node.path)
            }
        }
        made.sum(.freight, freight, freightPlace)
        made.sum(.charges, charges, place)
        made.sum(.discount, discount, discountPlace)
    }

    // MARK: Lines

    private mutating func readLines() {
        let lines = root.all(isCredit ? "CreditNoteLine" : "InvoiceLine")
        if lines.count > ProposalMaker.mostLines { made.remark("It has \(lines.count) lines: too many to be read.") }
        for node in lines.prefix(ProposalMaker.mostLines) { made.add(line(node)) }
    }

    private mutating func line(_ node: InvoiceNode) -> ProposedInvoice.Line {
        var line: ProposedInvoice.Line = [:]
        let quantity = node.either("InvoicedQuantity", "CreditedQuantity")
        line[.number] = made.text(node["ID"])
        line[.quantity] = made.figure(quantity)
        line[.unit] = quantity.flatMap { node in node.attribute("unitCode").map { .init($0, .element("\(node.path)/@unitCode")) }
        }
        line[.amount] = made.figure(node["LineExtensionAmount"])
        line[.orderLine] = made.text(node["OrderLineReference", "LineID"])
        line[.orderNumber] = made.text(node["OrderLineReference", "OrderReference", "ID"])
        line[.description] = made.text(node["Item", "Name"]) ?? made.text(node["Item", "Description"])
        line[.partID] = made.text(node["Item", "SellersItemIdentification", "ID"])
        line[.taxRate] = made.figure(node["Item", "ClassifiedTaxCategory", "Percent"])
        line[.price] = made.figure(node["Price", "PriceAmount"])
        line[.priceBasis] = made.figure(node["Price", "BaseQuantity"])
        return line
    }
}
