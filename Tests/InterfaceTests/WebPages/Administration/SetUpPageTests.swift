import Procurement
import Testing
import UseCases

struct SetUpPageTests {
    private func facts(_ site: TestSite, _ connection: Identifier<PunchOutConnection>? = nil) async throws -> SetupFacts {
        try await site.application.answer(ShowSetup(connectionID: connection), as: .system)
    }

    private func state(_ title: String, _ facts: SetupFacts) -> SetupItem.State? {
        facts.here.first { $0.title.hasPrefix(title) }?.state
    }

    @Test func `the list tells what is done, what is open, and what needs a look`() async throws {
        let facts = try await facts(try await TestSite.make())
        #expect(state("Key file", facts) == .done)
        // The test's public address is plain http.
        #expect(state("Public address", facts) == .attention)
        #expect(state("Supplier", facts) == .done)
        #expect(state("Connection with its four", facts) == .done)
        #expect(state("Check passed", facts) == .open)
        #expect(state("Addresses", facts) == .open)
        #expect(state("Legal entity", facts) == .attention)
        #expect(state("Departments", facts) == .done)
        #expect(state("Buying group", facts) == .open)
        #expect(state("Approval policy", facts) == .done)
        #expect(state("Test punch-out", facts) == .open)
        #expect(state("Connection switched", facts) == .open)
        #expect(facts.supplierName == "Shop Ltd")
    }

    @Test func `a trip that came back is done, one that did not needs a look`() async throws {
        let site = try await TestSite.make()
        let buyer = try #require(
            try await site.application.answer(ListUsers(), as: .system).first { $0.email == "bea@example.com" })
        _ = try await site.application.perform(
            StartPunchOut(connectionID: site.connection.id.text), as: Actor(.user(buyer)))
        #expect(state("Test punch-out", try await facts(site)) == .attention)
        _ = try await site.draft(of: "bea@example.com")
        #expect(state("Test punch-out", try await facts(site)) == .done)
    }

    @Test func `each connection has a list of its own`() async throws {
        let site = try await TestSite.make()
        _ = try await site.draft(of: "bea@example.com")
        var fields = ConnectionFields()
        (fields.name, fields.fromIdentity, fields.toIdentity, fields.sharedSecret) = ("Zweite", "wir", "sie", "geheim")
        (fields.punchOutURL, fields.orderURL) = ("https://b.test/p", "https://b.test/o")
        fields.supplierName = "B Ltd"
        let second = try await site.application.perform(CreateConnection(fields), as: .system)
        let facts = try await facts(site, second.id)
        #expect(state("Test punch-out", facts) == .open)
        #expect(facts.supplierName == "B Ltd")
        #expect(facts.there.flatMap(\.values).contains { $0.value == "http://portico.test/cxml/zweite" })
        #expect(state("Test punch-out", try await self.facts(site)) == .done)
    }

    @Test func `a requisitioner in a punch-in group needs a look`() async throws {
        let site = try await TestSite.make()
        let users = try await site.application.answer(ListUsers(), as: .system)
        let buyer = try #require(users.first { $0.email == "bea@example.com" })
        func save(_ role: BuyingGroup.MemberRole, _ group: Identifier<BuyingGroup>? = nil) async throws -> BuyingGroup {
            try await site.application.perform(
                SaveGroup(
                    id: group, name: "Punch-In", mode: "punch_in", connectionIDs: [site.connection.id.text],
                    members: [.init(userID: buyer.id.text, role: role.rawValue)]), as: .system)
        }
        let group = try await save(.requisitioner)
        #expect(state("Members are", try await facts(site)) == .attention)
        _ = try await save(.punchOutBuyer, group.id)
        #expect(state("Members are", try await facts(site)) == .done)
        #expect(state("Buying group", try await facts(site)) == .done)
    }

    @Test func `a stage without anybody active needs a look, and so does a buyer who alone approves`() async throws {
        let site = try await TestSite.make()
        let users = try await site.application.answer(ListUsers(), as: .system)
        let approver = try #require(users.first { $0.email == "ann@example.com" })
        _ = try await site.application.perform(ChangeUser(approver.id, roles: ["approver", "buyer"]), as: .system)
        #expect(state("Approval policy", try await facts(site)) == .attention)
        _ = try await site.application.perform(ChangeUser(approver.id, isActive: false), as: .system)
        let item = try #require(try await facts(site).here.first { $0.title.hasPrefix("Approval policy") })
        #expect(item.finding?.contains("no active approver") == true)
    }

    @Test func `the page shows the values to copy and never the secret`() async throws {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        #expect(await browser.get("/admin").location == "/admin/set-up")
        let page = await browser.get("/admin/set-up?connection=\(site.connection.id)")
        #expect(page.status == 200)
        for text in [
            "http://portico.test/cxml/shop", "http://portico.test/punch-in/shop", "portico.test", "Punchout buyer",
            "To be done on Shop Ltd", "value=\"us\"", "Over there",
        ] { #expect(page.text.contains(text), "\(text)") }
        #expect(!page.text.contains("s3cret"))
    }

    @Test func `a connection that is not there falls back to the first`() async throws {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        #expect(await browser.get("/admin/set-up?connection=poc_0").text.contains("Shop Ltd"))
        #expect(await browser.get("/admin/set-up?connection=%3Cscript%3E").status == 200)
    }

    @Test func `a buyer does not get the administrator's pages, an auditor looks`() async throws {
        let site = try await TestSite.make()
        _ = try await site.application.perform(
            CreateUser(email: "aud@example.com", name: "Aud", roles: ["auditor"], password: TestSite.password), as: .system)
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        #expect(await buyer.get("/admin/set-up").status == 403)
        let auditor = Browser(site)
        _ = await auditor.signIn("aud@example.com")
        #expect(await auditor.get("/admin/set-up").status == 200)
        #expect(await auditor.get("/admin/connections").status == 200)
    }
}
