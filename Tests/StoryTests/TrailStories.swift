import Database
import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import ProcurementStore
import Tables
import Testing
import UseCases

/// The trail: its chain, and its export.
struct TrailStories {
    private func download(_ world: World, _ query: String, as user: String = "alex") async throws -> (status: Int, text: String) {
        let answer = try await world.client.send(
            OutgoingRequest(
                method: "GET", url: "\(world.porticoURL)/v1/events/export\(query)",
                headers: [("Authorization", "Bearer \(try await world.token(of: user))")]))
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    @Test func `any altered byte of any field of any event breaks the chain at that event or right behind it`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.sentOrder()
            let database = world.application.environment.database
            let events = try await database.read { try Store($0).events(after: 0, limit: 1000) }
            try #require(events.count > 30)
            func flipped(_ text: String) -> [String] {
                let octets = Array(text.utf8)
                return octets.indices.map { place in
                    var altered = octets
                    altered[place] = octets[place] == 0x41 ? 0x42 : 0x41
                    return String(decoding: altered, as: UTF8.self)
                }
            }
            var previous: [UInt8] = []
            for (place, event) in events.enumerated() {
                #expect(event.sequence == place + 1 && event.chained(to: previous) == event.hash)
                func demand(_ what: String, _ change: (inout StoredEvent) -> Void) {
                    var altered = event
                    change(&altered)
                    guard altered != event else { return }
                    if altered.chained(to: previous) == altered.hash { Issue.record("\(what) of event \(place + 1) fits") }
                    // Who makes the hash anew breaks the event behind.
                    altered.hash = altered.chained(to: previous)
                    guard place + 1 < events.count, what != "hash" else { return }
                    let next = events[place + 1]
                    if next.chained(to: altered.hash) == next.hash {
                        Issue.record("\(what) of event \(place + 1), made anew, fits")
                    }
                }
                for text in flipped(event.type) { demand("type") { $0.type = text } }
                for text in flipped(event.actorKind) { demand("actor") { $0.actorKind = text } }
                for text in flipped(event.actorName) { demand("name") { $0.actorName = text } }
                for text in flipped(event.actorID ?? "") { demand("actor's id") { $0.actorID = text } }
                for text in flipped(event.subjectID) { demand("subject") { $0.subjectID = text } }
                for text in flipped(event.details) { demand("details") { $0.details = text } }
                for index in event.hash.indices { demand("hash") { $0.hash[index] ^= 1 } }
                demand("time") { $0.at = $0.at.addingTimeInterval(0.001) }
                demand("number") { $0.sequence += 1 }
                // One that is taken out is noticed by the one behind it.
                if place + 1 < events.count { #expect(events[place + 1].chained(to: previous) != events[place + 1].hash) }
                previous = event.hash
            }
        }
    }

    @Test func `what many do at once is one chain`() async throws {
        try await World.run { (world: World) async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { _ = try await world.draft() } }
                try await group.waitForAll()
            }
            let events = try await world.application.environment.database.read { try Store($0).events(after: 0, limit: 1000) }
            #expect(events.map(\.sequence) == Array(1...events.count))
            #expect(try await world.application.answer(VerifyTrail(), as: .system).brokenAt == nil)
        }
    }

    @Test func `what was altered in the database is told by the number of the event`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.draft()
            let whole = try await world.application.answer(VerifyTrail(), as: .system)
            #expect(whole.brokenAt == nil && whole.count > 10)
            try await world.application.environment.database.write { sql in
                try sql.execute("UPDATE events SET details = details || ' ' WHERE sequence = 7", [])
            }
            #expect(try await world.application.answer(VerifyTrail(), as: .system).brokenAt == 7)
        }
    }

    @Test func `the export is the whole trail, line by line, in both formats, with formulas defused`() async throws {
        try await World.run { (world: World) async throws in
            let evil = "=HYPERLINK(\"http://x\"), \"quoted\""
            let token = try await world.application.perform(CreateAPIToken(name: evil, scopes: ["*"]), as: .system)
            _ = try await world.application.perform(
                SaveSupplier(name: "S"), as: Actor(.machine(token.token.id, name: evil), scopes: ["*"]))
            let id = try await world.sentOrder()
            // More than a batch.
            try await many(world, 2500)
            let lines = try await download(world, "")
            #expect(lines.status == 200)
            let values = try lines.text.split(separator: "\n").map { try JSON.read(String($0)) }
            let count = try await world.application.answer(VerifyTrail(), as: .system).count
            #expect(values.count == count && values.compactMap { $0["sequence"] } == (1...count).map { JSON($0) })
            let table = try CSV.rows(Array(try await download(world, "?format=csv").text.utf8))
            #expect(table.count == count + 1 && table.first?.fields.first == "sequence")
            #expect(!table.contains { $0.fields.contains { $0.hasPrefix("=") } })
            #expect(table.contains { $0.fields.contains("'" + evil) })
            #expect(values.contains { $0["actor"]?["name"]?.text == evil })
            let own = try await download(world, "?subject_id=\(id)").text.split(separator: "\n")
            #expect(own.count == (try await world.events(of: id.text)).count)
            let typed = try await download(world, "?type=purchase_order.approved").text.split(separator: "\n")
            #expect(typed.count == 1)
            #expect(try await download(world, "?since=2199-01-01T00:00:00Z").text.isEmpty)
            #expect(try await download(world, "?until=2020-01-01T00:00:00Z").text.isEmpty)
            #expect(try await download(world, "?since=2020-01-01T00:00:00Z&until=2199-01-01T00:00:00Z").text == lines.text)
            for bad in ["?format=xml", "?type=orders.*", "?since=yesterday", "?colour=red"] {
                #expect(try await download(world, bad).status == 400, "\(bad)")
            }
            #expect(try await download(world, "", as: "bianca").status == 403)
        }
    }

    @Test func `the list is filtered by document, type and time, and pages of a rare type go on`() async throws {
        try await World.run { (world: World) async throws in
            let before = world.application.environment.now().formatted(.iso8601)
            world.passTime(hours: 1)
            let id = try await world.queuedOrder()
            try await many(world, 700)
            func list(_ query: String) async throws -> (data: [JSON], next: String?) {
                let page = try await world.rest("GET", "/v1/events?\(query)", as: "alex").json
                return (page["data"]?.elements ?? [], page["next_cursor"]?.text)
            }
            let approved = try await list("type=purchase_order.approved&limit=1").data
            #expect(approved.count == 1 && approved.first?["subject_id"]?.text == id.text)
            #expect(approved.first?["actor"]?["kind"]?.text == "user")
            #expect(approved.first?["details"]?["via"]?.text == "rest")
            #expect(try await list("type=purchase_order.*&limit=100").data.count == world.events(of: id.text).count)
            #expect(try await list("type=purchase_order.*&until=\(before)").data.isEmpty)
            var (found, cursor): (Int, String?) = (0, nil)
            repeat {
                let page = try await list("type=purchase_order.*&limit=2\(cursor.map { "&after=\($0)" } ?? "")")
                found += page.data.count
                cursor = page.next
            } while cursor != nil
            #expect(found == (try await world.events(of: id.text)).count)
        }
    }

    /// Events of no account.
    private func many(_ world: World, _ count: Int) async throws {
        let webhook = try await world.rest(
            "POST", "/v1/webhooks", as: "alex", "{\"name\":\"A\",\"url\":\"https://x.example\",\"events\":[\"invoice.paid\"]}")
        let id: Identifier<Webhook> = try #require(webhook.json["id"]?.text.flatMap { Identifier($0) })
        let application = world.application
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { _ = try await application.perform(TestWebhook(id), as: .system) } }
            try await group.waitForAll()
        }
    }
}
