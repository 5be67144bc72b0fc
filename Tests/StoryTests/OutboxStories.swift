import Delivery
import DemoShop
import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// What leaves: attempts, the unknown, sending again and as new, and the one mail of an outage.
struct OutboxStories {
    private func record(_ world: World, _ outcome: DeliveryOutcome) async throws -> Delivery {
        let leased = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
        return try await world.application.perform(
            RecordDelivery(leased.delivery.id, outcome: outcome, document: [], answer: nil), as: .system)
    }

    @Test func `ten more tries, an hour apart, for transport and 5xx; then it is failed, or unknown if one may have arrived`()
        async throws
    {
        for last in [DeliveryOutcome.notDelivered("503"), .noAnswer("timed out")] {
            try await World.run(rules: {
                ($0.deliveryAttempts, $0.firstRetrySeconds, $0.longestRetrySeconds) = (11, 3600, 3600)
            }) { (world: World) async throws in
                _ = try await world.queuedOrder()
                for attempt in 1...10 {
                    let delivery = try await record(world, attempt == 5 ? last : .notDelivered("no route"))
                    #expect(delivery.attempts == attempt)
                    let wait = delivery.nextAttemptAt?.timeIntervalSince(world.application.environment.now())
                    #expect(wait == 3600)
                    #expect(try await world.application.perform(LeaseDeliveries(), as: .system).isEmpty, "not before the hour")
                    world.passTime(hours: 1)
                }
                let end = try await record(world, .notDelivered("no route"))
                #expect(end.nextAttemptAt == nil)
                #expect(end.status == (last == .noAnswer("timed out") ? .unknown : .failed))
            }
        }
    }

    @Test func `a 4xx is never tried again by itself`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.queuedOrder()
            let delivery = try await record(world, .refused(code: 401, text: "who?"))
            #expect(delivery.status == .failed && delivery.nextAttemptAt == nil)
            world.passTime(hours: 100)
            #expect(try await world.application.perform(LeaseDeliveries(), as: .system).isEmpty)
        }
    }

    @Test func `sent again are the same bytes; sent as new is another payloadID, and asks first`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.queuedOrder()
            let first = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
            _ = try await world.application.perform(
                RecordDelivery(first.delivery.id, outcome: .refused(code: 400, text: "no"), document: [], answer: nil),
                as: .system)
            let path = "/v1/deliveries/\(first.delivery.id)"
            #expect(try await world.rest("POST", "\(path)/send-again", as: "alex", "{}").status == 200)
            let again = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
            #expect(again.body == first.body && again.delivery.payloadID == first.delivery.payloadID)
            _ = try await record(world, again, .noAnswer("gone"))
            let asked = try await world.rest("POST", "\(path)/send-as-new", as: "alex", "{\"confirmed\":false}")
            #expect(asked.status == 409 && asked.json["code"]?.text == "confirm-first", "\(asked.json)")
            let sent = try await world.rest("POST", "\(path)/send-as-new", as: "alex", "{\"confirmed\":true}")
            #expect(sent.status == 200, "\(sent.json)")
            let new = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
            #expect(new.delivery.payloadID != first.delivery.payloadID && new.body != first.body)
            #expect(try await world.application.answer(ShowDelivery(first.delivery.id), as: .system).nextAttemptAt == nil)
            #expect(try await world.order(id).transmission == .queued)
            #expect(try await world.rest("POST", "\(path)/send-as-new", as: "bianca", "{\"confirmed\":true}").status == 403)
        }
    }

    private func record(_ world: World, _ leased: LeasedDelivery, _ outcome: DeliveryOutcome) async throws {
        _ = try await world.application.perform(
            RecordDelivery(leased.delivery.id, outcome: outcome, document: [], answer: nil), as: .system)
    }

    @Test func `an outage is one mail to the administrators, however many documents it holds up, until one arrives`() async throws
    {
        try await World.run(rules: { $0.mail = try? .test() }) { (world: World) async throws in
            func heard() async throws -> [OutgoingMail] {
                try await world.application.answer(ListMails(), as: .system).items.filter { $0.kind == .alarm }
            }
            func record(_ outcome: DeliveryOutcome) async throws { _ = try await self.record(world, outcome) }
            _ = try await world.queuedOrder()
            try await record(.noAnswer("timed out"))
            #expect(try await heard().map(\.recipient) == ["alex@example.com"])
            let first = try #require(try await heard().first)
            #expect(
                try await world.application.answer(ShowMail(first.delivery.id), as: .system).content.text.contains("timed out"))
            world.passTime(hours: 1)
            try await record(.noAnswer("timed out"))
            _ = try await world.queuedOrder()
            try await record(.refused(code: 400, text: "no"))
            #expect(try await heard().count == 1, "the same outage")
            world.passTime(hours: 2)
            try await record(.accepted(code: 200, text: "OK"))
            _ = try await world.queuedOrder()
            try await record(.refused(code: 400, text: "no"))
            #expect(try await heard().count == 2, "another outage")
            let home = try await world.application.answer(ShowHome(), as: .system)
            #expect(home.failedDeliveries == 2, "what the home page counts")
        }
    }

    @Test func `a running worker is handed what was approved, once, and leaves the rest when it stops`() async throws {
        try await World.run { (world: World) async throws in
            let worker = Task { await world.composition.worker.run { Issue.record($0) } }
            let id = try await world.queuedOrder()
            for _ in 0..<2000 {
                if try await world.order(id).transmission == .acknowledged { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await world.order(id).transmission == .acknowledged)
            #expect(await world.shop.receivedOrders().count == 1)
            worker.cancel()
            await worker.value
            // Nobody works any more, so nothing is handed over, and whoever comes next finds it in the outbox.
            let later = try await world.queuedOrder()
            try await world.deliver()
            #expect(try await world.order(later).transmission == .acknowledged)
        }
    }

    @Test func `what was handed over is nobody else's until it is given back, and is sent then`() async throws {
        try await World.run { (world: World) async throws in
            let handover = world.application.environment.handover
            handover.open()
            let id = try await world.queuedOrder()
            try await world.deliver()
            #expect(try await world.order(id).transmission == .queued, "another process keeps away")
            let cancelled = try await world.rest("POST", "/v1/purchase-orders/\(id)/cancel", "{}")
            #expect(cancelled.status == 409, "it is leaving this moment")
            let left = handover.close()
            #expect(left.map(\.delivery.orderID) == [id] && handover.take().isEmpty)
            _ = try await world.application.perform(EndLeases(left.map(\.delivery.id)), as: .system)
            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
            // A process that died takes its lease with it.
            handover.open()
            let lost = try await world.queuedOrder()
            _ = handover.close()
            world.passTime(hours: 0.05)
            try await world.deliver()
            #expect(try await world.order(lost).transmission == .acknowledged)
        }
    }

    @Test func `an approval that failed hands nothing over`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.draft()
            try await world.code(id)
            _ = try await world.submit(id)
            _ = try await world.decide(id, "approve", as: "ada")
            let handover = world.application.environment.handover
            handover.open()
            let budget = try #require(try await world.order(id).coding.budgetID)
            _ = try await world.rest("POST", "/v1/budgets/\(budget)/close", as: "alex", "{}")
            #expect(try await world.decide(id, "approve", as: "felix") == 409)
            #expect(handover.take().isEmpty)
            _ = try await world.rest("POST", "/v1/budgets/\(budget)/reopen", as: "alex", "{}")
            #expect(try await world.decide(id, "approve", as: "felix") == 200)
            #expect(handover.take().count == 1)
        }
    }
}
