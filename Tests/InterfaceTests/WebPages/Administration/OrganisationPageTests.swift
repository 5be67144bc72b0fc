import HTTP
import Procurement
import Testing
import UseCases

struct OrganisationPageTests {
    private func administrator() async throws -> (site: TestSite, browser: Browser) {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        return (site, browser)
    }

    private func address(_ word: String) -> String { "/admin/organisation/\(word)" }

    @Test(arguments: [
        "legal-entities", "locations", "addresses", "departments", "gl-accounts", "budgets", "projects", "tax-codes",
        "exchange-rates", "own-fields", "category-rules", "number-schemes", "chart-of-accounts",
    ])
    func `every list is shown to administrators, an auditor reads it without a form, a buyer does not see it`(
        word: String
    ) async throws {
        let (site, browser) = try await administrator()
        let shown = await browser.get(address(word))
        #expect(shown.status == 200 && shown.text.contains("action=\"\(address(word))\""))
        _ = try await site.application.perform(
            CreateUser(email: "aud@example.com", name: "Aud", roles: ["auditor"], password: TestSite.password), as: .system)
        let auditor = Browser(site)
        _ = await auditor.signIn("aud@example.com")
        let read = await auditor.get(address(word))
        #expect(read.status == 200 && !read.text.contains("button primary"))
        #expect(await auditor.post(address(word), from: address(word), [("name", "x")]).status == 403)
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        #expect(await buyer.get(address(word)).status == 403)
    }

    @Test func `a chart with segments asks for each of them, and a wrong one is told beside it`() async throws {
        let (site, browser) = try await administrator()
        let chart = address("chart-of-accounts")
        let long = [("separator", "-"), ("segments.0.name", "Company"), ("segments.0.length", "99")]
        #expect(await browser.post(chart, from: chart, long).text.contains("id=\"f-segments.0.length-error\""))
        // The row between is left out and does not count.
        let saved = await browser.post(
            chart, from: chart,
            [
                ("separator", "-"), ("segments.0.name", "Company"), ("segments.0.length", "2"), ("segments.1.name", ""),
                ("segments.2.name", "Account"), ("segments.2.length", ""),
            ])
        #expect(saved.location == address("gl-accounts"))
        let list = address("gl-accounts")
        #expect(await browser.get(list).text.contains("2 characters."))
        let fields = [("segments.0", "1"), ("segments.1", "6815"), ("name", "Paper"), ("active", "on")]
        let wrong = await browser.post(list, from: list, fields)
        #expect(wrong.status == 422 && wrong.text.contains("id=\"f-segments.0-error\"") && wrong.text.contains("value=\"6815\""))
        #expect(await browser.post(list, from: list, [("segments.0", "01")] + fields.dropFirst()).location == list)
        let accounts = try await site.application.answer(ShowOrganisation(), as: .system).glAccounts
        #expect(accounts.map(\.code) == ["01-6815", "6100"])
        let old = try #require(accounts.last)
        let entry = await browser.get("\(list)/\(old.id)").text
        #expect(entry.contains("name=\"code\"") && !entry.contains("segments.0"), "an older account keeps its code")
    }

    @Test func `rates say which is in force, which is to come, and which was replaced`() async throws {
        let (_, browser) = try await administrator()
        let list = address("exchange-rates")
        for (day, rate) in [("2026-01-01", "0.91"), ("2026-02-01", "0.92"), ("2030-01-01", "0.95")] {
            let answer = await browser.post(list, from: list, [("from", "usd"), ("to", "eur"), ("day", day), ("rate", rate)])
            #expect(answer.location == list)
        }
        let page = await browser.get(list).text
        let states = ["To come", "In force", "Replaced"].compactMap { page.firstRange(of: $0)?.lowerBound }
        #expect(states.count == 3 && states == states.sorted(), "the newest first")
        let wrong = await browser.post(list, from: list, [("from", "us"), ("to", "eur"), ("day", ""), ("rate", "0")])
        for field in ["from", "day", "rate"] { #expect(wrong.text.contains("id=\"f-\(field)-error\""), "\(field)") }
    }

    @Test func `a number scheme shows what its numbers look like`() async throws {
        let (_, browser) = try await administrator()
        let list = address("number-schemes")
        let fields = [("document_type", "purchase_order"), ("pattern", "B-{YYYY}-{0000}"), ("active", "on")]
        #expect(await browser.post(list, from: list, fields).location == list)
        #expect(await browser.get(list).text.contains("B-2026-0042"))
        #expect(await browser.post(list, from: list, fields).text.contains("id=\"f-legal_entity_id-error\""))
    }

    @Test func `a category rule chooses at least one field and is shown in words`() async throws {
        let (site, browser) = try await administrator()
        let list = address("category-rules")
        let account = try #require(try await site.application.answer(ShowOrganisation(), as: .system).glAccounts.first)
        let name = [("name", "Paper"), ("prefix", "14110000"), ("active", "on")]
        let empty = await browser.post(list, from: list, name)
        #expect(empty.status == 422 && empty.text.contains("id=\"f-coding\""))
        let saved = await browser.post(list, from: list, name + [("coding.gl_account_id", account.id.text)])
        #expect(saved.location == list)
        let page = await browser.get(list).text
        #expect(page.contains("1411…") && page.contains("GL account: 6100 Supplies"))
    }

    @Test func `a department belongs to one above it and to a legal entity, and no way round is made`() async throws {
        let (site, browser) = try await administrator()
        let list = address("departments")
        let entity = try #require(try await site.application.answer(ShowOrganisation(), as: .system).legalEntities.first)
        let lab = [
            ("name", "Lab"), ("parent_id", site.department.id.text), ("legal_entity_id", entity.id.text), ("active", "on"),
        ]
        #expect(await browser.post(list, from: list, lab).location == list)
        #expect(await browser.get(list).text.contains("Research › Lab"))
        let departments = try await site.application.answer(ShowOrganisation(), as: .system).departments
        let child = try #require(departments.first { $0.name == "Lab" })
        #expect(child.legalEntityID == entity.id)
        let page = "\(list)/\(site.department.id)"
        let refused = await browser.post(
            page, from: page, [("name", "Research"), ("parent_id", child.id.text), ("active", "on")])
        #expect(refused.status == 422 && refused.text.contains("id=\"f-parent_id-error\""))
    }
}

struct SpreadsheetPageTests {
    private func administrator() async throws -> (site: TestSite, browser: Browser) {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        return (site, browser)
    }

    private func load(_ list: ImportedList, _ text: String, _ browser: Browser) async -> Browser.Answer {
        let page = list == .users || list == .suppliers ? "/admin/\(list.rawValue)" : "/admin/organisation/\(list.rawValue)"
        return await browser.post("/admin/spreadsheets/\(list.rawValue)", from: page, [("pasted", text)])
    }

    @Test(arguments: ImportedList.allCases)
    func `each list has a template whose example row is taken, and taken again changes nothing new`(list: ImportedList)
        async throws
    {
        let (site, browser) = try await administrator()
        if list != .legalEntities {
            _ = try await site.application.perform(SaveLegalEntity(name: "Example Inc.", currency: "USD"), as: .system)
        }
        _ = try await site.application.perform(SaveDepartment(name: "Company"), as: .system)
        _ = try await site.application.perform(
            CreateUser(email: "head@example.com", name: "Head", roles: ["approver"]), as: .system)
        if list != .addresses {
            _ = try await site.application.perform(
                SaveAddress(code: "SEA-01", name: "E", street: ["S"], city: "Seattle", country: "US"), as: .system)
        }
        let template = await browser.get("/admin/spreadsheets/\(list.rawValue)/template.csv")
        #expect(template.status == 200 && template.text.contains(list.columns.joined(separator: ",")))
        let row = list.example.map { "\"\($0)\"" }.joined(separator: ",")
        let text = list.columns.joined(separator: ",") + "\n" + row + "\n"
        func count() async throws -> Int {
            let lists = try await site.application.answer(ShowOrganisation(), as: .system)
            let setup = try await site.application.answer(ShowAccountingSetup(), as: .system)
            let suppliers = try await site.application.answer(ListSuppliers(), as: .system)
            return lists.legalEntities.count + lists.locations.count + lists.addresses.count + lists.departments.count
                + lists.glAccounts.count + lists.projects.count + lists.taxCodes.count + lists.people.count + setup.rates.count
                + lists.budgets.count + suppliers.count
        }
        let before = try await count()
        #expect(await load(list, text, browser).location?.hasPrefix("/admin/") == true)
        let after = try await count()
        // The department of the example is in the test site already.
        #expect(after == before + (list == .departments ? 0 : 1), "\(list)")
        #expect(await load(list, text, browser).status == 303)
        #expect(try await count() == after, "a row is known again")
    }

    @Test func `rows may name each other in any order, and one wrong row keeps all of them out`() async throws {
        let (site, browser) = try await administrator()
        func names() async throws -> [String] {
            try await site.application.answer(ShowOrganisation(), as: .system).departments.map(\.name)
        }
        let good = "name;parent\nLab;Science\nScience;\n"
        let bad = await load(.departments, good + "Cellar;Nowhere\n;\"Lab\"\n", browser)
        #expect(bad.status == 422)
        for text in ["Row 4: There is no department “Nowhere”.", "Row 5: The name is missing.", "Cellar;Nowhere"] {
            #expect(bad.text.contains(text), "\(text)")
        }
        #expect(try await names() == ["Research"])
        #expect(await load(.departments, good, browser).location == "/admin/organisation/departments")
        #expect(try await names() == ["Lab", "Research", "Science"])
        let unknown = await load(.departments, "name,colour\nX,red\n", browser)
        #expect(unknown.status == 422 && unknown.text.contains("colour"))
        let circle = await load(.departments, "name,parent\nScience,Lab\n", browser)
        #expect(circle.status == 422 && circle.text.contains("cannot stand under itself"))
    }

    @Test func `users come with roles, manager and limits, without a password, and an empty cell keeps what is there`()
        async throws
    {
        let (site, browser) = try await administrator()
        let text = """
            email,name,roles,manager,departments,active
            new@example.com,New,buyer; approver,ann@example.com,Research,
            bea@example.com,,,new@example.com,,
            """
        #expect(await load(.users, text, browser).location == "/admin/users")
        let users = try await site.application.answer(ListUsers(), as: .system)
        let new = try #require(users.first { $0.email == "new@example.com" })
        #expect(new.roles == [.buyer, .approver] && new.limits.departmentIDs == [site.department.id])
        let bea = try #require(users.first { $0.email == "bea@example.com" })
        #expect(bea.managerID == new.id && bea.name == "Bea <b>Buyer</b>" && bea.roles == [.buyer])
        let wrong = await load(.users, "email,roles\nx@example.com,king\n", browser)
        #expect(wrong.status == 422 && wrong.text.contains("Row 2:") && wrong.text.contains("not a role"))
    }
}
