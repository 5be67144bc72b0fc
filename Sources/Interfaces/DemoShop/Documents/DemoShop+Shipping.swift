import CXML
import FoundationEssentials

extension DemoShop {
    /// Sends a ship notice for each confirmed share that has not been shipped: one shipment a shop order, with carrier and tracking number.
    ///
    /// - Returns: how each document went.
    /// - Throws: ``ShopError`` for an order that is unknown, not confirmed, or has nothing left to ship.
    @discardableResult
    package func ship(orderPayloadID: String) async throws(ShopError) -> [Posting] {
        guard let order = await state.order(orderPayloadID) else { throw .unknownOrder }
        let shares = try await state.ship(orderPayloadID)
        let postings = shares.enumerated().map { index, share in
            posting(.shipNoticeRequest(shipNotice(share, of: order, index)), mode: order.mode, order: order.payloadID)
        }
        for posting in postings { await state.keep(posting) }
        var sent: [Posting] = []
        for posting in postings { sent.append(await post(posting)) }
        return sent
    }

    private func shipNotice(_ share: ReceivedOrder.Share, of order: ReceivedOrder, _ index: Int) -> CXMLShipNoticeRequest {
        let carrier = index % 2 == 0 ? "Amazon Logistics" : "DHL"
        let tracking = index % 2 == 0 ? "TBA\(digits(12))" : "JJD\(digits(18))"
        let items = share.portions.filter { !$0.isRejected }.map { portion in
            CXMLShipNoticeItem(
                lineNumber: portion.lineNumber, quantity: CXMLQuantity(portion.quantity),
                unitOfMeasure: line(portion, of: order)?.unitOfMeasure ?? "EA")
        }
        return CXMLShipNoticeRequest(
            shipmentID: "D\(digits(9))", noticeDate: notice(now()), shipmentDate: notice(now()),
            deliveryDate: notice(now().addingTimeInterval(2 * 86_400)), operation: .new,
            comments: [CXMLComment(text: share.number, type: "confirmID")],
            controls: [
                CXMLShipControl(
                    carriers: [CXMLIDReference(domain: "companyName", identifier: carrier)],
                    shipments: [
                        CXMLShipmentIdentifier(
                            number: tracking, domain: "trackingNumber",
                            trackingURL: "\(configuration.publicURL)/track/\(tracking)")
                    ])
            ],
            portions: [CXMLShipNoticePortion(orderReference: reference(order), items: items)])
    }
}
