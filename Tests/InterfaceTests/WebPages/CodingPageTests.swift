import FoundationEssentials
import HTTP
import Procurement
import Testing
import UseCases

struct CodingPageTests {
    private struct Scene {
        var site: TestSite
        var buyer: Browser
        var order: Identifier<PurchaseOrder>
        var lists: OrganisationLists

        var page: String { "/orders/\(order)" }
        var split: String { "\(page)/lines/1/split" }

        func stored() async throws -> PurchaseOrder { try await site.application.answer(ShowOrder(order), as: .system) }

        /// A complete coding as the form sends it.
        var coding: [(String, String)] {
            [
                ("version", "1"), ("coding.department_id", site.department.id.text),
                ("coding.budget_id", lists.budgets.first?.id.text ?? ""),
                ("coding.gl_account_id", lists.glAccounts.first?.id.text ?? ""),
            ]
        }
    }

    private func scene() async throws -> Scene {
        let site = try await TestSite.make()
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        return Scene(
            site: site, buyer: buyer, order: try await site.draft(of: "bea@example.com"),
            lists: try await site.application.answer(ShowOrganisation(), as: .system))
    }

    private func shares(_ percents: String...) -> [(String, String)] {
        percents.enumerated().map { ("shares.\($0.offset).percent", $0.element) }
    }

    @Test func `a split shows what each share comes to, to the cent, before and after it is saved`() async throws {
        let scene = try await scene()
        let thirds = shares("33.3333", "33.3333", "33.3334") + [("version", "1")]
        let preview = await scene.buyer.post(scene.split, from: scene.split, thirds + [("verb", "preview")])
        #expect(preview.status == 200 && preview.text.contains("What each share comes to"))
        #expect(preview.text.contains("EUR 4.50") && preview.text.contains("EUR 13.50"))
        #expect(preview.text.contains("value=\"33.3334\""), "what was typed stays")
        #expect(try await scene.stored().lines[0].shares.isEmpty, "nothing is saved yet")
        // 13.50 by a seventh and the rest: 1.93 + 11.57.
        let sevenths = shares("14.2857", "85.7143") + [("shares.0.coding.department_id", scene.site.department.id.text)]
        #expect(await scene.buyer.post(scene.split, from: scene.split, sevenths + [("version", "1")]).location == scene.page)
        let shown = await scene.buyer.get(scene.split).text
        #expect(shown.contains("EUR 1.93") && shown.contains("EUR 11.57"))
        #expect(await scene.buyer.get(scene.page).text.contains("Its shares: EUR 1.93 + EUR 11.57."))
        let line = try #require(try await scene.stored().lines.first)
        #expect(line.shares.first?.coding.departmentID == scene.site.department.id)
        let whole = await scene.buyer.post(scene.split, from: scene.split, [("version", "2")])
        #expect(whole.location == scene.page)
        #expect(try await scene.stored().lines[0].shares.isEmpty, "without a share the line is whole again")
    }

    @Test func `amounts are split exactly, a wrong sum names the sum, and more rows keep what was typed`() async throws {
        let scene = try await scene()
        // The row between is left out and does not count.
        func amounts(_ first: String, _ second: String) -> [(String, String)] {
            let typed = [first, "", second].enumerated().flatMap { index, amount in
                [("shares.\(index).percent", ""), ("shares.\(index).amount", amount)]
            }
            return [("version", "1")] + typed
        }
        let wrong = await scene.buyer.post(scene.split, from: scene.split, amounts("3.50", "9.99"))
        #expect(wrong.status == 422 && wrong.text.contains("The shares add up to 13.49 EUR, the line is 13.50 EUR."))
        let odd = await scene.buyer.post(scene.split, from: scene.split, amounts("3.50", "ten"))
        #expect(odd.text.contains("id=\"f-shares.2.amount-error\""))
        let more = await scene.buyer.post(scene.split, from: scene.split, amounts("3.50", "10") + [("verb", "more_rows")])
        #expect(more.status == 200 && more.text.contains("value=\"3.50\"") && more.text.contains("name=\"shares.2.percent\""))
        #expect(await scene.buyer.post(scene.split, from: scene.split, amounts("3.50", "10")).location == scene.page)
        let line = try #require(try await scene.stored().lines.first)
        #expect(line.amount.map { line.shares.amounts(of: $0).map(\.text) } == ["3.50", "10.00"])
    }

    @Test func `one button saves the coding and codes every open line like this one`() async throws {
        let scene = try await scene()
        #expect(await scene.buyer.get(scene.page).text.contains("code all open lines like this one"))
        let answer = await scene.buyer.post(
            "\(scene.page)/coding", from: scene.page,
            [("verb", "like-1"), ("version", "1"), ("lines.1.coding.gl_account_id", scene.lists.glAccounts[0].id.text)])
        #expect(answer.location == scene.page)
        #expect(await scene.buyer.get(scene.page).text.contains("every open line is coded like that one"))
        #expect(try await scene.stored().lines[0].coding.glAccountID == scene.lists.glAccounts[0].id)
        let version = try await scene.stored().version
        _ = await scene.buyer.post("\(scene.page)/coding", from: scene.page, [("verb", "save"), ("version", "\(version)")])
        #expect(try await scene.stored().version == version, "what is saved as it was changes nothing")
    }

    @Test func `an own field of the wrong kind is told beside it, and a required one is asked for`() async throws {
        let scene = try await scene()
        _ = try await scene.site.application.perform(
            SaveOwnField(key: "hours", name: "Hours", kind: "number", requiredOn: ["purchase_order"]), as: .system)
        let wrong = await scene.buyer.post(
            "\(scene.page)/coding", from: scene.page, scene.coding + [("verb", "save"), ("coding.own_fields.hours", "ten")])
        #expect(wrong.status == 422 && wrong.text.contains("id=\"f-coding.own_fields.hours-error\""))
        let missing = await scene.buyer.post("\(scene.page)/coding", from: scene.page, scene.coding + [("verb", "submit")])
        #expect(missing.status == 422 && missing.text.contains("Hours is missing. Enter it."))
    }

    @Test func `only a requisitioner has the button to order without approval, has to say why, and the trail keeps it`()
        async throws
    {
        let scene = try await scene()
        let button = "value=\"skip\""
        #expect(await !scene.buyer.get(scene.page).text.contains(button))
        let refused = await scene.buyer.post(
            "\(scene.page)/coding", from: scene.page, scene.coding + [("verb", "skip"), ("reason", "because")])
        #expect(refused.status == 403)
        let bea = try #require(try await scene.stored().buyerID)
        _ = try await scene.site.application.perform(
            SaveGroup(
                name: "Lab", mode: "punch_in", connectionIDs: [], members: [.init(userID: bea.text, role: "requisitioner")]),
            as: .system)
        #expect(await scene.buyer.get(scene.page).text.contains(button))
        let version = [("version", String(try await scene.stored().version))]
        let silent = await scene.buyer.post(
            "\(scene.page)/coding", from: scene.page, scene.coding.dropFirst() + version + [("verb", "skip"), ("reason", " ")])
        #expect(silent.status == 422 && silent.text.contains("id=\"f-reason-error\""))
        #expect(try await scene.stored().status == .draft)
        let ordered = await scene.buyer.post(
            "\(scene.page)/coding", from: scene.page, version + [("verb", "skip"), ("reason", "The line stands <still>")])
        #expect(ordered.location == scene.page, "\(ordered.text)")
        #expect(try await scene.stored().status == .approved)
        let page = await scene.buyer.get(scene.page).text
        #expect(page.contains("Skipped because: The line stands &lt;still&gt;"))
    }
}
