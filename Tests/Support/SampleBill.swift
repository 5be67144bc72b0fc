/// A supplier's bill that tests write in each format. Amounts are in cents, rates in percent.
package struct SampleBill: Sendable {
    package struct Line: Sendable {
        package var description: String
        package var part: String
        package var quantity: Int
        package var price: Int
        package var orderLine: Int?
        /// A code of UN/CEFACT Recommendation 20.
        package var unit = "C62"
        package var amount: Int { quantity * price }

        package init(_ description: String, part: String, quantity: Int, price: Int, orderLine: Int? = nil) {
            self.description = description
            self.part = part
            self.quantity = quantity
            self.price = price
            self.orderLine = orderLine
        }
    }

    package var number: String
    package var date = "2026-10-01"
    package var dueDate: String? = "2026-10-31"
    package var currency = "USD"
    package var order: String?
    package var isCredit = false
    package var original: String?
    package var seller = "Muster & Söhne GmbH"
    package var vat = "DE123456789"
    package var gln = "4012345000009"
    package var lines: [Line]
    package var freight = 0
    package var discount = 0
    package var taxRate = 0
    package var prepaid = 0

    package init(_ number: String, order: String? = nil, lines: [Line]) {
        self.number = number
        self.order = order
        self.lines = lines
    }

    package var goods: Int { lines.reduce(0) { $0 + $1.amount } }
    package var net: Int { goods + freight - discount }
    package var tax: Int { (net * taxRate + 50) / 100 }
    package var total: Int { net + tax - prepaid }

    package static func text(_ cents: Int) -> String {
        let digits = String(abs(cents))
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return (cents < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private func amount(_ name: String, _ cents: Int) -> String {
        "<cbc:\(name) currencyID=\"\(currency)\">\(Self.text(cents))</cbc:\(name)>"
    }

    /// UBL 2.1.
    package var ubl: String {
        let root = isCredit ? "CreditNote" : "Invoice"
        let reference = order.map { "<cac:OrderReference><cbc:ID>\(escaped($0))</cbc:ID></cac:OrderReference>" } ?? ""
        let earlier =
            original.map {
                """
                <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>\($0)</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>
                """
            } ?? ""
        let charge = { (isCharge: Bool, code: String, cents: Int) in
            cents == 0
                ? ""
                : """
                <cac:AllowanceCharge><cbc:ChargeIndicator>\(isCharge)</cbc:ChargeIndicator>\
                <cbc:AllowanceChargeReasonCode>\(code)</cbc:AllowanceChargeReasonCode>\(amount("Amount", cents))</cac:AllowanceCharge>
                """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <\(root) xmlns="urn:oasis:names:specification:ubl:schema:xsd:\(root)-2" \
            xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
            xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
            <cbc:ID>\(escaped(number))</cbc:ID><cbc:IssueDate>\(date)</cbc:IssueDate>\
            \(isCredit ? "" : dueDate.map { "<cbc:DueDate>\($0)</cbc:DueDate>" } ?? "")\
            <cbc:\(root)TypeCode>\(isCredit ? 381 : 380)</cbc:\(root)TypeCode>
            <cbc:DocumentCurrencyCode>\(currency)</cbc:DocumentCurrencyCode>\(reference)\(earlier)
            <cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="0088">\(gln)</cbc:EndpointID>\
            <cac:PartyIdentification><cbc:ID schemeID="0088">\(gln)</cbc:ID></cac:PartyIdentification>\
            <cac:PartyTaxScheme><cbc:CompanyID>\(vat)</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>\
            <cac:PartyLegalEntity><cbc:RegistrationName>\(escaped(seller))</cbc:RegistrationName></cac:PartyLegalEntity>
            </cac:Party></cac:AccountingSupplierParty>
            \(charge(true, "FC", freight))\(charge(false, "95", discount))
            <cac:TaxTotal>\(amount("TaxAmount", tax))<cac:TaxSubtotal><cac:TaxCategory><cbc:Percent>\(taxRate)</cbc:Percent>\
            </cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
            <cac:LegalMonetaryTotal>\(amount("LineExtensionAmount", goods))\(amount("TaxExclusiveAmount", net))\
            \(amount("TaxInclusiveAmount", net + tax))\(amount("AllowanceTotalAmount", discount))\(amount("ChargeTotalAmount", freight))\
            \(prepaid == 0 ? "" : amount("PrepaidAmount", prepaid))\(amount("PayableAmount", total))</cac:LegalMonetaryTotal>
            \(lines.enumerated().map { ublLine($0.offset + 1, $0.element) }.joined(separator: "\n"))
            </\(root)>
            """
    }

    private func ublLine(_ number: Int, _ line: Line) -> String {
        let name = isCredit ? "CreditNoteLine" : "InvoiceLine"
        let quantity = isCredit ? "CreditedQuantity" : "InvoicedQuantity"
        let reference =
            line.orderLine.map { "<cac:OrderLineReference><cbc:LineID>\($0)</cbc:LineID></cac:OrderLineReference>" } ?? ""
        return """
            <cac:\(name)><cbc:ID>\(number)</cbc:ID><cbc:\(quantity) unitCode="\(line.unit)">\(line.quantity)</cbc:\(quantity)>\
            \(amount("LineExtensionAmount", line.amount))\(reference)<cac:Item><cbc:Name>\(escaped(line.description))</cbc:Name>\
            <cac:SellersItemIdentification><cbc:ID>\(line.part)</cbc:ID></cac:SellersItemIdentification>\
            <cac:ClassifiedTaxCategory><cbc:Percent>\(taxRate)</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>\
            <cac:Price>\(amount("PriceAmount", line.price))</cac:Price></cac:\(name)>
            """
    }

    /// UN/CEFACT CII as Factur-X writes it, in its profile EN 16931.
    package var cii: String {
        func stamp(_ day: String) -> String {
            "<udt:DateTimeString format=\"102\">\(day.replacing("-", with: ""))</udt:DateTimeString>"
        }
        func sum(_ name: String, _ cents: Int) -> String { "<ram:\(name)>\(Self.text(cents))</ram:\(name)>" }
        let reference =
            order.map {
                "<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>\(escaped($0))</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>"
            } ?? ""
        let charge = { (isCharge: Bool, code: String, cents: Int) in
            cents == 0
                ? ""
                : """
                <ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>\(isCharge)</udt:Indicator></ram:ChargeIndicator>\
                \(sum("ActualAmount", cents))<ram:ReasonCode>\(code)</ram:ReasonCode><ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode>\
                <ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>\(taxRate)</ram:RateApplicablePercent></ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>
                """
        }
        let due =
            dueDate.map {
                "<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>\(stamp($0))</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>"
            }
            ?? ""
        let earlier =
            original.map {
                "<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>\($0)</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>"
            } ?? ""
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" \
            xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" \
            xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
            <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID>\
            </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
            <rsm:ExchangedDocument><ram:ID>\(escaped(number))</ram:ID><ram:TypeCode>\(isCredit ? 381 : 380)</ram:TypeCode>\
            <ram:IssueDateTime>\(stamp(date))</ram:IssueDateTime></rsm:ExchangedDocument>
            <rsm:SupplyChainTradeTransaction>
            \(lines.enumerated().map { ciiLine($0.offset + 1, $0.element) }.joined(separator: "\n"))
            <ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:GlobalID schemeID="0088">\(gln)</ram:GlobalID>\
            <ram:Name>\(escaped(seller))</ram:Name><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>\
            <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">\(vat)</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>\
            <ram:BuyerTradeParty><ram:Name>Demo Company</ram:Name><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress></ram:BuyerTradeParty>\(reference)</ram:ApplicableHeaderTradeAgreement>
            <ram:ApplicableHeaderTradeDelivery/>
            <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>\(currency)</ram:InvoiceCurrencyCode>\
            <ram:ApplicableTradeTax>\(sum("CalculatedAmount", tax))<ram:TypeCode>VAT</ram:TypeCode>\(sum("BasisAmount", net))\
            <ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>\(taxRate)</ram:RateApplicablePercent></ram:ApplicableTradeTax>\
            \(charge(false, "95", discount))\(charge(true, "FC", freight))\(due)
            <ram:SpecifiedTradeSettlementHeaderMonetarySummation>\(sum("LineTotalAmount", goods))\(sum("ChargeTotalAmount", freight))\
            \(sum("AllowanceTotalAmount", discount))\(sum("TaxBasisTotalAmount", net))\
            <ram:TaxTotalAmount currencyID="\(currency)">\(Self.text(tax))</ram:TaxTotalAmount>\(sum("GrandTotalAmount", net + tax))\
            \(sum("TotalPrepaidAmount", prepaid))\(sum("DuePayableAmount", total))</ram:SpecifiedTradeSettlementHeaderMonetarySummation>\
            \(earlier)</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>
            </rsm:CrossIndustryInvoice>
            """
    }

    private func ciiLine(_ number: Int, _ line: Line) -> String {
        let reference =
            line.orderLine.map {
                "<ram:BuyerOrderReferencedDocument><ram:LineID>\($0)</ram:LineID></ram:BuyerOrderReferencedDocument>"
            }
            ?? ""
        return """
            <ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>\(number)</ram:LineID>\
            </ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:SellerAssignedID>\(line.part)</ram:SellerAssignedID>\
            <ram:Name>\(escaped(line.description))</ram:Name></ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement>\(reference)\
            <ram:NetPriceProductTradePrice><ram:ChargeAmount>\(Self.text(line.price))</ram:ChargeAmount></ram:NetPriceProductTradePrice>\
            </ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="\(line.unit)">\(line.quantity)\
            </ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax>\
            <ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>\(taxRate)</ram:RateApplicablePercent></ram:ApplicableTradeTax>\
            <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>\(Self.text(line.amount))</ram:LineTotalAmount>\
            </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>
            """
    }
}
