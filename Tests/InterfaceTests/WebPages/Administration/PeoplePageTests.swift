import HTTP
import Procurement
import Testing
import UseCases

struct UserPageTests {
    private func scene() async throws -> (site: TestSite, browser: Browser, bea: User, ann: User) {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        let users = try await site.application.answer(ListUsers(), as: .system)
        return (
            site, browser, try #require(users.first { $0.email == "bea@example.com" }),
            try #require(users.first { $0.email == "ann@example.com" })
        )
    }

    private func bea(_ site: TestSite) async throws -> User {
        let users = try await site.application.answer(ListUsers(), as: .system)
        return try #require(users.first { $0.email == "bea@example.com" })
    }

    @Test func `roles are limited, a manager is named, and orders start with a coding of the person`() async throws {
        let (site, browser, bea, ann) = try await scene()
        let page = "/admin/users/\(bea.id)"
        let lists = try await site.application.answer(ShowOrganisation(), as: .system)
        let entity = try #require(lists.legalEntities.first)
        let saved = await browser.post(
            page, from: page,
            [
                ("name", "Bea"), ("roles.buyer", "on"), ("active", "on"), ("manager_id", ann.id.text),
                ("limit_department_ids.\(site.department.id)", "on"), ("limit_legal_entity_ids.\(entity.id)", "on"),
                ("default_coding.department_id", site.department.id.text),
            ])
        #expect(saved.location == page)
        let stored = try await self.bea(site)
        #expect(stored.managerID == ann.id && stored.defaultCoding.departmentID == site.department.id)
        #expect(stored.limits == UserLimits(legalEntityIDs: [entity.id], departmentIDs: [site.department.id]))
        let shown = await browser.get(page).text
        #expect(shown.contains("value=\"\(ann.id)\" selected"))
        #expect(shown.contains("id=\"f-limit_department_ids.\(site.department.id)\""))
        // What is not ticked any more limits nothing; what is cleared is cleared.
        _ = await browser.post(
            page, from: page,
            [("name", "Bea"), ("roles.buyer", "on"), ("active", "on"), ("manager_id", ""), ("default_coding.department_id", "")])
        let cleared = try await self.bea(site)
        #expect(cleared.limits.isEmpty && cleared.managerID == nil && cleared.defaultCoding.isEmpty)
        let order = try await site.draft(of: "bea@example.com")
        #expect(try await site.application.answer(ShowOrder(order), as: .system).coding.departmentID == nil)
    }

    @Test func `nobody becomes their own manager, and the refused form keeps its boxes`() async throws {
        let (site, browser, bea, ann) = try await scene()
        let page = "/admin/users/\(ann.id)"
        let base = [("name", "Ann"), ("roles.approver", "on"), ("active", "on")]
        #expect(await browser.post(page, from: page, base + [("manager_id", bea.id.text)]).status == 303)
        let other = "/admin/users/\(bea.id)"
        let box = "limit_department_ids.\(site.department.id)"
        let refused = await browser.post(
            other, from: other, [("name", "Bea"), ("active", "on"), ("manager_id", ann.id.text), (box, "on")])
        #expect(refused.status == 422 && refused.text.contains("id=\"f-manager_id-error\""))
        #expect(refused.text.contains("name=\"\(box)\"") && refused.text.contains("checked"))
        #expect(try await self.bea(site).limits.isEmpty)
    }
}

struct SubstitutePageTests {
    private func scene() async throws -> (site: TestSite, ann: Browser, ids: [String: String]) {
        let site = try await TestSite.make()
        let ann = Browser(site)
        _ = await ann.signIn("ann@example.com")
        let users = try await site.application.answer(ListUsers(), as: .system)
        return (site, ann, Dictionary(users.map { ($0.email, $0.id.text) }) { first, _ in first })
    }

    private func days(_ substitute: String?, _ from: String = "2026-05-01", _ through: String = "2026-12-31") -> [(
        String, String
    )] {
        [("substitute_id", substitute ?? ""), ("from", from), ("through", through)]
    }

    @Test func `people name who acts for them on which days, end it, and never see whom others named`() async throws {
        let (site, ann, ids) = try await scene()
        let form = await ann.get("/substitutes").text
        #expect(!form.contains("name=\"user_id\""), "for oneself")
        let empty = await ann.post("/substitutes", from: "/substitutes", days("", "", ""))
        for field in ["substitute_id", "from", "through"] { #expect(empty.text.contains("id=\"f-\(field)-error\""), "\(field)") }
        #expect(await ann.post("/substitutes", from: "/substitutes", days(ids["adam@example.com"])).location == "/substitutes")
        let shown = await ann.get("/substitutes").text
        #expect(shown.contains("Adam Admin") && shown.contains("End today") && shown.contains(">Now<"))
        let bea = Browser(site)
        _ = await bea.signIn("bea@example.com")
        #expect(await bea.get("/substitutes").text.contains("Nobody is away."))
        let start = try #require(shown.firstRange(of: "action=\"/substitutes/"))
        let id = String(shown[start.upperBound...].prefix { $0 != "/" })
        #expect(await bea.post("/substitutes/\(id)/end", from: "/substitutes").status == 403)
        #expect(await ann.post("/substitutes/\(id)/end", from: "/substitutes").location == "/substitutes")
        #expect(await !ann.get("/substitutes").text.contains("End today"))
    }

    @Test func `an administrator names them for anybody, and a circle is told beside the field`() async throws {
        let (site, ann, ids) = try await scene()
        _ = await ann.post("/substitutes", from: "/substitutes", days(ids["bea@example.com"]))
        let adam = Browser(site)
        _ = await adam.signIn("adam@example.com")
        let bea = ids["bea@example.com"] ?? ""
        #expect(await adam.get("/substitutes?user=\(bea)").text.contains("value=\"\(bea)\" selected"))
        let circle = await adam.post(
            "/substitutes", from: "/substitutes", [("user_id", bea)] + days(ids["ann@example.com"]))
        #expect(circle.status == 422 && circle.text.contains("id=\"f-substitute_id-error\""))
        #expect(circle.text.contains("Nobody would be left to act"))
        #expect(await adam.get("/admin/users/\(bea)").text.contains("They act for Ann Approver"))
    }
}

struct GroupPageTests {
    private func scene() async throws -> (site: TestSite, browser: Browser, bea: String, group: String) {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        let users = try await site.application.answer(ListUsers(), as: .system)
        let bea = try #require(users.first { $0.email == "bea@example.com" }).id.text
        let group = try await site.application.perform(
            SaveGroup(
                name: "Lab", mode: "punch_in", connectionIDs: [site.connection.id.text],
                members: [.init(userID: bea, role: "requisitioner", through: "2026-01-31")]), as: .system)
        return (site, browser, bea, "/admin/groups/\(group.id)")
    }

    private func stored(_ site: TestSite) async throws -> BuyingGroup {
        try #require(try await site.application.answer(ListGroups(), as: .system).first)
    }

    @Test func `a group has dated members, connections that it may keep, and policies and budgets of its own`() async throws {
        let (site, browser, bea, page) = try await scene()
        let lists = try await site.application.answer(ShowOrganisation(), as: .system)
        let policy = try #require(try await site.application.answer(ListPolicies(), as: .system).first)
        let budget = try #require(lists.budgets.first)
        #expect(await browser.get(page).text.contains(">Ended<"))
        let member = [("members.0.user_id", bea), ("members.0.role", "punchout_buyer"), ("members.0.from", "2026-01-01")]
        let saved = await browser.post(
            page, from: page,
            [
                ("name", "Lab"), ("active", "on"), ("mode", "direct"), ("connection_ids.\(site.connection.id)", "on"),
                ("keeps_connections", "on"), ("policy_ids.\(policy.id)", "on"), ("budget_ids.\(budget.id)", "on"),
            ] + member)
        #expect(saved.location == page)
        let group = try await stored(site)
        #expect(group.keepsConnections && group.policyIDs == [policy.id] && group.budgetIDs == [budget.id])
        #expect(group.members.first?.days == DayRange(from: Day("2026-01-01"), through: nil))
        #expect(await browser.get(page).text.contains(">Member<"))
        let list = await browser.get("/admin/groups").text
        #expect(list.contains("1 policy, 1 budget") && list.contains("Only members"))
        let none = await browser.post(page, from: page, [("name", "Lab"), ("mode", "direct"), ("keeps_connections", "on")])
        #expect(none.status == 422 && none.text.contains("id=\"f-keeps_connections-error\""))
        #expect(try await stored(site).members.count == 1)
    }

    @Test func `a group's own account takes a secret that is never shown, and is taken away again`() async throws {
        let (site, browser, _, page) = try await scene()
        func save(_ fields: [(String, String)]) async -> Browser.Answer {
            await browser.post(
                "\(page)/credentials", from: page, [("connection_id", site.connection.id.text)] + fields)
        }
        let missing = await save([("from_identity", "LAB"), ("from_domain", "")])
        #expect(missing.status == 422 && missing.text.contains("id=\"f-shared_secret-error\""))
        let typed = await save([("from_identity", ""), ("shared_secret", "s3cret-of-lab")])
        #expect(typed.status == 422 && !typed.text.contains("s3cret-of-lab"))
        #expect(await save([("from_identity", "LAB"), ("shared_secret", "s3cret-of-lab")]).location == page)
        let shown = await browser.get(page).text
        #expect(shown.contains("LAB") && shown.contains("Entered") && !shown.contains("s3cret-of-lab"))
        #expect(await save([("from_identity", "LAB2"), ("shared_secret", "")]).location == page, "empty keeps the secret")
        let group = try await stored(site)
        let kept = try await site.application.answer(ListGroupCredentials(group.id), as: .system)
        #expect(kept.map(\.from.identity) == ["LAB2"] && kept.first?.hasSecret == true)
        let removed = await browser.post(
            "\(page)/credentials/remove", from: page, [("connection_id", site.connection.id.text)])
        #expect(removed.location == page)
        #expect(try await site.application.answer(ListGroupCredentials(group.id), as: .system).isEmpty)
    }

    @Test func `a kept connection has no tile for others and refuses their trips and orders`() async throws {
        let (site, _, bea, _) = try await scene()
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        #expect(await buyer.get("/").text.contains("action=\"/punchout/\(site.connection.id)\""))
        let order = try await site.draft(of: "bea@example.com")
        var group = try await stored(site)
        group.keepsConnections = true
        _ = try await site.application.perform(
            SaveGroup(
                id: group.id, name: "Lab", mode: "punch_in", connectionIDs: [site.connection.id.text], keepsConnections: true,
                members: [.init(userID: bea, role: "requisitioner", through: "2026-01-31")]), as: .system)
        #expect(await !buyer.get("/").text.contains("action=\"/punchout/\(site.connection.id)\""))
        let trip = await buyer.post("/punchout/\(site.connection.id)", from: "/substitutes")
        #expect(trip.text.contains("Only members of the group Lab buy over Shop."), "\(trip.status)")
        let submitted = await buyer.post("/orders/\(order)/submit", from: "/orders/\(order)")
        #expect(submitted.status == 422 && submitted.text.contains("Only members of the group Lab"))
    }
}
