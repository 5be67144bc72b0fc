import CXML
import FoundationEssentials

extension DemoShop {
    /// Confirms an order, each share in a document of its own with `operation="new"` and the shop's order number as confirmID.
    ///
    /// Lines that the shop cannot deliver (see ``ReceivedOrder/Line/complaint``) are rejected; when all are, one document of type `reject`
    /// without lines says so for the whole order.
    /// - Parameters:
    ///   - orderPayloadID: the payloadID of the order.
    ///   - splitting: makes two shop orders of it: one piece of the last line, or the whole last line, goes by itself.
    ///   - rejecting: lineNumbers to reject besides.
    /// - Returns: how each document went; one that failed may be sent again with ``repeatPosting(_:)``.
    /// - Throws: ``ShopError`` for an order that is unknown or confirmed already.
    @discardableResult
    package func confirm(
        orderPayloadID: String, splitting: Bool = true, rejecting: Set<Int> = []
    ) async throws(ShopError) -> [Posting] {
        guard let order = await state.order(orderPayloadID) else { throw .unknownOrder }
        let shares = shares(of: order, splitting: splitting, rejecting: rejecting)
        try await state.confirm(orderPayloadID, shares)
        // All are made and kept before the first leaves, so that none is lost when Portico is away.
        let postings = shares.map { share in
            posting(.confirmationRequest(confirmation(share, of: order)), mode: order.mode, order: order.payloadID)
        }
        for posting in postings { await state.keep(posting) }
        var sent: [Posting] = []
        for posting in postings { sent.append(await post(posting)) }
        return sent
    }

    /// The documents made for an order so far, oldest first.
    package func postings(of orderPayloadID: String) async -> [Posting] {
        await state.postings.filter { $0.orderPayloadID == orderPayloadID }
    }

    private func shares(of order: ReceivedOrder, splitting: Bool, rejecting: Set<Int>) -> [ReceivedOrder.Share] {
        var first = order.lines.map { line in
            ReceivedOrder.Share.Portion(
                lineNumber: line.lineNumber, quantity: line.quantity,
                isRejected: line.complaint != nil || rejecting.contains(line.lineNumber))
        }
        let number = order.punchInOrderID ?? orderNumber("105")
        guard splitting, let last = first.last, !first.allSatisfy(\.isRejected) else {
            return [ReceivedOrder.Share(number: number, portions: first)]
        }
        var second = last
        if last.quantity > 1, !last.isRejected {
            second.quantity = 1
            first[first.count - 1].quantity -= 1
        } else if first.count > 1 {
            first.removeLast()
        } else {
            return [ReceivedOrder.Share(number: number, portions: first)]
        }
        return [
            ReceivedOrder.Share(number: number, portions: first),
            ReceivedOrder.Share(number: orderNumber("302"), portions: [second]),
        ]
    }

    private func confirmation(_ share: ReceivedOrder.Share, of order: ReceivedOrder) -> CXMLConfirmationRequest {
        let isWholeReject = share.portions.count == order.lines.count && share.portions.allSatisfy(\.isRejected)
        var request = CXMLConfirmationRequest(
            orderReference: reference(order), type: isWholeReject ? .reject : .detail, confirmID: share.number, operation: .new,
            noticeDate: notice(now()), comments: [CXMLComment(text: share.number, type: "confirmID")])
        if isWholeReject {
            let reason = order.lines.compactMap(\.complaint).first ?? "No item of the order is available."
            request.comments.append(CXMLComment(text: reason))
        } else {
            let accepted = share.portions.filter { !$0.isRejected }
            let total = accepted.reduce(Decimal(0)) { sum, portion in
                sum + portion.quantity * (line(portion, of: order)?.unitPrice?.amount ?? 0)
            }
            request.total = CXMLMoney(total, order.currency)
            request.items = share.portions.compactMap { confirmationItem($0, of: order) }
        }
        return request
    }

    private func confirmationItem(_ portion: ReceivedOrder.Share.Portion, of order: ReceivedOrder) -> CXMLConfirmationItem? {
        guard let line = line(portion, of: order) else { return nil }
        var status = CXMLConfirmationStatus(
            type: portion.isRejected ? .reject : .accept, quantity: CXMLQuantity(portion.quantity),
            unitOfMeasure: line.unitOfMeasure)
        if portion.isRejected {
            status.comments = [CXMLComment(text: line.complaint ?? "Item is not available")]
        } else {
            status.shipmentDate = notice(now().addingTimeInterval(86_400))
            status.deliveryDate = notice(now().addingTimeInterval(3 * 86_400))
        }
        return CXMLConfirmationItem(
            lineNumber: line.lineNumber, quantity: CXMLQuantity(portion.quantity), unitOfMeasure: line.unitOfMeasure,
            statuses: [status])
    }

    func line(_ portion: ReceivedOrder.Share.Portion, of order: ReceivedOrder) -> ReceivedOrder.Line? {
        order.lines.first { $0.lineNumber == portion.lineNumber }
    }

    func reference(_ order: ReceivedOrder) -> CXMLOrderReference {
        CXMLOrderReference(orderID: order.orderID, payloadID: order.payloadID, orderDate: order.orderDate)
    }

    /// A date as Amazon's notices have it: numeric offset without colon.
    func notice(_ date: Date) -> CXMLTimestamp {
        CXMLTimestamp(raw: "\(CXMLTimestamp(date).text.prefix(19))+0000")
    }
}
