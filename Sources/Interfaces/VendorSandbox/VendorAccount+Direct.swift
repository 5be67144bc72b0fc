import FoundationEssentials
import JSON

/// Direct fulfillment orders of the living account.
extension VendorAccount {
    func number(direct index: Int) -> String { "DF" + Self.padded(index) }

    func index(direct number: String) -> Int? {
        guard number.hasPrefix("DF"), let index = Int(number.dropFirst(2)), (0..<scenario.directOrders).contains(index) else {
            return nil
        }
        return index
    }

    func directStatus(_ index: Int, now: Date) -> String {
        guard let touch = direct[index] else { return scenario.answeredElsewhere.contains(index) ? "ACCEPTED" : "NEW" }
        if touch.isRejected { return "CANCELLED" }
        if touch.shippedAt != nil { return "SHIPPED" }
        guard let answered = touch.answeredAt else { return "NEW" }
        let isCancelled = scenario.fate(index) == .cancels && answered.addingTimeInterval(scenario.changeDelay) <= now
        return isCancelled ? "CANCELLED" : "ACCEPTED"
    }

    func directOrders(_ query: [String: String], now: Date) -> JSON? {
        guard let span = Self.span(query, "created", now: now) else { return nil }
        var indices = Array(self.indices(scenario.directOrders, from: span.from, through: span.through, now: now))
        if let status = query["status"] { indices = indices.filter { directStatus($0, now: now) == status } }
        let (items, next) = page(indices, query)
        var members: [JSON.Member] = []
        if let next { members.append(JSON.Member("pagination", ["nextToken": .string(next)])) }
        members.append(JSON.Member("orders", .array(items.map { directOrder($0, now: now) })))
        return .object(members)
    }

    func directOrder(_ index: Int, now: Date) -> JSON {
        let created = created(index)
        let address: JSON = [
            "name": .string("Customer \(index)"), "addressLine1": "1 Example Street", "city": "Berlin",
            "stateOrRegion": "BE", "postalCode": "10115", "countryCode": "DE",
        ]
        let shipment: JSON = [
            "isPriorityShipment": false, "isPslipRequired": true, "shipMethod": "DHL_PAKET",
            "shipmentDates": ["requiredShipDate": .string(Self.text(created.addingTimeInterval(86400)))],
            "messageToCustomer": "Thank you",
        ]
        // Every ninth order names a warehouse that nobody has mapped.
        let warehouse = index % 9 == 8 ? "UNKNOWN" : scenario.warehouse
        return [
            "purchaseOrderNumber": .string(number(direct: index)),
            "orderDetails": [
                "customerOrderNumber": .string("305-\(Self.padded(index))"), "orderDate": .string(Self.text(created)),
                "orderStatus": .string(directStatus(index, now: now)), "shipmentDetails": shipment,
                "sellingParty": ["partyId": .string(scenario.vendorCode)], "shipFromParty": ["partyId": .string(warehouse)],
                "shipToParty": address, "billToParty": ["partyId": "AMZ1"],
                "items": .array(
                    (1...max(1, scenario.linesPerOrder)).map { line in
                        [
                            "itemSequenceNumber": .string(String(line)),
                            "buyerProductIdentifier": .string("B0PORT\(Self.padded(line))"),
                            "vendorProductIdentifier": .string("PN-\(line)"), "title": .string("Article \(line)"),
                            "orderedQuantity": ["amount": 1, "unitOfMeasure": "Each"],
                            "netPrice": ["amount": .string("\(4 + line).50"), "currencyCode": "EUR"],
                        ]
                    }),
            ],
        ]
    }

    func acknowledgeDirect(_ body: JSON, _ path: String, now: Date) -> String {
        var errors: [(code: String, message: String)] = []
        for answer in body["orderAcknowledgements"]?.arrayValue ?? [] {
            let number = answer["purchaseOrderNumber"]?.stringValue ?? ""
            guard let index = index(direct: number), created(index) <= now else {
                errors.append(("INVALID_ORDER_ID", "Order \(number) is not known."))
                continue
            }
            var touch = direct[index] ?? Touch()
            touch.answeredAt = touch.answeredAt ?? now
            touch.isRejected = answer["acknowledgementStatus"]?["code"]?.stringValue != "00"
            direct[index] = touch
        }
        return take(path, body, now: now, succeeds: true, errors: errors)
    }

    /// Takes confirmations of whole orders only.
    func confirmDirect(_ body: JSON, _ path: String, now: Date) -> String {
        var errors: [(code: String, message: String)] = []
        for confirmation in body["shipmentConfirmations"]?.arrayValue ?? [] {
            let number = confirmation["purchaseOrderNumber"]?.stringValue ?? ""
            guard let index = index(direct: number) else {
                errors.append(("INVALID_ORDER_ID", "Order \(number) is not known."))
                continue
            }
            guard confirmation["items"]?.arrayValue?.count == max(1, scenario.linesPerOrder) else {
                errors.append(("PARTIAL_SHIPMENT", "Order \(number) has to be shipped as a whole."))
                continue
            }
            direct[index, default: Touch()].shippedAt = now
        }
        return take(path, body, now: now, succeeds: true, errors: errors)
    }
}
