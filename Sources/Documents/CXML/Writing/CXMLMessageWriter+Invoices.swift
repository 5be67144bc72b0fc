import XML

/// Invoices and credits.
extension CXMLMessageWriter {
    mutating func invoiceDetailRequest(_ invoice: CXMLInvoiceDetailRequest) {
        xml.open("InvoiceDetailRequest")
        invoiceHeader(invoice)
        for order in invoice.orders {
            if order.headerLineNumber != nil {
                invoiceHeaderOrder(order)
            } else {
                xml.open("InvoiceDetailOrder")
                orderInfo(order)
                for item in order.items { item.isService ? invoiceServiceItem(item) : invoiceItem(item) }
                xml.close()
            }
        }
        invoiceSummary(invoice.amounts)
        xml.close()
    }

    private mutating func invoiceHeader(_ invoice: CXMLInvoiceDetailRequest) {
        xml.open(
            "InvoiceDetailRequestHeader",
            [
                "invoiceID": invoice.invoiceID, "isInformationOnly": invoice.isInformationOnly ? "yes" : nil,
                "purpose": invoice.purpose.rawValue, "operation": invoice.operation == .delete ? "delete" : "new",
                "invoiceDate": invoice.invoiceDate?.text,
            ])
        emptyElement("InvoiceDetailHeaderIndicator", ["isHeaderInvoice": invoice.isHeaderInvoice ? "yes" : nil])
        func flag(_ indicator: CXMLInvoiceLineIndicator) -> String? { invoice.lineIndicators.contains(indicator) ? "yes" : nil }
        emptyElement(
            "InvoiceDetailLineIndicator",
            [
                "isTaxInLine": flag(.isTaxInLine), "isSpecialHandlingInLine": flag(.isSpecialHandlingInLine),
                "isShippingInLine": flag(.isShippingInLine), "isDiscountInLine": flag(.isDiscountInLine),
                "isAccountingInLine": flag(.isAccountingInLine), "isPriceAdjustmentInLine": flag(.isPriceAdjustmentInLine),
            ])
        for partner in invoice.partners where !partner.contact.name.text.isEmpty {
            xml.open("InvoicePartner")
            contacts([partner.contact])
            idReferences(partner.idReferences)
            xml.close()
        }
        documentReference(invoice.documentReference)
        if let original = invoice.originalInvoiceID {
            emptyElement("InvoiceIDInfo", ["invoiceID": original, "invoiceDate": invoice.originalInvoiceDate?.text])
        }
        for term in invoice.paymentTerms { paymentTerm(term) }
        comments(Array(invoice.comments.prefix(1)))
        idReferences(invoice.idReferences)
        extrinsics(invoice.extrinsics)
        xml.close()
    }

    private mutating func paymentTerm(_ term: CXMLInvoicePaymentTerm) {
        xml.open("PaymentTerm", ["payInNumberOfDays": String(term.days)])
        if let rate = term.rawPercentageRate {
            xml.open("Discount")
            emptyElement("DiscountPercent", ["percent": rate])
            xml.close()
        }
        xml.close()
    }

    /// With a payloadID as OrderReference, with a number alone as OrderIDInfo, as the DTD has it.
    private mutating func orderInfo(_ order: CXMLInvoiceOrder) {
        xml.open("InvoiceDetailOrderInfo")
        if let reference = order.orderReference, reference.payloadID != nil {
            orderReference(reference)
            agreement(order.agreementID)
        } else {
            agreement(order.agreementID)
            orderID(order.orderReference)
        }
        supplierOrderInfo(order.supplierOrderID, order.supplierOrderDate)
        xml.close()
    }

    private mutating func agreement(_ id: String?) {
        if let id { emptyElement("MasterAgreementIDInfo", ["agreementID": id]) }
    }

    mutating func orderID(_ reference: CXMLOrderReference?) {
        guard let reference, let id = reference.orderID else { return }
        emptyElement("OrderIDInfo", ["orderID": id, "orderDate": reference.orderDate?.text])
    }

    private mutating func invoiceHeaderOrder(_ order: CXMLInvoiceOrder) {
        xml.open("InvoiceDetailHeaderOrder")
        orderInfo(order)
        xml.open("InvoiceDetailOrderSummary", ["invoiceLineNumber": String(order.headerLineNumber ?? 1)])
        money(in: "SubtotalAmount", order.amounts.subtotal)
        lineAmounts(order.amounts, shippingContacts: [])
        comments(Array(order.comments.prefix(1)))
        extrinsics(order.extrinsics)
        xml.close()
        xml.close()
    }

    // MARK: Lines

    private mutating func invoiceItem(_ item: CXMLInvoiceItem) {
        xml.open(
            "InvoiceDetailItem",
            [
                "invoiceLineNumber": String(item.invoiceLineNumber), "quantity": item.quantity.text,
                "reason": item.isReturn ? "return" : nil,
            ])
        xml.element("UnitOfMeasure", text: item.unitOfMeasure)
        unitPrice(item.unitPrice)
        if let basis = item.priceBasis { priceBasis(basis) }
        xml.open("InvoiceDetailItemReference", ["lineNumber": String(item.lineNumber ?? item.invoiceLineNumber)])
        if let id = item.itemID { itemID(id) }
        if let description = item.description { self.description(description) }
        classifications(item.classifications)
        xml.close()
        money(in: "SubtotalAmount", item.amounts.subtotal)
        lineAmounts(item.amounts, shippingContacts: item.shippingContacts)
        lineEnd(item)
    }

    private mutating func invoiceServiceItem(_ item: CXMLInvoiceItem) {
        xml.open(
            "InvoiceDetailServiceItem",
            ["invoiceLineNumber": String(item.invoiceLineNumber), "quantity": item.quantity.text])
        xml.open("InvoiceDetailServiceItemReference", ["lineNumber": item.lineNumber.map(String.init)])
        classifications(item.classifications)
        if let id = item.itemID { itemID(id) }
        if let description = item.description { self.description(description) }
        xml.close()
        money(in: "SubtotalAmount", item.amounts.subtotal)
        if item.unitPrice != nil, !item.unitOfMeasure.isEmpty {
            xml.element("UnitOfMeasure", text: item.unitOfMeasure)
            unitPrice(item.unitPrice)
            if let basis = item.priceBasis { priceBasis(basis) }
        }
        var amounts = item.amounts
        // Services have no handling and no transport of their own.
        amounts.specialHandling = nil
        amounts.shipping = nil
        lineAmounts(amounts, shippingContacts: [])
        lineEnd(item)
    }

    private mutating func lineEnd(_ item: CXMLInvoiceItem) {
        distributions(item.distributions)
        comments(Array(item.comments.prefix(1)))
        extrinsics(item.extrinsics)
        xml.close()
    }

    mutating func classifications(_ classifications: [CXMLClassification]) {
        for classification in classifications where !classification.code.isEmpty {
            let domain = classification.domain.isEmpty ? "UNSPSC" : classification.domain
            xml.element("Classification", ["domain": domain], text: classification.code)
        }
    }

    /// What follows the subtotal of a line or order. Transport needs the two contacts that the DTD wants, and is left out without.
    private mutating func lineAmounts(_ amounts: CXMLInvoiceAmounts, shippingContacts: [CXMLContact]) {
        tax(amounts.tax)
        money(in: "InvoiceDetailLineSpecialHandling", amounts.specialHandling)
        if let shipping = amounts.shipping, shippingContacts.count > 1 {
            xml.open("InvoiceDetailLineShipping")
            xml.open("InvoiceDetailShipping")
            contacts(shippingContacts)
            xml.close()
            money(shipping)
            xml.close()
        }
        money(in: "GrossAmount", amounts.gross)
        discount(amounts)
        money(in: "NetAmount", amounts.net)
    }

    private mutating func discount(_ amounts: CXMLInvoiceAmounts) {
        guard let discount = amounts.discount else { return }
        xml.open("InvoiceDetailDiscount", ["percentageRate": amounts.rawDiscountRate])
        money(discount)
        xml.close()
    }

    private mutating func invoiceSummary(_ amounts: CXMLInvoiceAmounts) {
        xml.open("InvoiceDetailSummary")
        money(in: "SubtotalAmount", amounts.subtotal)
        tax(amounts.tax)
        money(in: "SpecialHandlingAmount", amounts.specialHandling)
        money(in: "ShippingAmount", amounts.shipping)
        money(in: "GrossAmount", amounts.gross)
        discount(amounts)
        money(in: "NetAmount", amounts.net)
        money(in: "DepositAmount", amounts.deposit)
        money(in: "DueAmount", amounts.due)
        xml.close()
    }
}
