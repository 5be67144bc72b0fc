import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import SellingPartner
import Testing
import VendorCentral
import VendorSandbox

/// The client against the living account: orders appear, change and are answered while calls go wrong.
struct LivingAccountTests {
    private static let rules = VendorOrder.Rules(
        warehouses: ShipFromMapping(warehouses: [.init(code: "PORTWH1", name: "North")], defaultCode: "PORTWH1"),
        acknowledgesAutomatically: true)

    /// What a store would keep.
    private struct Shelf {
        var orders: [String: VendorOrder] = [:]

        mutating func take(_ amazon: [AmazonOrder], _ rules: VendorOrder.Rules) {
            for one in amazon {
                var order =
                    orders[one.number]
                    ?? VendorOrder(
                        id: Identifier(trusted: "vo_\(one.number)"), connection: Identifier(trusted: "vc_1"),
                        programme: one.programme, number: one.number, vendorCode: one.vendorCode)
                _ = order.sync(one, rules)
                orders[one.number] = order
            }
        }
    }

    private func scenario(_ time: Hourglass, _ change: (inout VendorScenario) -> Void = { _ in }) -> VendorScenario {
        var scenario = VendorScenario(start: time.now.addingTimeInterval(-20 * 3600))
        scenario.interval = 600
        scenario.retailOrders = 100
        scenario.directOrders = 100
        change(&scenario)
        return scenario
    }

    @Test func `every order arrives once and the next poll asks for the last minutes only`() async throws {
        let time = Hourglass()
        let sender = SandboxSender(VendorSandbox(scenario(time) { $0.retailOrders = 250 }, now: { time.now }))
        let poll = OrderPoll(ClientSamples.client(sender, time), vendorCode: "PORT1")
        var cursor = PollCursor(.retailCreated)
        var shelf = Shelf()
        let report = try await poll.run(&cursor, now: time.now, firstDays: 2) { shelf.take($0, Self.rules) }
        // 20 hours of one every ten minutes, the last 120 seconds not yet.
        #expect(shelf.orders.count == 120 && report.orders == 120 && report.pages == 2)
        #expect(shelf.orders.values.allSatisfy { $0.status == .pendingApproval && $0.holds.isEmpty })
        time.pass(3600)
        var later = Shelf()
        _ = try await poll.run(&cursor, now: time.now, firstDays: 2) { later.take($0, Self.rules) }
        #expect(later.orders.count == 7 || later.orders.count == 8)
        #expect(Set(later.orders.keys).union(shelf.orders.keys).count == 126)
    }

    @Test func `throttling, an expired token and broken answers lose nothing`() async throws {
        let time = Hourglass()
        let sandbox = VendorSandbox(
            scenario(time) {
                $0.troubles.throttled = [1, 2]
                $0.troubles.expired = [3]
                $0.troubles.broken = [5]
            }, now: { time.now })
        let poll = OrderPoll(ClientSamples.client(SandboxSender(sandbox), time), vendorCode: "PORT1")
        var cursor = PollCursor(.retailCreated)
        var shelf = Shelf()
        _ = try await poll.run(&cursor, now: time.now, firstDays: 2) { shelf.take($0, Self.rules) }
        #expect(shelf.orders.count == 100)
    }

    @Test func `a broken page leaves the cursor before its span`() async throws {
        let time = Hourglass()
        let sandbox = VendorSandbox(scenario(time) { $0.troubles.malformed = [3] }, now: { time.now })
        let poll = OrderPoll(ClientSamples.client(SandboxSender(sandbox), time), vendorCode: "PORT1")
        var cursor = PollCursor(.retailCreated)
        var shelf = Shelf()
        // Three weeks: two spans without orders, and one that breaks.
        await #expect(throws: SellingPartnerError.self) {
            try await poll.run(&cursor, now: time.now, firstDays: 21) { shelf.take($0, Self.rules) }
        }
        #expect(cursor.through == time.now.addingTimeInterval(-120 - 7 * 86400))
        #expect(shelf.orders.isEmpty)
        _ = try await poll.run(&cursor, now: time.now, firstDays: 21) { shelf.take($0, Self.rules) }
        #expect(shelf.orders.count == 100)
    }

    @Test func `a page token that repeats ends the walk, and the cursor stays`() async throws {
        let time = Hourglass()
        let sandbox = VendorSandbox(scenario(time) { $0.troubles.loopsPages = true }, now: { time.now })
        let poll = OrderPoll(ClientSamples.client(SandboxSender(sandbox), time), vendorCode: "PORT1")
        var cursor = PollCursor(.retailCreated)
        var shelf = Shelf()
        let report = try await poll.run(&cursor, now: time.now, firstDays: 2) { shelf.take($0, Self.rules) }
        #expect(cursor.through == nil)
        #expect(report.warnings.count == 1)
        #expect(shelf.orders.count == 100)
    }

    @Test func `orders of another vendor code are left alone`() async throws {
        let time = Hourglass()
        let sender = SandboxSender(VendorSandbox(scenario(time), now: { time.now }))
        let poll = OrderPoll(ClientSamples.client(sender, time), vendorCode: "OTHER")
        var cursor = PollCursor(.directCreated)
        let report = try await poll.run(&cursor, now: time.now, firstDays: 2) { _ in Issue.record("nothing is ours") }
        #expect(report.foreign == 100 && report.orders == 0)
    }

    @Test func `a retail order is answered, the silence is taken for consent, and a change asks for a new answer`() async throws {
        let time = Hourglass()
        let sender = SandboxSender(VendorSandbox(scenario(time), now: { time.now }))
        let client = ClientSamples.client(sender, time)
        let poll = OrderPoll(client, vendorCode: "PORT1")
        var (created, changed) = (PollCursor(.retailCreated), PollCursor(.retailChanged, through: time.now))
        var shelf = Shelf()
        _ = try await poll.run(&created, now: time.now, firstDays: 2) { shelf.take($0, Self.rules) }
        var order = try #require(shelf.orders["RP000003"])
        for index in order.lines.indices {
            order.lines[index].acknowledgements = order.fullAcceptance[order.lines[index].sequence] ?? []
        }
        #expect(order.findings(acknowledging: order.fullAcceptance).isEmpty)
        try order.apply(.acknowledge)
        let transaction = try await client.post(.acknowledging(order, at: time.now))
        let posted = time.now
        time.pass(16 * 60)
        let report = try await client.transaction(transaction, .retail)
        #expect(report.status == .processing && report.errors.isEmpty)
        let verdict = TransactionVerdict(
            report.status, of: .retailAcknowledgement, in: .europe, after: time.now.timeIntervalSince(posted))
        #expect(verdict == .presumedAccepted)
        try order.apply(.confirm)
        shelf.orders[order.number] = order

        _ = try await poll.run(&changed, now: time.now, firstDays: 2) { shelf.take($0, Self.rules) }
        let updated = try #require(shelf.orders["RP000003"])
        #expect(updated.status == .updated && !updated.answerStillFits)
        #expect(updated.lines[0].ordered.amount == order.lines[0].ordered.amount - 1)
    }

    @Test func `a direct fulfillment order needs a data token, is held without a warehouse, and its answer succeeds`()
        async throws
    {
        let time = Hourglass()
        let sandbox = VendorSandbox(scenario(time), now: { time.now })
        let sender = SandboxSender(sandbox)
        let client = ClientSamples.client(sender, time)
        var cursor = PollCursor(.directCreated)
        var shelf = Shelf()
        _ = try await OrderPoll(client, vendorCode: "PORT1").run(&cursor, now: time.now, firstDays: 2) {
            shelf.take($0, Self.rules)
        }
        let tokens = sender.requests.filter { $0.url.hasSuffix("/restrictedDataToken") }
        #expect(tokens.count == 1, "one for the path, not one an order")
        #expect(shelf.orders["DF000008"]?.status == .new)
        #expect(shelf.orders["DF000008"]?.holds.map(\.kind) == [.unmappedWarehouse])

        var order = try #require(shelf.orders["DF000000"])
        #expect(order.shipTo?.address?.postalCode == "10115")
        try order.apply(.acknowledge)
        let transaction = try await client.post(.answering(order, .shipAll, vendorOrderNumber: "V-1", at: time.now))
        #expect(try await client.transaction(transaction, .directFulfillment).status == .processing)
        time.pass(10)
        #expect(try await client.transaction(transaction, .directFulfillment).status == .success)
        let now = try await client.directOrder("DF000000")
        #expect(AmazonOrder(now).state == .acknowledged)
        let bodies = await sandbox.messages(to: "/vendor/directFulfillment/orders/2021-12-28/acknowledgements")
        #expect(bodies.count == 1)
    }

    @Test func `an answer that leaves lines out fails later, with Amazon's reason`() async throws {
        let time = Hourglass()
        let client = ClientSamples.client(SandboxSender(VendorSandbox(scenario(time), now: { time.now })), time)
        let body: JSON = [
            "acknowledgements": [
                ["purchaseOrderNumber": "RP000001", "items": []], ["purchaseOrderNumber": "NOBODY", "items": []],
            ]
        ]
        let transaction = try await client.post(Posting(kept: body, of: .retailAcknowledgement))
        time.pass(10)
        let report = try await client.transaction(transaction, .retail)
        #expect(report.status == .failure)
        #expect(report.errors.map(\.code) == ["MISSING_ITEMS", "INVALID_ORDER_ID"])
    }

    @Test func `many long orders are read a hundred at a time`() async throws {
        let time = Hourglass()
        let sandbox = VendorSandbox(
            scenario(time) {
                $0.interval = 7
                $0.retailOrders = 1000
                $0.linesPerOrder = 20
            }, now: { time.now })
        let poll = OrderPoll(ClientSamples.client(SandboxSender(sandbox), time), vendorCode: "PORT1")
        var cursor = PollCursor(.retailCreated)
        var largest = 0
        let report = try await poll.run(&cursor, now: time.now, firstDays: 2) { largest = max(largest, $0.count) }
        #expect(report.orders == 1000 && largest == 100)
    }
}
