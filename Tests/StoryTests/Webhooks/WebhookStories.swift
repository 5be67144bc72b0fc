import Delivery
import PorticoServer
import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import Procurement
import Synchronization
import TestSupport
import Testing
import UseCases

/// Webhooks over the wire: what is sent, signed how, tried again when, and who is held up by nobody.
struct WebhookStories {
    /// A world with a receiver and a webhook on it.
    private func run(
        _ events: String = "\"*\"", _ story: (World, Receiver, _ id: String, _ secret: String) async throws -> Void
    ) async throws {
        try await World.run(rules: { $0.mail = try? .test() }) { (world: World) async throws in
            let receiver = Receiver()
            try await receiver.run { url in
                let made = try await Self.make(world, url, events)
                try await story(world, receiver, made.id, made.secret)
            }
        }
    }

    static func make(_ world: World, _ url: String, _ events: String) async throws -> (id: String, secret: String) {
        let made = try await world.rest(
            "POST", "/v1/webhooks", as: "alex", "{\"name\":\"ERP\",\"url\":\"\(url)\",\"events\":[\(events)]}")
        try #require(made.status == 201, "\(made.json)")
        return (try #require(made.json["id"]?.text), try #require(made.json["secret"]?.text))
    }

    private func log(_ world: World, _ id: String, _ query: String = "") async throws -> [JSON] {
        let answer = try await world.rest("GET", "/v1/webhooks/\(id)/deliveries\(query)", as: "alex")
        return try #require(answer.json["data"]?.elements, "\(answer.json)")
    }

    @Test func `events of the trail that its patterns name arrive in their order, each once, and nothing of before`() async throws
    {
        try await World.run { (world: World) async throws in
            let receiver = Receiver()
            try await receiver.run { url in
                _ = try await world.sentOrder()
                _ = try await Self.make(world, url, "\"purchase_order.*\",\"invoice.created\"")
                try await world.composition.webhooks.sendDue()
                #expect(receiver.messages.isEmpty, "it is told of what happens from now on")
                let id = try await world.sentOrder()
                try await world.composition.webhooks.sendDue()
                try await world.composition.webhooks.sendDue()
                #expect(Set(receiver.types) == Set(try await world.events(of: id.text)))
                #expect(receiver.messages.count == Set(receiver.messages.compactMap { $0.headers["webhook-id"] }).count)
                let approved = try #require(receiver.messages.first { $0.json["type"]?.text == "purchase_order.approved" })
                #expect(approved.headers["content-type"] == "application/json")
                #expect(approved.json["id"]?.text == approved.headers["webhook-id"])
                #expect(approved.json["data"]?["subject"]?["id"]?.text == id.text)
                #expect(approved.json["data"]?["actor"]?["kind"]?.text == "user")
                #expect(approved.json["data"]?["details"]?["number"]?.text == (try await world.order(id).number))
            }
        }
    }

    @Test(
        .enabled("no Python with standardwebhooks: make test-python installs it") {
            await WebhookVerifier.python() != nil
        })
    func `the independent library of Standard Webhooks verifies messages, with both secrets while they are changed`() async throws
    {
        let python = try #require(await WebhookVerifier.python())
        try await run("\"purchase_order.created\"") { world, receiver, id, first in
            // The library looks at the time.
            world.passTime(hours: Date.now.timeIntervalSince(world.application.environment.now()) / 3600)
            func verify(_ secrets: String...) async throws -> [Bool] {
                _ = try await world.draft()
                try await world.composition.webhooks.sendDue()
                let message = try #require(receiver.messages.last)
                return try await WebhookVerifier.verify(message, secrets, python)
            }
            #expect(try await verify(first, "whsec_" + String(repeating: "A", count: 40)) == [true, false])
            let rotated = try await world.rest(
                "POST", "/v1/webhooks/\(id)/rotate-secret", as: "alex", "{\"keep_old_hours\":2}")
            let second = try #require(rotated.json["secret"]?.text, "\(rotated.json)")
            #expect(try await verify(first, second) == [true, true])
            world.passTime(hours: 2.01)
            let last = try #require(receiver.messages.last)
            #expect(last.headers["webhook-signature"]?.split(separator: " ").count == 2)
            _ = try await world.draft()
            try await world.composition.webhooks.sendDue()
            #expect(receiver.messages.last?.headers["webhook-signature"]?.split(separator: " ").count == 1)
        }
    }

    @Test func `what is not taken is tried again with longer and longer waits, the same bytes under the same id, then given up`()
        async throws
    {
        try await run("\"purchase_order.created\"") { world, receiver, id, _ in
            receiver.answer { message in
                message.path == "/hook" ? .text("not now", status: .internalServerError) : .text("ok")
            }
            _ = try await world.draft()
            for attempt in 1...4 {
                try await world.composition.webhooks.sendDue()
                #expect(receiver.messages.count == attempt)
                let entry = try #require(try await log(world, id).first)
                #expect(entry["status"]?.text == "retrying" && entry["attempts"] == JSON(attempt))
                #expect(entry["status_code"] == JSON(500) && entry["answer"]?.text == "not now")
                try await world.composition.webhooks.sendDue()
                #expect(receiver.messages.count == attempt, "not before its time")
                world.passTime(hours: WebhookDelivery.waits[attempt - 1] / 3600 + 0.0001)
            }
            #expect(Set(receiver.messages.map(\.body)).count == 1)
            #expect(Set(receiver.messages.compactMap { $0.headers["webhook-id"] }).count == 1)
            #expect(Set(receiver.messages.compactMap { $0.headers["webhook-timestamp"] }).count == 4)
            receiver.answer { _ in .text("thanks") }
            try await world.composition.webhooks.sendDue()
            let end = try #require(try await log(world, id).first)
            #expect(end["status"]?.text == "delivered" && end["status_code"] == JSON(200))
            let shown = try await world.rest("GET", "/v1/webhooks/\(id)", as: "alex")
            #expect(shown.json["failing_since"] == .null)
        }
    }

    @Test func `410 switches a webhook off at once, five days of failure do, and administrators are told by mail each time`()
        async throws
    {
        for gone in [true, false] {
            try await run("\"purchase_order.*\"") { world, receiver, id, _ in
                let worker = world.webhooks(by: world.client)
                receiver.answer { _ in .text("no", status: gone ? .gone : .internalServerError) }
                _ = try await world.draft()
                var days = 0.0
                while try await world.alarmed().isEmpty, days < 9 {
                    try await worker.sendDue()
                    world.passTime(hours: 0.5)
                    days += 0.5 / 24
                }
                #expect(gone ? days < 0.1 : (5...5.2).contains(days), "\(days)")
                let shown = try await world.rest("GET", "/v1/webhooks/\(id)", as: "alex")
                #expect(shown.json["is_active"] == .bool(false))
                #expect(shown.json["disabled_reason"]?.text?.contains(gone ? "410 Gone" : "five days") == true)
                #expect(try await world.alarmed() == ["alex@example.com"])
                #expect(try await world.events(of: id).last == "webhook.disabled")
                let before = receiver.messages.count
                _ = try await world.draft()
                world.passTime(hours: 200)
                try await world.composition.webhooks.sendDue()
                #expect(receiver.messages.count == before)
                let tested = try await world.rest("POST", "/v1/webhooks/\(id)/test", as: "alex", "{}")
                #expect(tested.status == 409 && tested.json["code"]?.text == "disabled")
                receiver.answer { _ in .text("ok") }
                #expect(try await world.rest("POST", "/v1/webhooks/\(id)/enable", as: "alex", "{}").status == 200)
                let replay = try await world.rest(
                    "POST", "/v1/webhooks/\(id)/replay", as: "alex", "{\"since\":\"2026-09-01T00:00:00Z\"}")
                #expect(replay.status == 200, "\(replay.json)")
                try await world.composition.webhooks.sendDue()
                #expect(try await log(world, id, "?status=delivered").count == log(world, id).count, "everything it missed")
            }
        }
    }

    @Test func `a test goes to its own webhook alone, and one event or all since a time are sent again under their ids`()
        async throws
    {
        try await run("\"purchase_order.created\"") { world, receiver, id, _ in
            let other = Receiver()
            try await other.run { url in
                _ = try await Self.make(world, url, "\"*\"")
                #expect(try await world.rest("POST", "/v1/webhooks/\(id)/test", as: "alex", "{}").status == 200)
                try await world.composition.webhooks.sendDue()
                #expect(receiver.types == ["webhook.tested"])
                #expect(!other.types.contains("webhook.tested"))
                world.passTime(hours: 1)
                let since = world.application.environment.now().formatted(.iso8601)
                _ = try await world.draft()
                _ = try await world.draft()
                try await world.composition.webhooks.sendDue()
                #expect(receiver.types.count == 3)
                let ids = receiver.messages.compactMap { $0.headers["webhook-id"] }
                _ = try await world.rest("POST", "/v1/webhooks/\(id)/replay", as: "alex", "{\"since\":\"\(since)\"}")
                try await world.composition.webhooks.sendDue()
                // Several are under way at once, so that which comes first is left to the network.
                let again = receiver.messages.compactMap { $0.headers["webhook-id"] }
                #expect(again.count == 5 && Set(again.suffix(2)) == Set(ids.dropFirst()))
                let newest = try #require(try await log(world, id).first)
                let sequence = try #require(newest["sequence"])
                _ = try await world.rest(
                    "POST", "/v1/webhooks/\(id)/replay", as: "alex", "{\"sequence\":\(sequence.text())}")
                try await world.composition.webhooks.sendDue()
                #expect(receiver.messages.last?.headers["webhook-id"] == newest["event_id"]?.text && receiver.messages.count == 6)
            }
        }
    }

    @Test func `redirects are not followed, and a private target is refused unless the operator allows it`() async throws {
        try await run("\"purchase_order.created\"") { world, receiver, id, _ in
            receiver.answer { message in
                message.path == "/hook" ? .redirect(to: "/inside", status: .seeOther) : .text("ok")
            }
            _ = try await world.draft()
            try await world.composition.webhooks.sendDue()
            #expect(receiver.messages.map(\.path) == ["/hook"])
            let entry = try #require(try await log(world, id).first)
            #expect(entry["answer"]?.text?.contains("Redirects are not followed") == true)
            #expect(entry["answer"]?.text?.contains("/inside") == true)
            let strict = try HTTPClient()
            defer { strict.close() }
            world.passTime(hours: 1)
            try await world.webhooks(by: strict).sendDue()
            #expect(receiver.messages.count == 1)
            let refused = try #require(try await log(world, id).first)
            #expect(refused["answer"]?.text?.contains("PORTICO_ALLOW_PRIVATE_TARGETS") == true, "\(refused)")
        }
    }

    @Test func `a target inside the house is refused when it is saved, and when it is changed to`() async throws {
        try await World.run { (world: World) async throws in
            var environment = world.application.environment
            let strict = try HTTPClient()
            defer { strict.close() }
            environment.refusesTarget = { strict.refuses(url: $0) }
            let application = Application(environment)
            let good = try await application.perform(
                SaveWebhook(name: "ERP", url: "https://hooks.example.com/x", events: ["*"]), as: .system
            ).webhook
            for url in [
                "http://127.0.0.1:9/hook", "http://2130706433/", "https://[::1]/", "http://localhost:8080/", "http://erp/",
            ] {
                for id in [nil, good.id] {
                    var problems: [FieldProblem] = []
                    do {
                        _ = try await application.perform(
                            SaveWebhook(id: id, name: "ERP", url: url, events: ["*"]), as: .system)
                    } catch UseCases.Refusal.invalid(let found) {
                        problems = found
                    }
                    #expect(problems.map(\.pointer) == ["/url"] && problems.first?.code == "private-target", "\(url)")
                    #expect(problems.first?.message.contains("PORTICO_ALLOW_PRIVATE_TARGETS") == true)
                }
            }
            let kept = try await application.answer(PageOfWebhooks(), as: .system).items
            #expect(kept.map(\.url) == ["https://hooks.example.com/x"])
        }
    }

    @Test func `a slow and a dead target hold up neither each other, nor a good one, nor orders`() async throws {
        try await World.run { (world: World) async throws in
            let (slow, good) = (Receiver(), Receiver())
            let door = Door()
            slow.answer { _ in
                await door.wait()
                return .text("at last")
            }
            try await slow.run { slowURL in
                try await good.run { goodURL in
                    let slowID = try await Self.make(world, slowURL, "\"purchase_order.*\"").id
                    _ = try await Self.make(world, "http://127.0.0.1:1/dead", "\"purchase_order.*\"")
                    _ = try await Self.make(world, goodURL, "\"purchase_order.*\"")
                    let worker = world.composition.webhooks
                    let running = Task { await worker.run { Issue.record($0) } }
                    let id = try await world.queuedOrder()
                    try await world.deliver()
                    #expect(try await world.order(id).transmission == .acknowledged, "orders leave")
                    let wanted = Set(try await world.events(of: id.text))
                    try await Patience.wait("the good receiver") { Set(good.types) == wanted }
                    #expect(slow.messages.count <= 4, "few at once")
                    #expect(try await log(world, slowID, "?status=delivered").isEmpty)
                    door.open()
                    try await Patience.wait("the slow receiver") { Set(slow.types) == wanted }
                    running.cancel()
                    await running.value
                }
            }
        }
    }

    @Test func `what is wrong with a webhook is told by field, with the remedy, and others may not touch it`() async throws {
        try await run { world, _, id, _ in
            func refuse(
                _ body: String, _ pointer: String, _ word: String, at path: String = "/v1/webhooks", _ method: String = "POST"
            ) async throws {
                let answer = try await world.rest(method, path, as: "alex", body)
                #expect(answer.status == 422, "\(body): \(answer.json)")
                let text = answer.json.text()
                #expect(text.contains(pointer) && text.contains(word), "\(text)")
            }
            let long = String(repeating: "x", count: 3000)
            try await refuse("{\"name\":\"\",\"url\":\"ftp://x\",\"events\":[]}", "/events", "Name at least one")
            try await refuse("{\"name\":\"A\",\"url\":\"ftp://x\",\"events\":[\"*\"]}", "/url", "https://")
            try await refuse("{\"name\":\"A\",\"url\":\"https://u:p@x.example\",\"events\":[\"*\"]}", "/url", "user name")
            try await refuse("{\"name\":\"\(long)\",\"url\":\"https://x.example\",\"events\":[\"*\"]}", "/name", "Shorten")
            try await refuse("{\"name\":\"A\",\"url\":\"https://x.example/\(long)\",\"events\":[\"*\"]}", "/url", "Shorten")
            try await refuse(
                "{\"name\":\"A\",\"url\":\"https://x.example\",\"events\":[\"*\",\"orders.*\"]}", "/events/1", "No event fits")
            let path = "/v1/webhooks/\(id)"
            try await refuse("{\"keep_old_hours\":9999}", "/keep_old_hours", "336", at: "\(path)/rotate-secret")
            try await refuse("{}", "/since", "either", at: "\(path)/replay")
            try await refuse("{\"sequence\":1,\"since\":\"2026-01-01T00:00:00Z\"}", "/since", "either", at: "\(path)/replay")
            try await refuse("{\"sequence\":99999999}", "/sequence", "no event", at: "\(path)/replay")
            try await refuse("{\"since\":\"2199-01-01T00:00:00Z\"}", "/since", "over", at: "\(path)/replay")
            #expect(
                try await world.rest("PATCH", path, as: "alex", "{\"name\":\"B\"}", headers: [("If-Match", "\"0\"")]).status
                    == 412)
            for user in ["bianca", "felix"] {
                #expect(try await world.rest("GET", path, as: user).status == 403)
                #expect(try await world.rest("POST", "\(path)/test", as: user, "{}").status == 403)
            }
            #expect(try await world.rest("GET", "/v1/webhooks/whk_nothing", as: "alex").status == 404)
            #expect(try await world.rest("GET", "/v1/webhooks/\(id)/deliveries?after=x", as: "alex").status == 400)
            let shown = try await world.rest("GET", path, as: "alex").json.text()
            #expect(!shown.contains("whsec_"), "shown once")
            #expect(try await world.rest("DELETE", path, as: "alex").status == 204)
            #expect(try await world.rest("DELETE", path, as: "alex").status == 404)
        }
    }
}

/// Lets everybody wait until it is opened.
private final class Door: Sendable {
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]?>([])

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = waiting.withLock { list in
                if list == nil { return true }
                list?.append(continuation)
                return false
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let all = waiting.withLock { list in
            defer { list = nil }
            return list ?? []
        }
        for continuation in all { continuation.resume() }
    }
}
