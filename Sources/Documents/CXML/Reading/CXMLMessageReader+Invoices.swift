import FoundationEssentials
import XML

/// Invoices and credits.
extension CXMLMessageReader {
    /// Refused without an invoiceID or without any order; all else that is missing is told.
    mutating func invoiceDetailRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLInvoiceDetailRequest {
        distrustsEchoedOffsets = isFromAmazon
        guard let header = element.first(.InvoiceDetailRequestHeader) else {
            throw refusal(element, "The InvoiceDetailRequestHeader is missing.")
        }
        guard let invoiceID = header.attribute(.invoiceID) else { throw refusal(header, "The invoiceID is missing.") }
        var invoice = CXMLInvoiceDetailRequest(invoiceID: invoiceID)
        invoiceHeader(header, into: &invoice)
        for child in element.children {
            switch child.tag {
            case .InvoiceDetailOrder:
                invoice.orders.append(try invoiceOrder(child, from: invoice.orders.reduce(0) { $0 + $1.items.count }))
            case .InvoiceDetailHeaderOrder: invoice.orders.append(try invoiceHeaderOrder(child))
            case .InvoiceDetailSummary: invoice.amounts = invoiceAmounts(child)
            default: break
            }
        }
        itemPosition = nil
        if invoice.operation == .new {
            if invoice.orders.isEmpty { throw refusal(element, "The InvoiceDetailOrder is missing.") }
            if invoice.amounts.net == nil, invoice.amounts.due == nil {
                throw refusal(element.first(.InvoiceDetailSummary) ?? element, "The NetAmount is missing.")
            }
        }
        check(invoice, element)
        return invoice
    }

    private mutating func check(_ invoice: CXMLInvoiceDetailRequest, _ element: XMLElement) {
        let hasHeaderOrders = invoice.orders.contains { $0.headerLineNumber != nil }
        if hasHeaderOrders != invoice.isHeaderInvoice, !invoice.orders.isEmpty {
            warn(element, "isHeaderInvoice says otherwise than the orders.")
        }
        let sums = [invoice.amounts.due, invoice.amounts.net].compactMap { $0?.amount }
        if invoice.purpose.isCredit, sums.contains(where: { $0 > 0 }) {
            warn(element, "A credit with a positive amount; it is taken as negative.")
        }
    }

    private mutating func invoiceHeader(_ header: XMLElement, into invoice: inout CXMLInvoiceDetailRequest) {
        if header.attribute(.invoiceDate) == nil { warn(header, "The invoiceDate is missing.") }
        invoice.invoiceDate = timestamp(header, .invoiceDate)
        invoice.purpose = purpose(header)
        invoice.operation = choice(header, .operation, or: .new)
        invoice.isInformationOnly = isYes(header, .isInformationOnly)
        invoice.documentReference = header.first(.DocumentReference)?.attribute(.payloadID)
        invoice.comments = comments(header)
        invoice.idReferences = idReferences(header)
        invoice.extrinsics = extrinsics(header)
        for child in header.children {
            switch child.tag {
            case .InvoiceDetailHeaderIndicator: invoice.isHeaderInvoice = isYes(child, .isHeaderInvoice)
            case .InvoiceDetailLineIndicator: invoice.lineIndicators = lineIndicators(child)
            case .InvoicePartner:
                if let contact = contacts(child).first {
                    invoice.partners.append(CXMLInvoicePartner(contact: contact, idReferences: idReferences(child)))
                } else {
                    warn(child, "The Contact is missing.")
                }
            case .InvoiceIDInfo:
                invoice.originalInvoiceID = child.attribute(.invoiceID)
                invoice.originalInvoiceDate = timestamp(child, .invoiceDate)
            case .PaymentTerm, .InvoiceDetailPaymentTerm: paymentTerm(child).map { invoice.paymentTerms.append($0) }
            default: break
            }
        }
    }

    private mutating func purpose(_ header: XMLElement) -> CXMLInvoicePurpose {
        guard let text = header.attribute(.purpose) else { return .standard }
        if let purpose = CXMLInvoicePurpose.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) {
            return purpose
        }
        warn(header, "The purpose “\(text.prefix(40))” is unknown and taken as standard.")
        return .standard
    }

    /// Flags are only ever `yes`; any case of it counts.
    func isYes(_ element: XMLElement, _ attribute: CXMLAttribute) -> Bool {
        element.attribute(attribute)?.lowercased() == "yes"
    }

    private func lineIndicators(_ element: XMLElement) -> Set<CXMLInvoiceLineIndicator> {
        let flags: [(CXMLAttribute, CXMLInvoiceLineIndicator)] = [
            (.isTaxInLine, .isTaxInLine), (.isSpecialHandlingInLine, .isSpecialHandlingInLine),
            (.isShippingInLine, .isShippingInLine), (.isDiscountInLine, .isDiscountInLine),
            (.isAccountingInLine, .isAccountingInLine), (.isPriceAdjustmentInLine, .isPriceAdjustmentInLine),
        ]
        return Set(flags.filter { isYes(element, $0.0) }.map(\.1))
    }

    private mutating func paymentTerm(_ element: XMLElement) -> CXMLInvoicePaymentTerm? {
        guard let days = element.attribute(.payInNumberOfDays).flatMap({ Int($0) }), days >= 0 else {
            warn(element, "payInNumberOfDays is missing or no number.")
            return nil
        }
        let rate = element.attribute(.percentageRate) ?? element.first(.Discount)?.first(.DiscountPercent)?.attribute(.percent)
        return CXMLInvoicePaymentTerm(days: days, rawPercentageRate: rate)
    }

    // MARK: Orders and lines

    private mutating func invoiceOrder(_ element: XMLElement, from earlier: Int) throws(CXMLRefusal) -> CXMLInvoiceOrder {
        var order = invoiceOrderInfo(element)
        for child in element.children where child.tag == .InvoiceDetailItem || child.tag == .InvoiceDetailServiceItem {
            itemPosition = earlier + order.items.count + 1
            order.items.append(try invoiceItem(child))
        }
        itemPosition = nil
        if order.items.isEmpty { warn(element, "The order has no lines.") }
        return order
    }

    private mutating func invoiceHeaderOrder(_ element: XMLElement) throws(CXMLRefusal) -> CXMLInvoiceOrder {
        var order = invoiceOrderInfo(element)
        guard let summary = element.first(.InvoiceDetailOrderSummary) else {
            throw refusal(element, "The InvoiceDetailOrderSummary is missing.")
        }
        order.headerLineNumber = lineNumber(summary, .invoiceLineNumber) ?? 1
        order.amounts = invoiceAmounts(summary)
        order.comments = comments(summary)
        order.extrinsics = extrinsics(summary)
        return order
    }

    private mutating func invoiceOrderInfo(_ element: XMLElement) -> CXMLInvoiceOrder {
        var order = CXMLInvoiceOrder()
        guard let info = element.first(.InvoiceDetailOrderInfo) else {
            warn(element, "The InvoiceDetailOrderInfo is missing: the order is not known.")
            return order
        }
        if let reference = info.first(.OrderReference) ?? info.first(.OrderIDInfo) {
            order.orderReference = CXMLOrderReference(
                orderID: reference.attribute(.orderID), payloadID: reference.first(.DocumentReference)?.attribute(.payloadID),
                orderDate: timestamp(reference, .orderDate))
        }
        order.agreementID = (info.first(.MasterAgreementReference) ?? info.first(.MasterAgreementIDInfo))?.attribute(.agreementID)
        if let supplier = info.first(.SupplierOrderInfo) {
            order.supplierOrderID = supplier.attribute(.orderID)
            order.supplierOrderDate = timestamp(supplier, .orderDate)
        }
        if order.orderReference?.orderID == nil, order.orderReference?.payloadID == nil, order.supplierOrderID == nil,
            order.agreementID == nil
        {
            warn(info, "Neither an order nor a contract is named.")
        }
        return order
    }

    private mutating func invoiceItem(_ element: XMLElement) throws(CXMLRefusal) -> CXMLInvoiceItem {
        let isService = element.tag == .InvoiceDetailServiceItem
        var text = element.attribute(.quantity)
        if text == nil, isService { text = "1" }
        guard let text else { throw refusal(element, "The quantity is missing.") }
        // Line-level credits count backwards.
        guard let amount = CXMLNumber.decimal(text.trimmed) else {
            throw refusal(element, "The quantity “\(text.prefix(40))” cannot be read.")
        }
        let number = lineNumber(element, .invoiceLineNumber)
        if number == nil { warn(element, "The invoiceLineNumber is missing; the position counts.") }
        var item = CXMLInvoiceItem(
            invoiceLineNumber: number ?? itemPosition ?? 1, quantity: CXMLQuantity(value: amount, raw: text.trimmed))
        item.isService = isService
        item.isReturn = element.attribute(.reason)?.lowercased() == "return"
        item.unitOfMeasure = element.text(of: .UnitOfMeasure) ?? ""
        item.unitPrice = element.first(.UnitPrice).flatMap { money(in: $0) }
        if item.unitPrice == nil, !isService { warn(element, "The UnitPrice is missing.") }
        item.priceBasis = element.first(.PriceBasisQuantity).map { priceBasis($0) }
        try reference(of: element, into: &item)
        item.amounts = invoiceAmounts(element)
        item.shippingContacts =
            element.first(.InvoiceDetailLineShipping)?.first(.InvoiceDetailShipping).map { contacts($0) } ?? []
        item.distributions = distributions(element)
        item.comments = comments(element)
        item.extrinsics = extrinsics(element)
        return item
    }

    private mutating func reference(of element: XMLElement, into item: inout CXMLInvoiceItem) throws(CXMLRefusal) {
        guard let reference = element.first(.InvoiceDetailItemReference) ?? element.first(.InvoiceDetailServiceItemReference)
        else {
            warn(element, "The InvoiceDetailItemReference is missing: the order's line is not known.")
            return
        }
        item.lineNumber = lineNumber(reference)
        if let id = reference.first(.ItemID) { item.itemID = try itemID(id) }
        item.description = reference.first(.Description).map { description($0) }
        item.classifications = classifications(reference)
    }

    func classifications(_ element: XMLElement) -> [CXMLClassification] {
        element.children.filter { $0.tag == .Classification }.map {
            CXMLClassification(domain: $0.attribute(.domain) ?? "", code: $0.text.nonEmpty ?? $0.attribute(.code) ?? "")
        }
    }

    private mutating func invoiceAmounts(_ element: XMLElement) -> CXMLInvoiceAmounts {
        var amounts = CXMLInvoiceAmounts(tax: tax(element))
        for child in element.children {
            switch child.tag {
            case .SubtotalAmount: amounts.subtotal = money(in: child)
            case .SpecialHandlingAmount, .InvoiceDetailLineSpecialHandling: amounts.specialHandling = money(in: child)
            case .ShippingAmount, .InvoiceDetailLineShipping: amounts.shipping = money(in: child)
            case .GrossAmount: amounts.gross = money(in: child)
            case .InvoiceDetailDiscount:
                amounts.discount = money(in: child)
                amounts.rawDiscountRate = child.attribute(.percentageRate)
            case .NetAmount: amounts.net = money(in: child)
            case .DepositAmount: amounts.deposit = money(in: child)
            case .DueAmount: amounts.due = money(in: child)
            default: break
            }
        }
        return amounts
    }
}
