import Procurement
import Testing
import UseCases

struct BudgetPageTests {
    /// A budget of 1000.00 EUR of which 120.00 were billed, both on 28 May 2026, the only day of this site.
    private func scene() async throws -> (site: TestSite, browser: Browser, page: String) {
        let site = try await TestSite.make()
        let budget = try #require(try await site.application.answer(ShowOrganisation(), as: .system).budgets.first)
        _ = try await site.application.perform(
            BookActual(budget.id, amount: "120.00", currency: "EUR", note: "Spent <elsewhere>"), as: .system)
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        return (site, browser, "/budgets/\(budget.id)")
    }

    /// What stands behind a fact's name.
    private func fact(_ name: String, _ page: String) -> String {
        guard let place = page.firstRange(of: ">\(name)</dt>") else { return "no \(name)" }
        return String(page[place.upperBound...].prefix(200)).replacing("\u{a0}", with: " ")
    }

    @Test func `the balance is told for now, for the end of a day, and for the end of a day before it began`() async throws {
        let (_, browser, page) = try await scene()
        let now = await browser.get(page).text
        #expect(fact("Holds", now).contains("1000.00") && fact("Billed", now).contains("120.00"))
        #expect(fact("Left", now).contains("880.00") && now.contains("Spent &lt;elsewhere&gt;"))
        let today = await browser.get(page + "?at=2026-05-28").text
        #expect(today.contains("Balance at the end of 2026-05-28") && fact("Left", today).contains("880.00"))
        #expect(today.contains("value=\"2026-05-28\""), "the form keeps the day")
        let before = await browser.get(page + "?at=2026-05-27").text
        #expect(before.contains("Balance at the end of 2026-05-27"))
        #expect(!fact("Holds", before).contains("1000.00") && !fact("Billed", before).contains("120.00"))
    }

    @Test func `the list shows the same day, and keeps it while paging`() async throws {
        let (_, browser, _) = try await scene()
        #expect(await browser.get("/budgets").text.contains("880.00"))
        let before = await browser.get("/budgets?at=2026-05-27").text
        #expect(before.contains("What is left at the end of 2026-05-27") && !before.contains("880.00"))
    }

    @Test(arguments: ["x", "2026-13-01", "2026-02-30", "9999999999", "", "2026-05-27%22onload"])
    func `what is no day shows now, and never itself`(day: String) async throws {
        let (_, browser, page) = try await scene()
        let shown = await browser.get("\(page)?at=\(day)")
        #expect(shown.status == 200 && fact("Left", shown.text).contains("880.00"))
        #expect(!shown.text.contains("onload"))
    }
}
