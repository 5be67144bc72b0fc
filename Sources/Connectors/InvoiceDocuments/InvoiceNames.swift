import XML

/// The elements and attributes of UBL 2.1 and UN/CEFACT CII that are asked for, by their local names.
enum InvoiceNames {
    private static let elements = [
        // UBL 2.1
        "Invoice", "CreditNote", "ID", "IssueDate", "DueDate", "InvoiceTypeCode", "CreditNoteTypeCode", "Note",
        "DocumentCurrencyCode", "BuyerReference", "OrderReference", "SalesOrderID", "BillingReference",
        "InvoiceDocumentReference", "ContractDocumentReference", "AccountingSupplierParty", "AccountingCustomerParty", "Party",
        "EndpointID", "PartyIdentification", "PartyName", "Name", "PartyTaxScheme", "CompanyID", "TaxScheme",
        "PartyLegalEntity", "RegistrationName", "Contact", "ElectronicMail", "PaymentMeans", "PaymentDueDate",
        "PayeeFinancialAccount", "PaymentTerms", "AllowanceCharge", "ChargeIndicator", "AllowanceChargeReasonCode",
        "AllowanceChargeReason", "Amount", "TaxTotal", "TaxAmount", "TaxSubtotal", "TaxCategory", "Percent",
        "LegalMonetaryTotal", "LineExtensionAmount", "TaxInclusiveAmount", "AllowanceTotalAmount", "ChargeTotalAmount",
        "PrepaidAmount", "PayableRoundingAmount", "PayableAmount", "InvoiceLine", "CreditNoteLine", "InvoicedQuantity",
        "CreditedQuantity", "OrderLineReference", "LineID", "Item", "Description", "SellersItemIdentification",
        "ClassifiedTaxCategory", "Price", "PriceAmount", "BaseQuantity",
        // UN/CEFACT CII, D16B, and the names of ZUGFeRD 1.0
        "CrossIndustryInvoice", "CrossIndustryDocument", "ExchangedDocument", "HeaderExchangedDocument", "TypeCode",
        "IssueDateTime", "DateTimeString", "IncludedNote", "Content", "SupplyChainTradeTransaction",
        "SpecifiedSupplyChainTradeTransaction", "ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement",
        "ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement", "SellerTradeParty", "BuyerTradeParty",
        "GlobalID", "SpecifiedTaxRegistration", "URIUniversalCommunication", "URIID", "DefinedTradeContact",
        "EmailURIUniversalCommunication", "SellerOrderReferencedDocument", "BuyerOrderReferencedDocument",
        "ContractReferencedDocument", "IssuerAssignedID", "InvoiceCurrencyCode", "SpecifiedTradeSettlementPaymentMeans",
        "PayeePartyCreditorFinancialAccount", "IBANID", "ApplicableTradeTax", "CalculatedAmount", "RateApplicablePercent",
        "ApplicablePercent", "SpecifiedTradeAllowanceCharge", "Indicator", "ActualAmount", "ReasonCode", "Reason",
        "SpecifiedLogisticsServiceCharge", "AppliedAmount", "SpecifiedTradePaymentTerms", "DueDateDateTime",
        "SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation", "LineTotalAmount",
        "TaxTotalAmount", "RoundingAmount", "GrandTotalAmount", "TotalPrepaidAmount", "DuePayableAmount",
        "InvoiceReferencedDocument", "IncludedSupplyChainTradeLineItem", "AssociatedDocumentLineDocument",
        "SpecifiedTradeProduct", "SellerAssignedID", "SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement",
        "NetPriceProductTradePrice", "ChargeAmount", "BasisQuantity", "SpecifiedLineTradeDelivery",
        "SpecifiedSupplyChainTradeDelivery", "BilledQuantity", "SpecifiedLineTradeSettlement",
        "SpecifiedSupplyChainTradeSettlement", "SpecifiedTradeSettlementLineMonetarySummation", "cXML",
    ]
    private static let attributes = ["schemeID", "currencyID", "unitCode", "format", "payloadID"]

    static let vocabulary = XMLVocabulary(elements: elements, attributes: attributes)

    private static let elementNumbers = numbers(elements)
    private static let attributeNumbers = numbers(attributes)

    private static func numbers(_ names: [String]) -> [String: UInt16] {
        Dictionary(names.enumerated().map { ($0.element, UInt16($0.offset)) }) { first, _ in first }
    }

    static func element(_ name: String) -> UInt16 { elementNumbers[name] ?? XMLVocabulary.unknown }
    static func attribute(_ name: String) -> UInt16 { attributeNumbers[name] ?? XMLVocabulary.unknown }
}

/// An element and how it is reached, names from the root down.
struct InvoiceNode {
    let element: XMLElement
    let path: String

    /// The first element along the names.
    subscript(_ names: String...) -> InvoiceNode? {
        var node = self
        for name in names {
            guard let next = node.first(name) else { return nil }
            node = next
        }
        return node
    }

    func first(_ name: String) -> InvoiceNode? {
        let number = InvoiceNames.element(name)
        guard number != .max, let child = element.first(number) else { return nil }
        return InvoiceNode(element: child, path: "\(path)/\(name)")
    }

    /// The first child of one of the names.
    func either(_ names: String...) -> InvoiceNode? {
        for name in names { if let found = first(name) { return found } }
        return nil
    }

    /// All children of a name, with their places where there is more than one.
    func all(_ name: String) -> [InvoiceNode] {
        let number = InvoiceNames.element(name)
        guard number != .max else { return [] }
        let found = Array(element.children(number))
        if found.count == 1 { return [InvoiceNode(element: found[0], path: "\(path)/\(name)")] }
        return found.enumerated().map { InvoiceNode(element: $0.element, path: "\(path)/\(name)[\($0.offset + 1)]") }
    }

    var text: String { element.text }

    func attribute(_ name: String) -> String? { element.attribute(InvoiceNames.attribute(name)) }
}
