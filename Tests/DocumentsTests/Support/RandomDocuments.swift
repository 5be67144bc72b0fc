import CXML
import FoundationEssentials

/// Makes documents up: words with everything that XML finds hard, amounts in several currencies, parts present or not.
struct RandomDocuments {
    var random: Seeded
    private static let words = [
        "Pen", "ünïcödé", "日本", "😀", "<b>", "&amp;", "\"q\"", "it's", "]]>", "a\tb", "100%", "e\u{301}", "\u{1}", "&", ";",
    ]

    init(seed: UInt64) { random = Seeded(seed) }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func one<T>(of values: [T], or fallback: T) -> T { values.randomElement(using: &random) ?? fallback }
    /// A value in half of the cases.
    mutating func maybe<T>(_ make: (inout Self) -> T) -> T? { chance(50) ? make(&self) : nil }
    mutating func some<T>(_ range: ClosedRange<Int>, _ make: (inout Self) -> T) -> [T] {
        (0..<number(range)).map { _ in make(&self) }
    }

    /// Text that begins and ends with a letter, because reading trims.
    mutating func text() -> String {
        "T" + (0..<number(0...4)).map { _ in one(of: Self.words, or: "") }.joined(separator: " ") + "x"
    }

    mutating func name() -> CXMLText { CXMLText(text: text(), language: one(of: ["en", "de", "ja"], or: "en")) }
    mutating func id() -> String { "ID-\(number(1...99_999))" }
    mutating func date() -> CXMLTimestamp { CXMLTimestamp(Date(timeIntervalSince1970: Double(number(0...2_000_000_000)))) }
    mutating func money(_ currency: String) -> CXMLMoney {
        CXMLMoney(Decimal(number(-999_999...99_999_999)) / (currency == "JPY" ? 1 : 100), currency)
    }
    mutating func currency() -> String { one(of: ["EUR", "USD", "JPY", "GBP"], or: "EUR") }
    mutating func quantity() -> CXMLQuantity { CXMLQuantity(Decimal(number(1...99_999)) / one(of: [1, 1, 10, 1000], or: 1)) }
    mutating func comment() -> CXMLComment { CXMLComment(text: text(), language: "en", type: maybe { $0.id() }) }
    mutating func extrinsic() -> CXMLExtrinsic { CXMLExtrinsic(name: text(), value: text()) }
    mutating func contact() -> CXMLContact {
        CXMLContact(role: "endUser", name: name(), emails: some(0...2) { "\($0.id())@b.example" })
    }

    mutating func address() -> CXMLAddress {
        let postal = CXMLPostalAddress(
            deliverTo: some(0...2) { $0.text() }, streets: some(1...2) { $0.text() }, city: text(), state: maybe { $0.text() },
            postalCode: maybe { $0.id() }, country: "Japan", isoCountryCode: "JP")
        return CXMLAddress(name: name(), postal: postal, email: maybe { $0.id() + "@b.example" }, addressID: maybe { $0.id() })
    }

    mutating func tax(_ currency: String) -> CXMLTax {
        let details = some(0...2) { made in
            CXMLTaxDetail(
                category: "vat", percentageRate: Decimal(made.number(0...250)) / 10, taxAmount: made.money(currency),
                description: made.maybe { $0.name() })
        }
        return CXMLTax(money: money(currency), description: name(), details: details)
    }

    mutating func shipping(_ currency: String) -> CXMLShipping { CXMLShipping(money: money(currency), description: name()) }

    mutating func basis() -> CXMLPriceBasis {
        CXMLPriceBasis(quantity: quantity(), conversionFactor: quantity(), unitOfMeasure: "EA", description: maybe { $0.name() })
    }

    mutating func itemID() -> CXMLItemID {
        CXMLItemID(
            supplierPartID: text(), auxiliaryID: maybe { CXMLAuxiliaryID(text: " \($0.text()) ") }, buyerPartID: maybe { $0.id() }
        )
    }

    mutating func item(_ currency: String, line: Int) -> CXMLItem {
        var detail = CXMLItemDetail(unitPrice: CXMLMoney(Decimal(number(0...9_999_999)) / 10_000, currency))
        detail.descriptions = some(1...2) { CXMLDescription(text: $0.text(), shortName: $0.maybe { $0.text() }, language: "en") }
        detail.unitOfMeasure = "EA"
        detail.priceBasis = maybe { $0.basis() }
        detail.classifications = some(1...3) { CXMLClassification(domain: "UNSPSC", code: $0.id()) }
        detail.manufacturerPartID = maybe { $0.text() }
        detail.manufacturerName = maybe { $0.name() }
        detail.extrinsics = some(0...3) { $0.extrinsic() }
        var item = CXMLItem(quantity: quantity(), itemID: itemID(), lineNumber: line, detail: detail)
        item.shipTo = maybe { $0.address() }
        item.shipping = maybe { $0.shipping(currency) }
        item.tax = maybe { $0.tax(currency) }
        item.comments = some(0...1) { $0.comment() }
        return item
    }

    mutating func items(_ currency: String) -> [CXMLItem] {
        (1...number(1...4)).map { item(currency, line: $0) }
    }
}

extension RandomDocuments {
    mutating func body() -> CXMLBody {
        switch number(0...5) {
        case 0: .orderRequest(order())
        case 1: .punchOutOrderMessage(cart())
        case 2: .confirmationRequest(confirmation())
        case 3: .invoiceDetailRequest(invoice())
        case 4: .shipNoticeRequest(shipNotice())
        default: .purchaseRequisitionRequest(requisition())
        }
    }

    private mutating func order() -> CXMLOrderRequest {
        let currency = currency()
        var header = CXMLOrderHeader(orderID: id(), orderDate: date(), total: money(currency), billTo: address())
        header.type = one(of: [.new, .update, .delete], or: .new)
        header.documentReference = header.type == .new ? nil : id()
        header.orderVersion = maybe { String($0.number(1...9)) }
        header.shipTo = maybe { $0.address() }
        header.shipping = maybe { $0.shipping(currency) }
        header.tax = maybe { $0.tax(currency) }
        header.contacts = some(0...2) { $0.contact() }
        header.comments = some(0...2) { $0.comment() }
        header.extrinsics = some(0...3) { $0.extrinsic() }
        return CXMLOrderRequest(
            header: header,
            items: items(currency).map { item in
                var item = item
                item.distributions = some(0...2) { made in
                    CXMLDistribution(
                        accountingName: made.text(),
                        segments: made.some(1...3) {
                            CXMLAccountingSegment(id: $0.id(), name: $0.name(), description: $0.name())
                        },
                        charge: made.money(currency))
                }
                return item
            })
    }

    private mutating func cart() -> CXMLPunchOutOrderMessage {
        let currency = currency()
        return CXMLPunchOutOrderMessage(
            buyerCookie: text(), operationAllowed: one(of: [.create, .inspect, .edit], or: .create), isQuotePending: chance(20),
            total: money(currency), shipping: maybe { $0.shipping(currency) }, tax: maybe { $0.tax(currency) },
            items: chance(10) ? [] : items(currency))
    }

    private mutating func requisition() -> CXMLPurchaseRequisitionRequest {
        let currency = currency()
        return CXMLPurchaseRequisitionRequest(
            requisitionID: id(), requisitionDate: date(), total: money(currency), shipTo: maybe { $0.address() },
            comments: some(0...1) { $0.comment() }, extrinsics: some(0...2) { $0.extrinsic() }, items: items(currency))
    }

    private mutating func confirmation() -> CXMLConfirmationRequest {
        let currency = currency()
        let types: [CXMLConfirmationType] = [.accept, .detail, .backordered, .reject, .allDetail]
        return CXMLConfirmationRequest(
            orderReference: CXMLOrderReference(orderID: maybe { $0.text() }, payloadID: id(), orderDate: maybe { $0.date() }),
            type: one(of: [.accept, .allDetail, .detail, .backordered, .except, .reject, .replace], or: .detail),
            confirmID: maybe { $0.id() }, operation: one(of: [.new, .update], or: .new), noticeDate: date(),
            total: maybe { $0.money(currency) }, comments: some(0...2) { $0.comment() },
            items: (0..<number(0...3)).map { index in
                CXMLConfirmationItem(
                    lineNumber: index + 1, quantity: quantity(), unitOfMeasure: "EA",
                    statuses: some(1...3) { made in
                        CXMLConfirmationStatus(
                            type: made.one(of: types, or: .accept), quantity: made.quantity(), unitOfMeasure: "EA",
                            shipmentDate: made.maybe { $0.date() }, deliveryDate: made.maybe { $0.date() },
                            unitPrice: made.maybe { $0.money(currency) }, tax: made.maybe { $0.tax(currency) },
                            comments: made.some(0...1) { $0.comment() })
                    })
            })
    }

    private mutating func shipNotice() -> CXMLShipNoticeRequest {
        CXMLShipNoticeRequest(
            shipmentID: id(), noticeDate: date(), shipmentDate: maybe { $0.date() }, deliveryDate: maybe { $0.date() },
            operation: one(of: [.new, .update, .delete], or: .new), comments: some(0...1) { $0.comment() },
            controls: some(0...2) { made in
                CXMLShipControl(
                    carriers: [CXMLIDReference(domain: "companyName", identifier: made.text())],
                    shipments: made.some(1...3) { CXMLShipmentIdentifier(number: $0.id()) })
            },
            portions: some(1...3) { made in
                CXMLShipNoticePortion(
                    orderReference: CXMLOrderReference(orderID: made.id(), payloadID: made.id()),
                    items: made.some(0...3) {
                        CXMLShipNoticeItem(lineNumber: $0.number(1...99), quantity: $0.quantity(), unitOfMeasure: "EA")
                    })
            })
    }

    private mutating func invoice() -> CXMLInvoiceDetailRequest {
        let currency = currency()
        let isHeader = chance(30)
        let isCredit = chance(30)
        var invoice = CXMLInvoiceDetailRequest(invoiceID: id(), invoiceDate: date(), isHeaderInvoice: isHeader)
        invoice.purpose =
            isCredit ? (isHeader ? .creditMemo : .lineLevelCreditMemo) : one(of: [.standard, .debitMemo], or: .standard)
        invoice.operation = chance(20) ? .delete : .new
        invoice.partners = some(0...3) { CXMLInvoicePartner(contact: $0.contact()) }
        invoice.documentReference = maybe { $0.id() }
        invoice.paymentTerms = some(0...2) {
            CXMLInvoicePaymentTerm(days: $0.number(0...90), rawPercentageRate: $0.maybe { _ in "2.5" })
        }
        invoice.extrinsics = some(0...2) { $0.extrinsic() }
        invoice.amounts = amounts(currency)
        if isCredit {
            invoice.amounts.net = CXMLMoney(Decimal(-number(1...999)), currency)
            invoice.amounts.due = invoice.amounts.net
        }
        var line = 0
        invoice.orders = some(1...3) { made in
            var order = CXMLInvoiceOrder(supplierOrderID: made.id())
            order.orderReference = made.maybe { made in CXMLOrderReference(orderID: made.id(), payloadID: made.maybe { $0.id() })
            }
            line += 1
            if isHeader {
                order.headerLineNumber = line
                order.amounts = made.amounts(currency)
                order.amounts.deposit = nil
                order.amounts.due = nil
            } else {
                order.items = made.some(1...3) { $0.invoiceItem(currency, isCredit) }
            }
            return order
        }
        return invoice
    }

    private mutating func amounts(_ currency: String) -> CXMLInvoiceAmounts {
        CXMLInvoiceAmounts(
            subtotal: money(currency), tax: tax(currency), gross: maybe { $0.money(currency) }, net: money(currency),
            due: maybe { $0.money(currency) })
    }

    private mutating func invoiceItem(_ currency: String, _ isCredit: Bool) -> CXMLInvoiceItem {
        let count = quantity()
        var item = CXMLInvoiceItem(
            invoiceLineNumber: number(1...999), lineNumber: number(1...999),
            quantity: isCredit ? CXMLQuantity(-(count.value ?? 1)) : count, unitOfMeasure: "EA", unitPrice: money(currency),
            itemID: maybe { $0.itemID() })
        item.description = maybe { CXMLDescription(text: $0.text(), language: "en") }
        item.priceBasis = maybe { $0.basis() }
        item.isService = chance(20)
        item.isReturn = !item.isService && chance(20)
        item.amounts = amounts(currency)
        item.amounts.due = nil
        item.comments = some(0...1) { $0.comment() }
        return item
    }
}
