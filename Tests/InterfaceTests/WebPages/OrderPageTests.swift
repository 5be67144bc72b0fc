import HTTP
import Procurement
import Testing
import UseCases

struct OrderPageTests {
    private struct Scene {
        var site: TestSite
        var buyer: Browser
        var id: Identifier<PurchaseOrder>
        /// A complete coding as the form sends it.
        var coding: [(String, String)]
    }

    private func scene() async throws -> Scene {
        let site = try await TestSite.make()
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        let lists = try await site.application.answer(ShowOrganisation(), as: .system)
        return Scene(
            site: site, buyer: buyer, id: try await site.draft(of: "bea@example.com"),
            coding: [
                ("coding.department_id", site.department.id.text),
                ("coding.budget_id", try #require(lists.budgets.first).id.text),
                ("coding.gl_account_id", try #require(lists.glAccounts.first).id.text),
            ])
    }

    private func submitted() async throws -> (scene: Scene, approver: Browser, taskID: String) {
        let scene = try await scene()
        let answer = await scene.buyer.post(
            "/orders/\(scene.id)/coding", from: "/orders/\(scene.id)", scene.coding + [("verb", "submit")])
        try #require(answer.location == "/orders/\(scene.id)")
        let approver = Browser(scene.site)
        _ = await approver.signIn("ann@example.com")
        let page = await approver.get("/orders/\(scene.id)").text
        let start = try #require(page.firstRange(of: "action=\"/approvals/"))
        return (scene, approver, String(page[start.upperBound...].prefix { $0 != "/" }))
    }

    @Test func `a draft shows lines, warnings, the plan and what is missing, with everything escaped`() async throws {
        let scene = try await scene()
        let page = await scene.buyer.get("/orders/\(scene.id)")
        #expect(page.status == 200)
        for text in [
            "Paper &lt;A4&gt;", "The unit was missing.", "EUR 13.50", "EUR 4.50", "Submit for approval", "Ann Approver",
            "Budget is still to be chosen.", "This order is not real.",
        ] { #expect(page.text.contains(text), "\(text)") }
        #expect(!page.text.contains("<b>Buyer</b>"))
    }

    @Test func `submitting without a coding marks each missing field and keeps what was typed`() async throws {
        let scene = try await scene()
        let answer = await scene.buyer.post(
            "/orders/\(scene.id)/coding", from: "/orders/\(scene.id)",
            [
                ("verb", "submit"), ("version", "1"), ("comment", "for the lab"),
                ("coding.department_id", scene.site.department.id.text),
            ])
        #expect(answer.status == 422)
        #expect(answer.text.contains("id=\"f-coding.budget_id-error\""))
        #expect(answer.text.contains("href=\"#f-coding.gl_account_id\""))
        #expect(!answer.text.contains("id=\"f-coding.department_id-error\""))
        #expect(answer.text.contains("for the lab"))
        #expect(answer.text.contains("value=\"\(scene.site.department.id)\" selected"))
    }

    @Test func `another's change meanwhile loses nothing that was typed`() async throws {
        let scene = try await scene()
        let answer = await scene.buyer.post(
            "/orders/\(scene.id)/coding", from: "/orders/\(scene.id)", [("verb", "save"), ("version", "99"), ("comment", "mine")])
        #expect(answer.status == 409)
        #expect(answer.text.contains("Somebody changed this order meanwhile.") && answer.text.contains("mine"))
    }

    @Test func `a line can be coded on its own`() async throws {
        let scene = try await scene()
        let answer = await scene.buyer.post(
            "/orders/\(scene.id)/coding", from: "/orders/\(scene.id)",
            [("verb", "save"), ("lines.1.coding.department_id", scene.site.department.id.text)])
        #expect(answer.status == 303)
        let page = await scene.buyer.get("/orders/\(scene.id)")
        #expect(page.text.contains("Saved."))
        #expect(page.text.contains("(Department: Research)"), "the folded line says what it is coded with")
        #expect(await scene.buyer.get("/orders/\(scene.id)").text.contains("Saved.") == false)
    }

    @Test func `an approver finds the order, approves it, and it goes to the outbox`() async throws {
        let (scene, approver, taskID) = try await submitted()
        #expect(await approver.get("/approvals").text.contains("/orders/\(scene.id)"))
        let answer = await approver.post("/approvals/\(taskID)/approve", from: "/orders/\(scene.id)", [("comment", "fine")])
        #expect(answer.location == "/orders/\(scene.id)")
        let page = await scene.buyer.get("/orders/\(scene.id)").text
        #expect(page.contains("PO-000001") && page.contains("“fine”") && page.contains("waiting to be sent"))
        #expect(page.contains("Cancel order…") && !page.contains("Save draft"))
        #expect(await scene.buyer.get("/orders?status=approved").text.contains("PO-000001"))
    }

    @Test func `rejecting without a reason is refused beside the field`() async throws {
        let (scene, approver, taskID) = try await submitted()
        let refused = await approver.post("/approvals/\(taskID)/reject", from: "/orders/\(scene.id)", [("comment", " ")])
        #expect(refused.status == 422)
        #expect(refused.text.contains("id=\"f-comment-error\""))
        let done = await approver.post("/approvals/\(taskID)/reject", from: "/orders/\(scene.id)", [("comment", "too dear")])
        #expect(done.status == 303)
        let shown = await scene.buyer.get("/orders/\(scene.id)").text
        #expect(shown.contains("too dear"), "\(shown)")
    }

    @Test func `a submitted order can be taken back, a draft cancelled`() async throws {
        let (scene, _, _) = try await submitted()
        #expect(await scene.buyer.post("/orders/\(scene.id)/withdraw", from: "/orders/\(scene.id)").status == 303)
        let cancelled = await scene.buyer.post("/orders/\(scene.id)/cancel", from: "/orders/\(scene.id)", [("reason", "no need")])
        #expect(cancelled.status == 303)
        let again = await scene.buyer.post("/orders/\(scene.id)/cancel", from: "/orders/\(scene.id)")
        #expect(again.status == 409)
    }

    @Test func `another person's order is not there`() async throws {
        let scene = try await scene()
        let other = Browser(scene.site)
        _ = await other.signIn("ann@example.com")
        #expect(await other.get("/orders/\(scene.id)").status == 404)
        #expect(await other.get("/orders/nonsense").status == 404)
        #expect(await other.get("/orders").text.contains("\(scene.id)") == false)
    }
}
