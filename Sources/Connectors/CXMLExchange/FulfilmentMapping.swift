import CXML
import FoundationEssentials
import Procurement
import UseCases
import XML

/// Confirmations and ship notices in the domain's words.
struct FulfilmentMapping {
    let now: Date

    func reference(_ reference: CXMLOrderReference) -> OrderReference {
        OrderReference(payloadID: reference.payloadID, number: reference.orderID)
    }

    /// Throws `InboundRefusal` 417 when the pieces of a line do not add up.
    func confirmation(
        _ request: CXMLConfirmationRequest, payloadID: String
    ) throws(InboundRefusal) -> SupplierConfirmation {
        var lines: [SupplierConfirmation.Line] = []
        for item in request.items {
            let sum = item.statuses.reduce(Decimal(0)) { $0 + ($1.quantity.value ?? 0) }
            if let quantity = item.quantity.value, sum != quantity, !item.statuses.isEmpty {
                throw InboundRefusal(
                    code: 417, text: "The status quantities of line \(item.lineNumber) add up to \(sum), not \(quantity).")
            }
            lines += item.statuses.map { line($0, of: item, in: request) }
        }
        let scope: SupplierConfirmation.Scope =
            switch request.type {
            case .accept, .except: .acceptWhole
            case .reject where request.items.isEmpty: .rejectWhole
            case .backordered where request.items.isEmpty: .backorderWhole
            case .allDetail, .replace: .restate
            default: .lines
            }
        let total = request.total.flatMap { CartMapping.money(of: $0) }
        return SupplierConfirmation(
            confirmID: request.confirmID ?? payloadID, noticeDate: request.noticeDate?.instant ?? now, receivedAt: now,
            scope: scope,
            lines: lines,
            total: total, comment: comment(request.comments), payloadID: payloadID)
    }

    private func line(
        _ status: CXMLConfirmationStatus, of item: CXMLConfirmationItem, in request: CXMLConfirmationRequest
    ) -> SupplierConfirmation.Line {
        var line = SupplierConfirmation.Line(lineNumber: item.lineNumber)
        let quantity = status.quantity.value ?? 0
        let type = status.type == .unknown ? request.type : status.type
        switch type {
        case .reject: line.rejected = quantity
        case .backordered: line.backordered = quantity
        case .accept, .detail, .allDetail, .except, .replace: line.accepted = quantity
        case .requestToPay, .unknown: break
        }
        line.unitPrice = status.unitPrice?.amount ?? status.item?.detail?.unitPrice?.amount
        var notes: [String] = []
        if let shipment = status.shipmentDate { notes.append("ships \(shipment.raw)") }
        if let delivery = status.deliveryDate { notes.append("arrives \(delivery.raw)") }
        if let part = status.item?.itemID.supplierPartID { notes.append("as \(part)") }
        if let comment = comment(status.comments) { notes.append(comment) }
        if !notes.isEmpty { line.note = notes.joined(separator: ", ") }
        return line
    }

    private func comment(_ comments: [CXMLComment]) -> String? {
        let texts = comments.filter { $0.type != "confirmID" }.map(\.text.trimmed).filter { !$0.isEmpty }
        return texts.isEmpty ? nil : texts.joined(separator: " ")
    }

    func shipments(_ request: CXMLShipNoticeRequest) -> [(OrderReference, Shipment)] {
        let carriers = request.controls.flatMap(\.carriers)
        let identifiers = request.controls.flatMap(\.shipments)
        return request.portions.map { portion in
            let shipment = Shipment(
                shipmentID: request.shipmentID, noticeDate: request.noticeDate?.instant ?? now,
                carrier: carriers.first { $0.domain.lowercased() == "companyname" }?.identifier ?? carriers.first?.identifier,
                trackingNumbers: identifiers.map(\.number).filter { !$0.isEmpty },
                trackingURL: identifiers.lazy.compactMap(\.trackingURL).first, shippedAt: request.shipmentDate?.instant,
                expectedAt: request.deliveryDate?.instant,
                lines: portion.items.map { Shipment.Line(lineNumber: $0.lineNumber, quantity: $0.quantity.value ?? 0) })
            return (reference(portion.orderReference), shipment)
        }
    }
}

extension CartMapping {
    static func money(of money: CXMLMoney) -> Money? {
        guard let amount = money.amount, let currency = Currency(money.currency) else { return nil }
        return Money(amount, currency)
    }
}
