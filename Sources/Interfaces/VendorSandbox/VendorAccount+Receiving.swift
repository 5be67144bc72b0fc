import FoundationEssentials
import JSON

/// What Amazon's warehouse says about retail orders: what it counts on, and what arrived.
extension VendorAccount {
    /// Takes notices of shipments; everything arrives, but for the piece that the scenario lets get lost.
    func noticeShipments(_ body: JSON, _ path: String, now: Date) -> String {
        var errors: [(code: String, message: String)] = []
        for notice in body["shipmentConfirmations"]?.arrayValue ?? [] {
            for item in notice["shippedItems"]?.arrayValue ?? [] {
                let number = item["itemDetails"]?["purchaseOrderNumber"]?.stringValue ?? ""
                guard let index = index(retail: number), let line = item["itemSequenceNumber"]?.stringValue else {
                    errors.append(("INVALID_ORDER_ID", "Order \(number) is not known."))
                    continue
                }
                var arrived = Self.amount(item["shippedQuantity"])
                if scenario.losesPieces, line == "1", retail[index]?.received["1"] == nil { arrived = max(0, arrived - 1) }
                retail[index, default: Touch()].received[line, default: 0] += arrived
                retail[index]?.receivedAt = now
            }
        }
        return take(path, body, now: now, succeeds: true, errors: errors)
    }

    /// The status of orders that somebody touched within a span; `nil` without one.
    func retailStatuses(_ query: [String: String], now: Date) -> JSON? {
        guard let span = Self.span(query, "updated", now: now) else { return nil }
        let indices = retail.keys.sorted().filter { index in
            guard let at = updated(index) else { return false }
            return at >= span.from && at <= span.through
        }
        let (items, next) = page(indices, query)
        var members: [JSON.Member] = []
        if let next { members.append(JSON.Member("pagination", ["nextToken": .string(next)])) }
        members.append(JSON.Member("ordersStatus", .array(items.map { retailStatus($0, now: now) })))
        return .object(members)
    }

    private func updated(_ index: Int) -> Date? {
        guard let touch = retail[index] else { return nil }
        return touch.receivedAt ?? touch.answeredAt
    }

    private func retailStatus(_ index: Int, now: Date) -> JSON {
        let touch = retail[index] ?? Touch()
        let order = retailOrder(index, now: now)
        let items = order["orderDetails"]?["items"]?.arrayValue ?? []
        func quantity(_ amount: Int) -> JSON { ["amount": JSON(amount), "unitOfMeasure": "Eaches", "unitSize": 1] }
        var isComplete = touch.receivedAt != nil
        let lines = items.map { item -> JSON in
            let line = item["itemSequenceNumber"]?.stringValue ?? ""
            let ordered = Self.amount(item["orderedQuantity"])
            let accepted = min(touch.accepted[line] ?? 0, ordered)
            let received = touch.received[line] ?? 0
            isComplete = isComplete && received >= accepted
            let word = accepted == ordered ? "ACCEPTED" : accepted == 0 ? "REJECTED" : "PARTIALLY_ACCEPTED"
            let arrival = received == 0 ? "NOT_RECEIVED" : received < accepted ? "PARTIALLY_RECEIVED" : "RECEIVED"
            return [
                "itemSequenceNumber": .string(line), "orderedQuantity": ["orderedQuantity": quantity(ordered)],
                "acknowledgementStatus": [
                    "confirmationStatus": .string(touch.answeredAt == nil ? "UNCONFIRMED" : word),
                    "acceptedQuantity": quantity(accepted), "rejectedQuantity": quantity(ordered - accepted),
                ],
                "receivingStatus": ["receiveStatus": .string(arrival), "receivedQuantity": quantity(received)],
            ]
        }
        return [
            "purchaseOrderNumber": .string(number(retail: index)), "purchaseOrderStatus": isComplete ? "CLOSED" : "OPEN",
            "purchaseOrderDate": .string(Self.text(created(index))),
            "lastUpdatedDate": .string(Self.text(updated(index) ?? created(index))),
            "sellingParty": ["partyId": .string(scenario.vendorCode)], "shipToParty": ["partyId": "FRA3"],
            "itemStatus": .array(lines),
        ]
    }
}
