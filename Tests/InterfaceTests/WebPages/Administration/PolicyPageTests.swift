import Procurement
import Testing
import UseCases

struct PolicyPageTests {
    private let list = "/admin/approval-policies"

    private func scene() async throws -> (site: TestSite, browser: Browser, lists: OrganisationLists, supplier: Supplier) {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        _ = try await site.application.perform(
            SaveOwnField(
                key: "cost_type", name: "Cost type", kind: "list", options: ["opex", "capex"],
                requiredOn: []), as: .system)
        let supplier = try #require(try await site.application.answer(ListSuppliers(), as: .system).first)
        return (site, browser, try await site.application.answer(ShowOrganisation(), as: .system), supplier)
    }

    private let stage = [
        ("name", "Care"), ("active", "on"), ("stages.0.from_amount.amount", "10"), ("stages.0.from_amount.currency", "EUR"),
        ("stages.0.roles.approver", "on"), ("stages.0.quorum", "any"),
    ]

    private func stored(_ site: TestSite) async throws -> ApprovalPolicy? {
        try await site.application.answer(ListPolicies(), as: .system).first { $0.name == "Care" }
    }

    @Test func `conditions of every kind are chosen, kept, and shown again with one field to spare`() async throws {
        let (site, browser, lists, supplier) = try await scene()
        let (department, account) = (try #require(lists.departments.first), try #require(lists.glAccounts.first))
        let saved = await browser.post(
            list, from: "\(list)/new",
            stage + [
                ("stages.0.conditions.department.0", department.id.text), ("stages.0.conditions.supplier.0", supplier.id.text),
                ("stages.0.conditions.gl_account.0", account.id.text), ("stages.0.conditions.gl_account.1", ""),
                ("stages.0.conditions.category.0", "43"), ("stages.0.conditions.category.1", "44 12"),
                ("stages.0.conditions.own_field:cost_type.0", "capex"), ("stages.0.over_budget", "on"),
            ])
        #expect(saved.location == list, "\(saved.text)")
        let policy = try #require(try await stored(site))
        let conditions = try #require(policy.stages.first).conditions
        #expect(
            Set(conditions.map(\.subject.word)) == [
                "department", "supplier", "gl_account", "category", "own_field:cost_type", "over_budget",
            ])
        let page = await browser.get("\(list)/\(policy.id)").text
        #expect(page.contains("name=\"stages.0.conditions.category.0\"") && page.contains("value=\"43\""))
        for spare in ["category.2", "department.1", "gl_account.1", "own_field:cost_type.1"] {
            #expect(page.contains("name=\"stages.0.conditions.\(spare)\""), "\(spare)")
        }
        // Taken away by emptying their fields, and nothing else with them.
        let fewer = stage + [("stages.0.conditions.category.0", ""), ("stages.0.conditions.category.1", "44")]
        #expect(await browser.post("\(list)/\(policy.id)", from: "\(list)/\(policy.id)", fewer).location == list)
        let left = try #require(try await stored(site)?.stages.first).conditions
        #expect(left.map(\.subject.word) == ["category"] && left.first?.values == ["44"])
    }

    @Test func `a wrong condition is told beside its field, what was typed stays, and nothing is saved`() async throws {
        let (site, browser, lists, _) = try await scene()
        let department = try #require(lists.departments.first)
        let wrong: [(String, String)] = [
            ("stages.0.conditions.supplier.0", "sup_<script>"),
            ("stages.0.conditions.own_field:cost_type.0", "other"), ("stages.0.conditions.own_field:nothing.0", "x"),
        ]
        for (field, value) in wrong {
            let answer = await browser.post(
                list, from: "\(list)/new", stage + [("stages.0.conditions.department.0", department.id.text), (field, value)])
            #expect(answer.status == 422, "\(field)")
            #expect(answer.text.contains("value=\"10\"") && !answer.text.contains("sup_<script>"), "\(field)")
            if !field.contains("nothing") { #expect(answer.text.contains("id=\"f-\(field)-error\""), "\(field)") }
            #expect(try await stored(site) == nil)
        }
    }

    @Test func `a policy is tried on past orders before it is saved`() async throws {
        let (site, browser, _, supplier) = try await scene()
        let tried = await browser.post(
            list, from: "\(list)/new", stage + [("stages.0.conditions.supplier.0", supplier.id.text), ("verb", "try")])
        #expect(tried.status == 200 && tried.text.contains("Nothing is saved."))
        #expect(try await stored(site) == nil)
    }
}
