import CXML
import DemoShop
import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// Where costs go, from the defaults of a cart to the document that leaves.
struct CodingStories {
    private func make(_ world: World, _ path: String, _ body: String) async throws -> String {
        let made = try await world.rest("POST", "/v1/\(path)", as: "alex", body)
        return try #require(made.json["id"]?.text, "\(path): \(made.json)")
    }

    private func change(_ world: World, _ path: String, _ body: String) async throws {
        let changed = try await world.rest("PATCH", "/v1/\(path)", as: "alex", body)
        try #require(changed.status == 200, "\(path): \(changed.json)")
    }

    private func user(_ world: World, _ name: String) async throws -> User {
        let users = try await world.application.answer(ListUsers(), as: .system)
        return try #require(users.first { $0.email == "\(name)@example.com" })
    }

    private func connection(_ world: World) async throws -> PunchOutConnection {
        try #require(try await world.application.answer(ListConnections(), as: .system).first)
    }

    @Test func `a cart starts with what user, connection, supplier and category say, the nearest first`() async throws {
        try await World.run { (world: World) async throws in
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let departments = Dictionary(lists.departments.map { ($0.name, $0.id) }) { first, _ in first }
            let accounts = Dictionary(lists.glAccounts.map { ($0.code, $0.id) }) { first, _ in first }
            let (engineering, marketing) = (try #require(departments["Engineering"]), try #require(departments["Marketing"]))
            let connection = try await connection(world)
            let bianca = try await user(world, "bianca")
            let project = try await make(world, "projects", #"{"code":"P1","name":"Lab"}"#)
            try await change(
                world, "users/\(bianca.id)", #"{"default_coding":{"department_id":"\#(marketing)"}}"#)
            try await change(
                world, "punchout-connections/\(connection.id)",
                #"{"default_coding":{"department_id":"\#(engineering)","project_id":"\#(project)"}}"#)
            try await change(
                world, "suppliers/\(connection.supplierID)",
                #"{"default_coding":{"project_id":null,"gl_account_id":"\#(accounts["6900"]?.text ?? "")"}}"#)
            _ = try await make(
                world, "category-rules",
                #"{"name":"Paper","prefix":"14","coding":{"gl_account_id":"\#(accounts["6100"]?.text ?? "")"}}"#)

            let id = try await world.draft(["B00DEMO001": 1, "B00DEMO005": 1])
            let order = try await world.order(id)
            #expect(order.coding.departmentID == marketing, "the user goes before the connection")
            #expect(order.coding.projectID?.text == project && order.coding.locationID == connection.defaultLocationID)
            #expect(order.coding.glAccountID == accounts["6900"], "the supplier says what nobody else does")
            let paper = try #require(order.lines.first { $0.classificationCode?.hasPrefix("14") == true })
            let other = try #require(order.lines.first { $0.classificationCode?.hasPrefix("14") == false })
            #expect(order.effectiveCoding(of: paper).glAccountID == accounts["6100"])
            #expect(order.effectiveCoding(of: other).glAccountID == accounts["6900"])
            let trail = try await world.application.answer(
                ListEvents(subjectID: id.text, page: PageRequest(limit: 10)), as: .system)
            let words = EventDetails.decode(try #require(trail.items.last).details).map { "\($0.name)=\($0.value)" }
            for word in ["coding_of_user=Department", "coding_of_supplier=GL account", "coding_of_category=line"] {
                #expect(words.contains { $0.hasPrefix(word) }, "\(words)")
            }
            #expect(words.contains { $0.hasPrefix("coding_of_connection=") && $0.contains("Project") }, "\(words)")
        }
    }

    @Test func `a tax code of another legal entity is refused at its field, and falls away from the defaults`() async throws {
        try await World.run { (world: World) async throws in
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let german = try #require(lists.legalEntities.first { $0.currency == .eur })
            let tax = try await make(
                world, "tax-codes", #"{"legal_entity_id":"\#(german.id)","code":"V19","name":"VAT","rate":"19"}"#)
            let bianca = try await user(world, "bianca")
            try await change(world, "users/\(bianca.id)", #"{"default_coding":{"tax_code_id":"\#(tax)"}}"#)
            let id = try await world.draft()
            #expect(try await world.order(id).coding.taxCodeID == nil, "the order is of Contoso Inc.")
            let refused = try await world.rest(
                "PATCH", "/v1/purchase-orders/\(id)", #"{"coding":{"tax_code_id":"\#(tax)"}}"#)
            #expect(refused.status == 422)
            #expect(refused.json["errors"]?.elements.first?["pointer"]?.text == "/coding/tax_code_id", "\(refused.json)")
            #expect(
                refused.json["errors"]?.elements.first?["message"]?.text
                    == "The tax code V19 belongs to another legal entity. Choose a tax code of the chosen one.")
            #expect(try await world.events(of: id.text) == ["purchase_order.created"], "nothing happened")
        }
    }

    @Test func `a group keeps a connection: others have no trip and no order over it, members go on`() async throws {
        try await World.run { (world: World) async throws in
            let connection = try await connection(world)
            let order = try await world.draft()
            let dario = try await user(world, "dario")
            let group = try await make(
                world, "groups",
                #"{"name":"Keepers","mode":"direct","connection_id":"\#(connection.id)","keeps_connections":true,"members":[{"user_id":"\#(dario.id)","role":"punchout_buyer"}]}"#
            )
            let barred = try await world.rest(
                "POST", "/v1/punchout-sessions", #"{"connection_id":"\#(connection.id)"}"#)
            #expect(barred.status == 422 && barred.json["errors"]?.elements.first?["pointer"]?.text == "/connection_id")
            #expect(barred.json["detail"]?.text?.contains("Only members of the group Keepers") == true, "\(barred.json)")
            try await world.code(order)
            #expect(try await world.submit(order).status == 422, "a cart from before stays a draft")
            _ = try await world.goShopping(as: "dario")
            try await change(world, "groups/\(group)", #"{"keeps_connections":false}"#)
            #expect(try await world.submit(order).status == 200)
        }
    }

    @Test func `a check of a connection asks as a punch-out of whoever asks would`() async throws {
        try await World.run { (world: World) async throws in
            let connection = try await connection(world)
            let alex = try await user(world, "alex")
            let group = try await make(
                world, "groups",
                #"{"name":"Own","mode":"punch_in","connection_id":"\#(connection.id)","members":[{"user_id":"\#(alex.id)","role":"punchout_buyer"}]}"#
            )
            let before = try await world.application.perform(PrepareCheck(connection.id), as: Actor(.user(alex)))
            #expect(before.setup.connection.from == connection.from)
            let set = try await world.rest(
                "POST", "/v1/groups/\(group)/set-credential", as: "alex",
                #"{"connection_id":"\#(connection.id)","from_identity":"GROUP1","shared_secret":"not the shop's"}"#)
            try #require(set.status == 200)
            let after = try await world.application.perform(PrepareCheck(connection.id), as: Actor(.user(alex)))
            #expect(after.setup.connection.from.identity == "GROUP1" && after.setup.sharedSecret == "not the shop's")
            let ada = try await user(world, "bianca")
            let trip = try await world.application.perform(
                StartPunchOut(connectionID: connection.id.text), as: Actor(.user(ada)))
            #expect(trip.connection.from == connection.from, "others stay with the company's account")
            let checked = try await world.rest("POST", "/v1/punchout-connections/\(connection.id)/check", as: "alex")
            #expect(checked.json["last_check"]?["ok"] == .bool(false), "the shop does not know that account: \(checked.json)")
        }
    }

    @Test
    func `section b 24 - a trip is bound to its BuyerCookie, opens at the top, and its cart needs no cookie of the browser`()
        async throws
    {
        try await World.run { (world: World) async throws in
            let signIn = try await world.client.send(OutgoingRequest(url: "\(world.porticoURL)/sign-in"))
            let policy = signIn.header("Content-Security-Policy") ?? ""
            #expect(policy.contains("frame-ancestors 'none'"), "never in somebody's frame: \(policy)")
            // Two trips at once, as in two tabs: each cart finds its own session, whatever cookies the browser has.
            let first = try await world.goShopping()
            let second = try await world.goShopping()
            try await world.fill(first.visit, ["B00DEMO001": 1])
            try await world.fill(second.visit, ["B00DEMO005": 2])
            for trip in [second, first] {
                let form = try await world.shop.returnForm(session: trip.visit)
                let answer = try await world.postForm(form.action, form.urlencodedBody)
                #expect(answer.status == 303 && answer.header("Set-Cookie") == nil, "\(answer.headers)")
            }
            for (trip, quantity) in [(first, 1), (second, 2)] {
                let kept = try await world.rest("GET", "/v1/punchout-sessions/\(trip.session)")
                let id = try #require(kept.json["purchase_order_id"]?.text.flatMap { Identifier<PurchaseOrder>($0) })
                #expect(try await world.order(id).lines.map(\.quantity) == [Decimal(quantity)])
            }
        }
    }
}
