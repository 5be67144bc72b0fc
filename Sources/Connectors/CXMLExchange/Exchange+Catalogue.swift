import CXML
import FoundationEssentials
package import Procurement
import UseCases
import XML

extension Exchange {
    /// A set-up in the domain's words. Throws `InboundRefusal` 450 for `source`.
    static func setup(_ request: CXMLPunchOutSetupRequest, _ envelope: CXMLEnvelope) throws(InboundRefusal) -> InboundSetup {
        guard let operation = PunchOutSession.Operation(rawValue: request.operation.rawValue) else {
            throw InboundRefusal(code: 450, text: "The operation \(request.operation.rawValue) is not implemented.")
        }
        let names = ["UserFullName", "UserPrintableName", "UserEmail", "UniqueName"].compactMap { request.extrinsics.value($0) }
        let contact = request.contacts.first { $0.role?.lowercased() == "enduser" } ?? request.contacts.first
        return InboundSetup(
            operation: operation, buyerCookie: request.buyerCookie, returnURL: request.browserFormPost,
            visitor: names.map(\.trimmed).first { !$0.isEmpty } ?? contact?.name.text ?? contact?.emails.first ?? "",
            isTest: envelope.deploymentMode == .test, selectedItem: request.selectedItem?.supplierPartID,
            payloadID: envelope.payloadID,
            lines: request.items.map {
                .init(sku: $0.itemID.supplierPartID, auxiliaryID: $0.itemID.auxiliaryID?.text, quantity: $0.quantity.value)
            })
    }

    /// Ends a visit to the catalogue; the answer has the document and the address that the browser takes it to.
    package func leaveCatalogue(
        _ id: Identifier<CatalogueVisit>, token: String, withCart: Bool
    ) async throws -> CatalogueVisit {
        try await application.perform(
            LeaveCatalogue(id, token: token, withCart: withCart) { Self.document(for: $0) }, as: .nobody)
    }

    /// The form's field and value that carry the visit's cart: `cXML-urlencoded`, in US-ASCII whatever the document holds, because the
    /// receiver has to ignore the declared encoding (cXML User's Guide, PunchOutOrderMessage). `nil` while it has not left.
    package static func form(of visit: CatalogueVisit) -> (name: String, value: String)? {
        guard let document = visit.document else { return nil }
        var text = ""
        for scalar in String(decoding: document, as: UTF8.self).unicodeScalars {
            if scalar.isASCII {
                text.unicodeScalars.append(scalar)
            } else {
                text += "&#x\(String(scalar.value, radix: 16, uppercase: true));"
            }
        }
        return ("cXML-urlencoded", text)
    }

    private static func document(for cart: LeavingCart) -> [UInt8] {
        let connection = cart.connection
        let us = CXMLCredential(domain: connection.from.domain, identity: connection.from.identity)
        let header = CXMLHeader(
            from: [us], to: [CXMLCredential(domain: connection.to.domain, identity: connection.to.identity)], sender: [us],
            userAgent: "Portico")
        let currency = cart.items.first?.line.currency ?? cart.visit.lines.first?.currency ?? .usd
        var total = Money.zero(currency)
        for entry in cart.items { total = entry.line.amount.flatMap { total.adding($0) } ?? total }
        let message = CXMLPunchOutOrderMessage(
            buyerCookie: cart.visit.buyerCookie, operationAllowed: .edit, total: CXMLMoney(total.amount, currency.code),
            items: cart.items.map { item($0.line, $0.item) })
        return CXMLWriter().write(
            CXMLDocument(
                envelope: CXMLEnvelope(
                    payloadID: cart.payloadID, timestamp: CXMLTimestamp(cart.timestamp), header: header,
                    deploymentMode: cart.visit.isTest ? .test : .production,
                    inReplyTo: cart.visit.setupPayloadID),
                body: .punchOutOrderMessage(message), status: cart.isUnchanged ? CXMLStatus(.noContent) : nil))
    }

    private static func item(_ line: CatalogueLine, _ item: CatalogueItem) -> CXMLItem {
        CXMLItem(
            quantity: CXMLQuantity(line.quantity),
            itemID: CXMLItemID(supplierPartID: line.sku, auxiliaryID: CXMLAuxiliaryID(text: line.auxiliaryID)),
            detail: CXMLItemDetail(
                unitPrice: CXMLMoney(line.price, line.currency.code), descriptions: [CXMLDescription(text: line.description)],
                unitOfMeasure: line.unitOfMeasure, classifications: [CXMLClassification(domain: "UNSPSC", code: item.unspsc)],
                manufacturerPartID: item.manufacturerPartID, manufacturerName: item.manufacturerName.map { CXMLText(text: $0) },
                leadTime: item.leadTimeDays.map { String($0) }))
    }
}
