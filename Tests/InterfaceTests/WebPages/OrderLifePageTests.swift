import FoundationEssentials
import HTTP
import Procurement
import Testing
import UseCases

/// What happens to an order after its approval, on its pages.
struct OrderLifePageTests {
    private struct Scene {
        var site: TestSite
        var buyer: Browser
        var approver: Browser
        var id: Identifier<PurchaseOrder>
        var page: String { "/orders/\(id)" }
    }

    /// An order of three packs at 4.50 that waits for Ann.
    private func submitted(rules: (inout Rules) -> Void = { _ in }) async throws -> Scene {
        let site = try await TestSite.make(rules: rules)
        let (buyer, approver) = (Browser(site), Browser(site))
        _ = await buyer.signIn("bea@example.com")
        _ = await approver.signIn("ann@example.com")
        let lists = try await site.application.answer(ShowOrganisation(), as: .system)
        let id = try await site.draft(of: "bea@example.com")
        let answer = await buyer.post(
            "/orders/\(id)/coding", from: "/orders/\(id)",
            [
                ("coding.department_id", site.department.id.text), ("verb", "submit"),
                ("coding.budget_id", try #require(lists.budgets.first).id.text),
                ("coding.gl_account_id", try #require(lists.glAccounts.first).id.text),
            ])
        try #require(answer.location == "/orders/\(id)")
        return Scene(site: site, buyer: buyer, approver: approver, id: id)
    }

    private func decide(_ scene: Scene, _ verb: String = "approve") async throws {
        let page = await scene.approver.get(scene.page).text
        let start = try #require(page.firstRange(of: "action=\"/approvals/"))
        let task = page[start.upperBound...].prefix { $0 != "/" }
        let answer = await scene.approver.post("/approvals/\(task)/\(verb)", from: scene.page, [("comment", "so be it")])
        try #require(answer.location == scene.page)
    }

    private func approved(rules: (inout Rules) -> Void = { _ in }) async throws -> Scene {
        let scene = try await submitted(rules: rules)
        try await decide(scene)
        return scene
    }

    private func change(_ scene: Scene, _ fields: [(String, String)]) async -> Browser.Answer {
        await scene.buyer.post("\(scene.page)/change", from: "\(scene.page)/change", fields)
    }

    @Test func `less is changed at once and stands as a version, with its differences beside it`() async throws {
        let scene = try await approved()
        let form = await scene.buyer.get("\(scene.page)/change")
        #expect(form.status == 200 && form.text.contains("value=\"4.5\"") && form.text.contains("name=\"sequence\""))
        let answer = await change(
            scene, [("lines.1.quantity", "2"), ("lines.1.unit_price", "4.5"), ("reason", "one is enough <b>")])
        #expect(answer.location == scene.page, "\(answer.text)")
        let page = await scene.buyer.get(scene.page).text
        #expect(page.contains("The order is changed.") && page.contains("EUR 9.00"))
        #expect(page.contains("Version 2") && page.contains("one is enough &lt;b&gt;") && !page.contains("enough <b>"))
        let differences = await scene.buyer.get("\(scene.page)/versions?from=1&to=2")
        #expect(differences.status == 200)
        for text in ["Version 1", "Quantity", ">3<", ">2<", "EUR 13.50", "EUR 9.00"] {
            #expect(differences.text.contains(text), "\(text)")
        }
        #expect(await scene.buyer.get("\(scene.page)/versions?from=7").status == 422)
    }

    @Test func `more waits for the approver, who sees what changes; it can be withdrawn`() async throws {
        let scene = try await approved()
        let asked = await change(scene, [("lines.1.quantity", "4"), ("reason", "guests")])
        #expect(asked.location == scene.page)
        let seen = await scene.approver.get(scene.page).text
        #expect(seen.contains("Change 1 of this order waits for approval.") && seen.contains("quantity 3 → 4"))
        #expect(seen.contains("Your decision") && !seen.contains("Withdraw the change"))
        #expect(await scene.buyer.get("\(scene.page)/change").status == 409)
        #expect(await scene.buyer.post("\(scene.page)/withdraw-change", from: scene.page).location == scene.page)
        #expect(await scene.buyer.get(scene.page).text.contains("waits for approval") == false)
        _ = await change(scene, [("lines.1.quantity", "4"), ("reason", "guests")])
        try await decide(scene)
        #expect(await scene.buyer.get(scene.page).text.contains("EUR 18.00"))
    }

    @Test func `a refused change marks the field and keeps what was typed`() async throws {
        let scene = try await approved()
        let odd = await change(scene, [("lines.1.quantity", "many"), ("reason", "typed before")])
        #expect(odd.status == 422 && odd.text.contains("id=\"f-lines.1.quantity-error\"") && odd.text.contains("typed before"))
        let silent = await change(scene, [("lines.1.quantity", "2"), ("reason", " ")])
        #expect(silent.status == 422 && silent.text.contains("id=\"f-reason-error\""))
        let line = await change(scene, [("added.description", "Lamp"), ("added.quantity", "1"), ("reason", "x")])
        #expect(line.status == 422 && line.text.contains("id=\"f-added.supplier_part_id-error\""))
        let same = await change(scene, [("lines.1.quantity", "3"), ("reason", "x")])
        #expect(same.status == 422)
        let stale = await change(scene, [("lines.1.quantity", "2"), ("reason", "x"), ("version", "1"), ("sequence", "1")])
        #expect(stale.status == 409 && stale.text.contains("Somebody changed this order meanwhile"))
        let other = Browser(scene.site)
        _ = await other.signIn("adam@example.com")
        #expect(await other.get("\(scene.page)/change").status == 200, "administrators may")
        #expect(await scene.approver.get("\(scene.page)/change").status == 409, "approvers do not")
    }

    @Test func `close, open again, order again`() async throws {
        let scene = try await approved()
        #expect(await scene.buyer.post("\(scene.page)/close", from: scene.page).location == scene.page)
        let closed = await scene.buyer.get(scene.page).text
        #expect(closed.contains("Open it again") && closed.contains("Order it again"))
        #expect(await scene.buyer.post("\(scene.page)/reopen", from: scene.page).location == scene.page)
        let again = await scene.buyer.post("\(scene.page)/reorder", from: scene.page)
        let draft = try #require(again.location)
        #expect(draft != scene.page && draft.hasPrefix("/orders/po_"))
        let page = await scene.buyer.get(draft).text
        #expect(page.contains("to be confirmed") && page.contains("A new draft with the same lines."))
    }

    @Test func `a decision is taken back by a plain form while the time lasts`() async throws {
        let scene = try await approved(rules: { ($0.undoDecisionSeconds, $0.undoSendSeconds) = (30, 30) })
        let page = await scene.approver.get(scene.page).text
        #expect(page.contains("You approved this order.") && page.contains("30 more seconds"))
        #expect(page.contains("action=\"\(scene.page)/undo\""))
        #expect(await scene.buyer.get(scene.page).text.contains("/undo\"") == false, "not the buyer's")
        #expect(await scene.approver.post("\(scene.page)/undo", from: scene.page).location == scene.page)
        let after = await scene.approver.get(scene.page).text
        #expect(after.contains("Taken back.") && after.contains("Your decision"))
        #expect(await scene.approver.post("\(scene.page)/undo", from: scene.page).status == 409)
    }

    @Test func `the approver sees how long prices are held`() async throws {
        let scene = try await submitted()
        #expect(await scene.approver.get(scene.page).text.contains("Shop Ltd holds these prices until"))
        #expect(await scene.approver.get("/approvals").text.contains("prices held until"))
        let ended = try await submitted(rules: { $0.priceHoldDays = 0 })
        #expect(await ended.approver.get("/approvals").text.contains("held") == false)
    }
}
