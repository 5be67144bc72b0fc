import CXML
import FoundationEssentials
import Procurement
package import UseCases
import XML

/// Writes an order as a cXML OrderRequest: aux IDs and ItemDetail as they came, line numbers 1…n, one Distribution a line, or
/// one a share of a split line; the charges of a line sum to its amount. Only the note to the supplier leaves, never the comment.
package struct CXMLOrderWriter: OrderWriter {
    package init() {}

    package func document(for outgoing: OutgoingOrder) throws -> [UInt8] {
        let order = outgoing.order
        var header = CXMLOrderHeader(orderID: order.number ?? order.id.text, orderDate: CXMLTimestamp(outgoing.timestamp))
        header.total = order.total.map(Self.money)
        header.shipTo = outgoing.shipTo.map { Parties.address($0) }
        header.billTo = outgoing.billTo.map { Parties.address($0) } ?? CXMLAddress(name: CXMLText(text: outgoing.legalEntityName))
        header.shipping = order.shipping.map { CXMLShipping(money: Self.money($0), description: CXMLText(text: "Shipping")) }
        header.tax = order.tax.map { CXMLTax(money: Self.money($0), description: CXMLText(text: "Tax")) }
        if let buyer = outgoing.buyer {
            header.contacts = [CXMLContact(role: "endUser", name: CXMLText(text: buyer.name), emails: [buyer.email])]
            header.extrinsics = [CXMLExtrinsic(name: "UserEmail", value: buyer.email)]
        }
        header.comments = Self.comments(order.supplierNote)
        switch outgoing.kind {
        case .cxmlOrder, .mail, .orderPDF: break
        case .cxmlOrderChange: header.type = .update
        case .cxmlOrderCancellation: header.type = .delete
        }
        header.orderVersion = outgoing.orderVersion.map(String.init)
        header.documentReference = outgoing.replaces
        if order.origin == .punchIn { header.supplierOrderID = order.supplierReference }
        let items = try order.lines.map { line in
            try Self.item(
                line, distributions: outgoing.accounting[line.lineNumber] ?? [],
                isRepriced: outgoing.repricedLines.contains(line.lineNumber))
        }
        return CXMLWriter().write(
            CXMLDocument(
                envelope: CXMLEnvelope(
                    payloadID: outgoing.payloadID, timestamp: CXMLTimestamp(outgoing.timestamp),
                    header: Parties.header(outgoing.connection, secret: outgoing.sharedSecret),
                    deploymentMode: order.isTest ? .test : .production),
                body: .orderRequest(CXMLOrderRequest(header: header, items: items))))
    }

    private static func money(_ money: Money) -> CXMLMoney { CXMLMoney(money.amount, money.currency.code) }

    private static func comments(_ note: SupplierNote?) -> [CXMLComment] { note.map { [CXMLComment(text: $0.text)] } ?? [] }

    /// A line as an ItemOut.
    ///
    /// - Parameter isRepriced: the price is ours, whatever the supplier's own detail says.
    static func item(
        _ line: OrderLine, distributions: [OutgoingOrder.Distribution], isRepriced: Bool = false
    ) throws -> CXMLItem {
        var item = CXMLItem(
            quantity: CXMLQuantity(line.quantity),
            itemID: CXMLItemID(
                supplierPartID: line.supplierPartID, auxiliaryID: try line.auxiliaryID.map { try CXMLAuxiliaryID(innerXML: $0) }),
            lineNumber: line.lineNumber)
        item.detail = try detail(line, isRepriced: isRepriced)
        item.requestedDeliveryDate = line.requestedDelivery.map { CXMLTimestamp($0.start) }
        item.distributions = distributions.map { part in
            CXMLDistribution(
                accountingName: distributions.count > 1 ? "Portico, share \(part.shareNumber)" : "Portico",
                segments: part.segments.map {
                    CXMLAccountingSegment(id: $0.id, name: CXMLText(text: $0.name), description: CXMLText(text: $0.description))
                }, charge: money(part.charge))
        }
        return item
    }

    /// The supplier's own detail as it came, repaired only where the DTD would refuse it.
    private static func detail(_ line: OrderLine, isRepriced: Bool) throws -> CXMLItemDetail {
        let unit = line.unitOfMeasure.isEmpty ? "EA" : line.unitOfMeasure
        let price = line.unitPrice.map { CXMLMoney($0, line.currency.code) }
        var classification = CXMLClassification(domain: "NotAvailable", code: "NotAvailable")
        if let code = line.classificationCode, !code.isEmpty {
            classification = CXMLClassification(domain: line.classificationDomain ?? "UNSPSC", code: code)
        }
        var detail = CXMLItemDetail(
            unitPrice: price, descriptions: [CXMLDescription(text: line.description)], unitOfMeasure: unit,
            classifications: [classification])
        if let xml = line.itemDetailXML {
            detail.verbatim = CXMLItemDetail.sendable(
                try XMLFragment(content: xml),
                CXMLItemDetail.Substitutes(unitPrice: price, description: line.description, unitOfMeasure: unit),
                repricing: isRepriced)
        }
        return detail
    }
}
