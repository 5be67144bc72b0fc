import FoundationEssentials
import JSON

/// What Amazon's finances tell about the invoices of the living account.
extension VendorAccount {
    private static let invoices = "/vendor/payments/v1/invoices"

    /// An invoice that was posted, with where its settlement stands.
    private struct Settled {
        let number: String
        let payee: String
        let orders: [String]
        let invoice: JSON
        let postedAt: Date
        let step: Step
        let steppedAt: Date

        var identifier: String { "\(number)~\(payee)" }
        var currency: JSON { invoice["invoiceTotal"]?["currencyCode"] ?? "EUR" }
        var total: Decimal { VendorAccount.decimal(invoice["invoiceTotal"]?["amount"]) }
        var items: [JSON] { invoice["items"]?.arrayValue ?? [] }
        /// What one piece of the first line costs.
        var piece: Decimal { VendorAccount.decimal(items.first?["netCost"]?["amount"]) }

        func money(_ value: Decimal) -> JSON { ["currencyCode": currency, "currencyAmount": .number(value)] }
    }

    private enum Step: String {
        case inProgress = "IN_PROGRESS"
        case partiallyPaid = "PARTIALLY_PAID"
        case paid = "PAID"
        case partiallyDeducted = "PARTIALLY_DEDUCTED"
        case deducted = "DEDUCTED"
        case rejected = "REJECTED"
    }

    private static func steps(_ settlement: VendorScenario.Settlement) -> [Step] {
        switch settlement {
        case .paid: [.inProgress, .paid]
        case .inParts: [.inProgress, .partiallyPaid, .paid]
        case .short: [.inProgress, .partiallyDeducted]
        case .deducted: [.inProgress, .partiallyDeducted, .deducted]
        case .rejected: [.inProgress, .rejected]
        }
    }

    /// Retail invoices, oldest first. Amazon does not say whether its finances list those of direct fulfillment, so these are
    /// not here.
    private func settled(now: Date) -> [Settled] {
        var found: [Settled] = []
        for message in messages where message.path == Self.invoices {
            for invoice in message.body["invoices"]?.arrayValue ?? [] {
                let turn = found.count % max(scenario.settlements.count, 1)
                let steps = Self.steps(scenario.settlements.isEmpty ? .paid : scenario.settlements[turn])
                let delay = scenario.settlementDelay
                let passed = delay > 0 ? Int(min(now.timeIntervalSince(message.at) / delay, 100)) : steps.count
                let index = min(max(passed, 0), steps.count - 1)
                found.append(
                    Settled(
                        number: invoice["id"]?.stringValue ?? "",
                        payee: invoice["remitToParty"]?["partyId"]?.stringValue ?? scenario.vendorCode,
                        orders: (invoice["items"]?.arrayValue ?? []).compactMap { $0["purchaseOrderNumber"]?.stringValue },
                        invoice: invoice, postedAt: message.at, step: steps[index],
                        steppedAt: message.at.addingTimeInterval(delay * Double(index))))
            }
        }
        return found
    }

    /// The headers that were changed since the query's `invoicesModifiedAfter`.
    func finances(_ query: [String: String], now: Date) -> JSON {
        let all = settled(now: now)
        let since = query["invoicesModifiedAfter"].flatMap(Self.date) ?? .distantPast
        let (items, next) = page(all.indices.filter { all[$0].steppedAt >= since }, query)
        var members = [
            JSON.Member("invoices", .array(items.map { header(all[$0]) })), JSON.Member("numOfRecords", JSON(items.count)),
        ]
        if let next { members.append(JSON.Member("nextToken", .string(next))) }
        return .object(members)
    }

    private func header(_ bill: Settled) -> JSON {
        func related(_ name: String, _ values: [String]) -> JSON {
            ["relatedIdentifierName": .string(name), "relatedIdentifierValue": .array(values.map { .string($0) })]
        }
        var identifiers = [
            related("PURCHASE_ORDER_IDS", Array(Set(bill.orders)).sorted()),
            related("VENDOR_CODE", [scenario.vendorCode]), related("PAYEE_CODE", [bill.payee]),
        ]
        if paid(bill) > 0 { identifiers.append(related("UNIQUE_PAYMENT_IDS", ["PAY-\(bill.number)"])) }
        return [
            "invoiceNumber": .string(bill.number), "invoiceIdentifier": .string(bill.identifier),
            "invoiceStatus": .string(bill.step.rawValue), "invoiceType": "AP_INVENTORY",
            "payer": ["partnerId": "AMAZON_EU", "partnerType": "AMAZON"],
            "payee": ["partnerId": .string(bill.payee), "partnerType": "VENDOR"],
            "issueDate": bill.invoice["date"] ?? .string(Self.text(bill.postedAt)), "invoiceAmount": bill.money(bill.total),
            "invoiceSettlementBreakdowns": .array(breakdowns(bill)), "relatedIdentifiers": .array(identifiers),
            "creationDate": .string(Self.text(bill.postedAt)), "lastUpdatedDate": .string(Self.text(bill.steppedAt)),
        ]
    }

    private func paid(_ bill: Settled) -> Decimal {
        switch bill.step {
        case .inProgress, .deducted, .rejected: 0
        case .partiallyPaid: Self.half(bill.total)
        case .paid: bill.total
        case .partiallyDeducted: bill.total - bill.piece
        }
    }

    private func breakdowns(_ bill: Settled) -> [JSON] {
        func part(_ type: String, _ value: Decimal) -> JSON {
            ["breakdownType": .string(type), "breakdownAmount": bill.money(value)]
        }
        let paid = paid(bill)
        let settled = part("AmountPaid", paid)
        switch bill.step {
        case .inProgress: return [part("QueuedForPayment", bill.total)]
        case .partiallyPaid: return [settled, part("QueuedForPayment", bill.total - paid)]
        case .paid: return [settled]
        case .partiallyDeducted, .deducted: return [settled, part("QuantityVarianceAmount", bill.total - paid)]
        case .rejected: return [part("Other", bill.total)]
        }
    }

    /// The lines of an invoice as they were matched; `nil` for one that is not known.
    func invoiceLines(_ identifier: String, now: Date) -> JSON? {
        guard let bill = settled(now: now).first(where: { $0.identifier == identifier }) else { return nil }
        let items = bill.items.enumerated().map { index, item -> JSON in
            let quantity = Self.amount(item["invoicedQuantity"])
            let cost = Self.decimal(item["netCost"]?["amount"])
            let missing =
                switch bill.step {
                case .deducted: quantity
                case .partiallyDeducted where index == 0: 1
                default: 0
                }
            var context: [JSON.Member] = [
                JSON.Member("matchedQuantity", JSON(quantity - missing)),
                JSON.Member("matchedAmount", bill.money(Decimal(quantity - missing) * cost)),
                JSON.Member("quantityVariance", JSON(missing)),
            ]
            if missing > 0 {
                context.append(
                    JSON.Member("varianceReasons", [["varianceType": "PQV", "defectTypes": ["SHORT_RECEIVED"]]]))
            } else if bill.step == .rejected, index == 0 {
                context.append(JSON.Member("varianceReasons", [["varianceType": "OTHER", "defectTypes": ["DUPLICATE_INVOICE"]]]))
            }
            return [
                "lineItemId": .string(item["itemSequenceNumber"].flatMap(SandboxPair.text) ?? String(index + 1)),
                "unitCost": bill.money(cost), "quantity": JSON(quantity), "totalAmount": bill.money(Decimal(quantity) * cost),
                "lineItemContext": ["lineItemType": "GOODS", "matchingContext": .object(context)],
            ]
        }
        return ["invoiceHeader": header(bill), "invoiceItems": .array(items)]
    }

    private static func decimal(_ value: JSON?) -> Decimal {
        value.flatMap(SandboxPair.text).flatMap { Decimal(string: $0) } ?? 0
    }

    /// Half of an amount, to the cent below.
    private static func half(_ amount: Decimal) -> Decimal {
        let cents = Int((Double("\(amount)") ?? 0) * 100 + 0.5)
        return Decimal(cents / 2) / 100
    }

    /// The `amount` of a quantity.
    static func amount(_ quantity: JSON?) -> Int { quantity?["amount"].flatMap(SandboxPair.text).flatMap { Int($0) } ?? 0 }
}
