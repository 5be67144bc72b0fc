import CXML
import Delivery
import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// What an administrator finds of every document, and does with it.
struct ConsoleStories {
    private func messages(_ world: World, _ query: String) async throws -> [JSON] {
        let answer = try await world.rest("GET", "/v1/messages?limit=100&\(query)", as: "alex")
        try #require(answer.status == 200, "\(answer.json)")
        return answer.json["data"]?.elements ?? []
    }

    @Test func `every document in and out is there with its facts, and is found by id, order number, ASIN and text`() async throws
    {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let number = try #require(try await world.order(id).number)
            let confirmation = Partner.confirmation("accept", of: number)
            #expect(try await world.post("c1@amazon", confirmation).code == 200)
            #expect(try await world.post("p1@amazon", Partner.profile).code == 200)
            let all = try await messages(world, "")
            let kinds = all.compactMap { $0["kind"]?.text }
            // The clock stands, so their order says nothing.
            #expect(
                kinds.sorted()
                    == ["ConfirmationRequest", "OrderRequest", "ProfileRequest", "PunchOutOrderMessage", "PunchOutSetupRequest"])
            for message in all {
                #expect(message["connection_id"]?.text != nil && message["payload_id"]?.text != nil, "\(message)")
                if message["kind"]?.text != "PunchOutOrderMessage" {
                    #expect(message["status_code"] == .number(200), "\(message)")
                }
            }
            #expect(all.allSatisfy { $0["duration_ms"] == .number(0) || $0["kind"]?.text == "PunchOutOrderMessage" })
            #expect(try await messages(world, "q=c1%40amazon").count == 1)
            let found = try await messages(world, "q=\(number)").compactMap { $0["kind"]?.text }
            #expect(found.sorted() == ["ConfirmationRequest", "OrderRequest", "PunchOutOrderMessage"])
            #expect(try await messages(world, "q=b00demo005").contains { $0["kind"]?.text == "OrderRequest" })
            #expect(try await messages(world, "q=CONFIRMATIONheader").count == 1)
            #expect(try await messages(world, "q=nothing%25like_it").isEmpty)
            #expect(try await messages(world, "direction=out").count == 2)
            #expect(try await messages(world, "kind=ProfileRequest").count == 1)
            #expect(try await messages(world, "purchase_order_id=\(id)").count == 3)
        }
    }

    @Test func `a message shows the answer as it went out, what it changed, and no secret`() async throws {
        try await World.run { (world: World) async throws in
            let order = try await world.post("o1@amazon", Partner.order())
            let listed = try #require(try await messages(world, "q=o1%40amazon").first?["id"]?.text)
            let shown = try await world.rest("GET", "/v1/messages/\(listed)", as: "alex").json
            #expect(shown["answer"]?.text == order.body)
            #expect(shown["events"]?.elements.compactMap { $0["type"]?.text } == ["purchase_order.created"])
            #expect(shown["body"]?.text?.contains("<SharedSecret>•••</SharedSecret>") == true)
            #expect(shown["body"]?.text?.contains("demo-shared-secret") == false)
            // The same again: the same answer, octet for octet, at another time.
            world.passTime(hours: 5)
            #expect(try await world.post("o1@amazon", Partner.order()).body == order.body)
            let again = try await messages(world, "q=o1%40amazon")
            #expect(again.count == 2)
            #expect(again.first?["warnings"]?.elements.first?.text?.contains("It came before") == true)
            #expect(try await world.rest("GET", "/v1/messages", as: "bianca").status == 403)
        }
    }

    @Test func `failed, unanswered and warned documents are told apart`() async throws {
        try await World.run { (world: World) async throws in
            #expect(try await world.post("f1@a", Partner.confirmation("accept", of: "PO-999999")).code == 417)
            let odd = Partner.request("w1@a", Partner.order()).replacing(
                "10:00:00+00:00\"><Header>", with: "10:00:00Z\"><Header>")
            #expect(try await world.post(cxml: odd).code == 200)
            #expect(try await messages(world, "outcome=failed").compactMap { $0["payload_id"]?.text } == ["f1@a"])
            let warned = try await messages(world, "outcome=warned")
            #expect(warned.compactMap { $0["payload_id"]?.text } == ["w1@a"], "\(warned)")
            #expect(try await messages(world, "outcome=unanswered").isEmpty)
            #expect(try await world.rest("GET", "/v1/messages?outcome=bad", as: "alex").status == 400)
        }
    }

    @Test func `what failed is carried out again over REST, and says what came of it`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.queuedOrder()
            let number = try #require(try await world.order(id).number)
            let document = Partner.shipNotice("S1", of: "PO-424242", [1: 1])
            #expect(try await world.post("s1@a", document).code == 417)
            let message = try #require(try await messages(world, "q=s1%40a").first?["id"]?.text)
            let again = try await world.rest("POST", "/v1/messages/\(message)/reprocess", as: "alex")
            #expect(again.status == 200 && again.json["status_code"] == .number(417), "\(again.json)")
            #expect(try await world.rest("POST", "/v1/messages/\(message)/reprocess", as: "bianca").status == 403)
            #expect(!number.isEmpty)
        }
    }

    @Test func `old documents go, by age and by hand, and repeats are recognised all the same`() async throws {
        try await World.run(rules: { $0.messageRetentionDays = 90 }) { (world: World) async throws in
            let first = try await world.post("o1@a", Partner.order())
            world.passTime(hours: 24 * 60)
            #expect(try await world.post("p1@a", Partner.profile).code == 200)
            world.passTime(hours: 24 * 31)
            try await world.composition.housekeeping.tidy()
            #expect(try await messages(world, "").compactMap { $0["payload_id"]?.text } == ["p1@a"])
            #expect(try await world.post("o1@a", Partner.order()).body == first.body)
            let purged = try await world.rest("POST", "/v1/messages/purge", as: "alex", "{\"older_than_days\":30}")
            #expect(purged.json["deleted"] == .number(1))
            #expect(try await messages(world, "").compactMap { $0["payload_id"]?.text } == ["o1@a"])
            #expect(try await world.rest("POST", "/v1/messages/purge", as: "bianca", "{\"older_than_days\":1}").status == 403)
        }
    }

    @Test func `trying a connection shows request, answer and verdict, with the secret blanked, and keeps both in the log`()
        async throws
    {
        try await World.run { (world: World) async throws in
            let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
            func attempt(_ kind: String) async throws -> JSON {
                let answer = try await world.rest(
                    "POST", "/v1/punchout-connections/\(connection.id)/try", as: "alex", "{\"kind\":\"\(kind)\"}")
                try #require(answer.status == 200, "\(answer.json)")
                return answer.json
            }
            let setup = try await attempt("setup")
            #expect(setup["ok"] == .bool(true) && setup["status_code"] == .number(200))
            #expect(setup["request"]?.text?.contains("<SharedSecret>•••</SharedSecret>") == true)
            #expect(setup["answer"]?.text?.contains("PunchOutSetupResponse") == true)
            let profile = try await attempt("profile")
            #expect(profile["request"]?.text?.contains("ProfileRequest") == true && profile["verdict"]?.text?.isEmpty == false)
            #expect(
                try await messages(world, "direction=out").compactMap { $0["kind"]?.text }.sorted() == [
                    "ProfileRequest", "PunchOutSetupRequest",
                ])
            var fields = ConnectionFields()
            fields.sharedSecret = "wrong"
            _ = try await world.application.perform(ChangeConnection(connection.id, fields), as: .system)
            let refused = try await attempt("setup")
            #expect(refused["ok"] == .bool(false) && refused["status_code"] == .number(401), "\(refused)")
            #expect(try await messages(world, "outcome=failed").count == 1)
        }
    }

    @Test func `documents are held against the DTDs where a folder is configured`() async throws {
        let shared = ProcessInfo.processInfo.environment["PORTICO_SHARED"] ?? "../shared"
        let folder = "\(shared)/cxml/dtd/1.2.071"
        let isThere = FileManager.default.fileExists(atPath: "\(folder)/cXML.dtd")
        try await World.run(rules: { if isThere { $0.dtdDirectory = folder } }) { (world: World) async throws in
            #expect(try await world.post("o1@a", Partner.order()).code == 200)
            let message = try #require(try await messages(world, "q=o1%40a").first?["id"]?.text)
            let verdict = try await world.rest("POST", "/v1/messages/\(message)/validate", as: "alex")
            guard isThere else {
                #expect(verdict.status == 409 && verdict.json["code"]?.text == "no-dtds")
                return
            }
            // There is no BillTo in it.
            #expect(verdict.json["valid"] == .bool(false) && verdict.json["dtd"]?.text == "cXML.dtd", "\(verdict.json)")
            #expect(verdict.json["complaints"]?.elements.contains { $0.text?.contains("OrderRequestHeader") == true } == true)
            #expect(try await world.post("p1@a", Partner.profile).code == 200)
            let profile = try #require(try await messages(world, "q=p1%40a").first?["id"]?.text)
            let valid = try await world.rest("POST", "/v1/messages/\(profile)/validate", as: "alex")
            #expect(valid.json["valid"] == .bool(true), "\(valid.json)")
        }
    }
}
