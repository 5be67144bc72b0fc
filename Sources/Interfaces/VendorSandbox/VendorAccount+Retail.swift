import FoundationEssentials
import JSON

/// Retail procurement orders of the living account.
extension VendorAccount {
    private static let prefix = "RP"

    func number(retail index: Int) -> String { Self.prefix + Self.padded(index) }

    func index(retail number: String) -> Int? {
        guard number.hasPrefix(Self.prefix), let index = Int(number.dropFirst(2)), (0..<scenario.retailOrders).contains(index)
        else { return nil }
        return index
    }

    static func padded(_ index: Int) -> String {
        let digits = String(index)
        return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }

    /// When Amazon last changed the order, as far as that has come.
    func changed(retail index: Int, now: Date) -> Date? {
        guard let answered = retail[index]?.answeredAt, scenario.fate(index) != .stays else { return nil }
        let at = answered.addingTimeInterval(scenario.changeDelay)
        return at <= now ? at : nil
    }

    func retailOrders(_ query: [String: String], now: Date) -> JSON? {
        let indices: [Int]
        if let span = Self.span(query, "changed", now: now) {
            indices = retail.keys.sorted().filter { index in
                changed(retail: index, now: now).map { $0 >= span.from && $0 <= span.through } ?? false
            }
        } else if let span = Self.span(query, "created", now: now) {
            indices = Array(self.indices(scenario.retailOrders, from: span.from, through: span.through, now: now))
        } else {
            return nil
        }
        let (items, next) = page(indices, query)
        var members: [JSON.Member] = []
        if let next { members.append(JSON.Member("pagination", ["nextToken": .string(next)])) }
        members.append(JSON.Member("orders", .array(items.map { retailOrder($0, now: now) })))
        return .object(members)
    }

    func retailOrder(_ index: Int, now: Date) -> JSON {
        let touch = retail[index]
        let change = changed(retail: index, now: now)
        let fate = change == nil ? .stays : scenario.fate(index)
        let created = created(index)
        let state: JSON =
            touch?.shippedAt != nil
            ? "Closed" : touch?.answeredAt != nil || scenario.answeredElsewhere.contains(index) ? "Acknowledged" : "New"
        let party: JSON = ["partyId": .string(scenario.vendorCode)]
        var details: [JSON.Member] = [JSON.Member("purchaseOrderDate", .string(Self.text(created)))]
        if let change { details.append(JSON.Member("purchaseOrderChangedDate", .string(Self.text(change)))) }
        let window = "\(Self.text(created.addingTimeInterval(86400)))--\(Self.text(created.addingTimeInterval(5 * 86400)))"
        details += [
            JSON.Member("purchaseOrderStateChangedDate", .string(Self.text(touch?.answeredAt ?? created))),
            JSON.Member("purchaseOrderType", "RegularOrder"), JSON.Member("paymentMethod", "Invoice"),
            JSON.Member("buyingParty", ["partyId": "AMZ1"]), JSON.Member("sellingParty", party),
            JSON.Member("shipToParty", ["partyId": "FRA3"]), JSON.Member("billToParty", ["partyId": "AMZ1"]),
            JSON.Member(index % 2 == 0 ? "deliveryWindow" : "shipWindow", .string(window)),
            JSON.Member("items", .array((1...max(1, scenario.linesPerOrder)).map { item(index, $0, fate) })),
        ]
        let order: JSON = [
            "purchaseOrderNumber": .string(number(retail: index)), "purchaseOrderState": state,
            "orderDetails": .object(details),
        ]
        return scenario.oddities[index].map { Self.spoilt(order, $0) } ?? order
    }

    private static func spoilt(_ order: JSON, _ oddity: VendorScenario.Oddity) -> JSON {
        let details = order["orderDetails"] ?? .object([])
        let items = details["items"]?.arrayValue ?? []
        func with(_ items: [JSON]) -> JSON { order.replacing("orderDetails", details.replacing("items", .array(items))) }
        switch oddity {
        case .negativeQuantity:
            let first = items.first?.replacing("orderedQuantity", ["amount": -3, "unitOfMeasure": "Eaches", "unitSize": 1])
            return with((first.map { [$0] } ?? []) + items.dropFirst())
        case .lineTwice: return with(items + items.prefix(1))
        case .noItems: return with([])
        case .noDetails: return order.replacing("orderDetails", nil)
        case .noVendorCode: return order.replacing("orderDetails", details.replacing("sellingParty", nil))
        case .noNumber: return order.replacing("purchaseOrderNumber", nil)
        }
    }

    private func item(_ index: Int, _ line: Int, _ fate: VendorScenario.Fate) -> JSON {
        let ordered = 2 + (index + line) % 9
        let amount: Int =
            switch fate {
            case .stays: ordered
            case .changes: line == 1 ? ordered - 1 : ordered
            case .cancels: 0
            }
        return [
            "itemSequenceNumber": .string(String(line)), "amazonProductIdentifier": .string("B0PORT\(Self.padded(line))"),
            "vendorProductIdentifier": .string("PN-\(line)"),
            "orderedQuantity": ["amount": JSON(amount), "unitOfMeasure": "Eaches", "unitSize": 1],
            "isBackOrderAllowed": JSON(line % 2 == 0), "netCost": ["amount": .string("\(4 + line).50"), "currencyCode": "EUR"],
        ]
    }

    /// Takes answers; unknown orders and lines left out fail later, as at Amazon.
    func acknowledgeRetail(_ body: JSON, _ path: String, now: Date) -> String {
        var errors: [(code: String, message: String)] = []
        for answer in body["acknowledgements"]?.arrayValue ?? [] {
            let number = answer["purchaseOrderNumber"]?.stringValue ?? ""
            guard let index = index(retail: number), created(index) <= now else {
                errors.append(("INVALID_ORDER_ID", "Order \(number) is not known."))
                continue
            }
            let items = answer["items"]?.arrayValue ?? []
            guard items.count == max(1, scenario.linesPerOrder) else {
                errors.append(("MISSING_ITEMS", "Order \(number) has \(scenario.linesPerOrder) items."))
                continue
            }
            retail[index, default: Touch()].answeredAt = retail[index]?.answeredAt ?? now
            for item in items {
                guard let line = item["itemSequenceNumber"]?.stringValue else { continue }
                var accepted = 0
                for part in item["itemAcknowledgements"]?.arrayValue ?? []
                where part["acknowledgementCode"]?.stringValue != "Rejected" {
                    accepted += Self.amount(part["acknowledgedQuantity"])
                }
                retail[index]?.accepted[line] = accepted
            }
        }
        return take(path, body, now: now, succeeds: false, errors: errors)
    }

    /// Both ends of a span in the query; at most seven days and not in the future, as Amazon wants it.
    static func span(_ query: [String: String], _ name: String, now: Date) -> (from: Date, through: Date)? {
        guard let from = query[name + "After"].flatMap(date), let through = query[name + "Before"].flatMap(date),
            from <= through, through <= now, through.timeIntervalSince(from) <= 7 * 86400 + 1
        else { return nil }
        return (from, through)
    }

    static func date(_ text: String) -> Date? { try? Date(text, strategy: .iso8601) }
    static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}

extension JSON {
    /// With another value of a member, or without it.
    fileprivate func replacing(_ name: String, _ value: JSON?) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.compactMap { $0.name == name ? value.map { JSON.Member(name, $0) } : $0 })
    }
}
