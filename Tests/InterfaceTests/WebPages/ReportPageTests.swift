import Procurement
import Testing
import UseCases

/// Reports, the accounting export and files in and out, as people see them.
struct ReportPageTests {
    private static let orders = """
        order;status;connection;buyer;department;gl_account;approved_at;line;supplier_part_id;quantity;unit_price;currency
        H-1;approved;shop;bea@example.com;Research;6100;2026-04-02;1;<b>P1</b>;2;10,50;EUR
        H-2;closed;shop;bea@example.com;Research;6100;2026-05-02;1;P2;1;4,00;EUR
        """

    private func site(importing text: String? = orders) async throws -> (site: TestSite, browser: Browser) {
        let site = try await TestSite.make()
        if let text { _ = try await site.application.take(ImportTable(.orders, TableSource(Array(text.utf8))), as: .system) }
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        return (site, browser)
    }

    @Test func `spend is shown as a drawing and a table, and each figure leads to its orders`() async throws {
        let (_, browser) = try await site()
        let page = await browser.get("/reports?group_by=month")
        #expect(page.status == 200)
        for text in ["<svg class=\"chart\" role=\"img\"", "2026-04", "21.00", "25.00", "Download as CSV"] {
            #expect(page.text.contains(text), "\(text)")
        }
        let link = try #require(
            page.text.split(separator: "href=\"").first { $0.contains("from=2026-04") && $0.contains("measure=ordered") })
        let address = String(link.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        let behind = await browser.get(address)
        #expect(behind.status == 200 && behind.text.contains("H-1") && !behind.text.contains("H-2"))
        let open = await browser.get("/reports/commitments")
        #expect(open.text.contains("21.00") && !open.text.contains("25.00"), "a closed order has nothing open")
        let csv = await browser.get("/reports/spend.csv?group_by=department")
        #expect(csv.text.contains("Research,EUR,25.00,0.00,21.00"))
    }

    @Test func `times, budgets and the slowest orders have pages, and what cannot be asked is told in place`() async throws {
        let (_, browser) = try await site()
        for path in [
            "/reports/cycle-times", "/reports/budgets", "/reports/cycle-times/slowest?stage=approving",
            "/reports/cycle-times.csv", "/reports/budgets.csv",
        ] {
            #expect(await browser.get(path).status == 200, "\(path)")
        }
        let wrong = await browser.get("/reports?from=soon")
        #expect(wrong.status == 422 && wrong.text.contains("Write from as a month, for example 2026-01."))
        #expect(await browser.get("/reports?legal_entity_id=le_00000000000000000000000000").status == 422)
        #expect(await browser.get("/reports/documents?measure=ordered&group_by=nothing").status == 200)
    }

    @Test func `buyers see none of it`() async throws {
        let (site, _) = try await site()
        let browser = Browser(site)
        _ = await browser.signIn("bea@example.com")
        for path in [
            "/reports", "/reports/commitments", "/reports/budgets", "/reports/documents", "/accounting", "/admin/tables",
            "/admin/tables/users/export.csv",
        ] {
            #expect(await browser.get(path).status == 403, "\(path)")
        }
        #expect(!(await browser.get("/")).text.contains("href=\"/reports\""))
    }

    @Test func `a file is tried, refused with its rows, and taken`() async throws {
        let (_, browser) = try await site(importing: nil)
        let page = await browser.get("/admin/tables")
        #expect(page.status == 200 && page.text.contains("/admin/tables/purchase-orders/export.csv"))
        let template = await browser.get("/admin/tables/budgets/template.csv")
        #expect(template.text.contains("name,period_start,period_end,amount,currency"))
        #expect(await browser.get("/admin/tables/nothing/export.csv").status == 404)
        let out = await browser.get("/admin/tables/departments/export.csv")
        #expect(out.status == 200)
        let empty = await browser.post("/admin/tables", from: "/admin/tables", [("table", "purchase-orders")])
        #expect(empty.status == 422 && empty.text.contains("Nothing was imported"))
    }

    @Test func `a consumer is named, takes a batch and marks it`() async throws {
        let (_, browser) = try await site()
        #expect(
            await browser.post("/accounting", from: "/accounting", [("name", "ledger"), ("from", "start")]).location
                == "/accounting")
        let wrong = await browser.post("/accounting", from: "/accounting", [("name", "My Ledger"), ("from", "start")])
        #expect(wrong.status == 422 && wrong.text.contains("small letters"))
        #expect(await browser.post("/accounting/ledger/take", from: "/accounting").location == "/accounting")
        #expect(await browser.get("/accounting/ledger/batch.csv").status == 404, "nothing was booked yet")
        let early = await browser.post("/accounting/ledger/acknowledge", from: "/accounting", [("batch", "5")])
        #expect(early.status == 409 && early.text.contains("This was not done."))
    }
}
