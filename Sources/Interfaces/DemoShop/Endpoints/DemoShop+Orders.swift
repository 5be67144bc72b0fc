import CXML
import Cryptography
import FoundationEssentials
import HTTP

extension DemoShop {
    /// `POST /orders`: the purchase order request URL. 200 says received, not accepted: that is said by confirmations.
    func order(_ request: HTTPRequest) async -> HTTPResponse {
        await document(request, takesBasic: true) { arrival in
            switch arrival.document.body {
            case .profileRequest: return response(CXMLStatus(.notImplemented, "The profile is at the set-up address."))
            case .orderRequest(let order): return response(await receive(order, arrival))
            default: return response(CXMLStatus(.notImplemented, "\(arrival.document.body.name) is not for this address."))
            }
        }
    }

    private func receive(_ request: CXMLOrderRequest, _ arrival: Arrival) async -> CXMLStatus {
        let envelope = arrival.document.envelope
        let hash = SHA256.digest(arrival.octets)
        if let earlier = await state.earlierAnswer(envelope.payloadID, hash: hash) { return earlier }
        guard !envelope.payloadID.isEmpty else { return CXMLStatus(.badRequest, "The payloadID is missing.") }
        guard request.header.type == .new else {
            return CXMLStatus(.notImplemented, "Orders are changed and cancelled in the shop: only type new is taken.")
        }
        guard !request.items.isEmpty else { return CXMLStatus(.badRequest, "The order has no lines.") }
        let numbers = request.items.compactMap(\.lineNumber)
        guard numbers.count == request.items.count, Set(numbers).count == numbers.count else {
            return CXMLStatus(.badRequest, "Every line needs a lineNumber of its own.")
        }
        guard request.items.allSatisfy({ ($0.quantity.value ?? 0) > 0 }) else {
            return CXMLStatus(.badRequest, "Every line needs a quantity above zero.")
        }
        let order = await received(request, envelope)
        if let earlier = await state.receive(order, hash: hash, status: CXMLStatus(.ok, "received")) { return earlier }
        if configuration.isAutomatic {
            Task { await fulfil(order.payloadID) }
        }
        return CXMLStatus(.ok, "received")
    }

    private func received(_ request: CXMLOrderRequest, _ envelope: CXMLEnvelope) async -> ReceivedOrder {
        let header = request.header
        var lines: [ReceivedOrder.Line] = []
        for (index, item) in request.items.enumerated() {
            lines.append(
                ReceivedOrder.Line(
                    lineNumber: item.lineNumber ?? index + 1, partID: item.itemID.supplierPartID,
                    auxiliaryID: item.itemID.auxiliaryID?.text, quantity: item.quantity.value ?? 0,
                    unitOfMeasure: item.detail?.unitOfMeasure ?? "EA", unitPrice: item.detail?.unitPrice,
                    title: item.detail?.title ?? item.itemID.supplierPartID, complaint: await complaint(item)))
        }
        let postal = header.shipTo?.postal
        return ReceivedOrder(
            payloadID: envelope.payloadID, orderID: header.orderID, orderDate: header.orderDate, mode: envelope.deploymentMode,
            receivedAt: now(), punchInOrderID: await punchIn(of: header),
            destination: [header.shipTo?.name.text, postal?.streets.first, postal?.city].compactMap { $0 }.joined(
                separator: ", "),
            currency: header.total?.currency ?? configuration.currency, lines: lines)
    }

    /// Why a line cannot be delivered. Amazon knows an offer by part and auxiliary part id together, as its cart gave them.
    private func complaint(_ item: CXMLItem) async -> String? {
        guard let auxiliary = item.itemID.auxiliaryID?.text, !auxiliary.isEmpty else {
            return "The auxiliary part id is missing."
        }
        guard let partID = await state.partID(of: auxiliary) else { return "The auxiliary part id is unknown." }
        return partID == item.itemID.supplierPartID ? nil : "The part id does not belong to the auxiliary part id."
    }

    /// The punch-in that an order confirms: it names the shop's own order number.
    private func punchIn(of header: CXMLOrderHeader) async -> String? {
        let named = [header.supplierOrderID] + header.idReferences.map(\.identifier)
        let known = await state.punchIns
        return known.first { punchIn in
            named.contains(punchIn.orderID) || header.documentReference == punchIn.posting.id
        }?.orderID
    }

    /// What happens to an order by itself: confirmations after a while, ship notices after another.
    private func fulfil(_ payloadID: String) async {
        do {
            try await Task.sleep(for: configuration.confirmationDelay)
            let confirmations = try await confirm(orderPayloadID: payloadID)
            for posting in confirmations where !posting.isDone { try await insist(posting) }
            try await Task.sleep(for: configuration.confirmationDelay)
            for posting in try await ship(orderPayloadID: payloadID) where !posting.isDone { try await insist(posting) }
        } catch {
            // Somebody was faster at the console, nothing is left to ship, or the shop stops: all of them end it here.
        }
    }
}
