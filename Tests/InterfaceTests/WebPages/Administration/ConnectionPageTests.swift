import Cryptography
import Database
import HTTP
import Procurement
import ProcurementStore
import Testing
import UseCases

struct ConnectionPageTests {
    private func scene() async throws -> (site: TestSite, browser: Browser, address: String) {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        return (site, browser, "/admin/connections/\(site.connection.id)")
    }

    private func stored(_ site: TestSite) async throws -> [PunchOutConnection] {
        try await site.application.answer(ListConnections(), as: .system)
    }

    /// What a browser sends back of the test connection's form.
    private let fields = [
        ("name", "Shop"), ("slug", "shop"), ("from_identity", "us"), ("from_domain", "NetworkId"), ("to_identity", "them"),
        ("to_domain", "NetworkId"), ("shared_secret", ""), ("punchout_url", "https://shop.test/punchout"),
        ("order_url", "https://shop.test/orders"), ("require_approval", "on"),
    ]

    @Test func `the form shows what is stored, and of the secret only that it is there`() async throws {
        let (_, browser, address) = try await scene()
        let page = await browser.get(address).text
        for text in [
            "https://shop.test/orders", "Entered. Leave empty to keep it.", "http://portico.test/cxml/shop", "never checked",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("s3cret"))
    }

    @Test func `an empty secret keeps the one that is there, a typed one replaces it and is not shown`() async throws {
        let (site, browser, address) = try await scene()
        #expect(await browser.post(address, from: address, fields).location == address)
        #expect(try await stored(site).first?.hasSecret == true)
        let refused = await browser.post(
            address, from: address, fields.map { $0.0 == "name" ? ("name", "") : $0.0 == "shared_secret" ? ($0.0, "n3w") : $0 })
        #expect(refused.status == 422)
        #expect(!refused.text.contains("n3w"))
    }

    @Test func `two secrets change places by a button that is there only when there are two`() async throws {
        let (site, browser, address) = try await scene()
        #expect(await !browser.get(address).text.contains("rotate-secret"))
        let early = await browser.post("\(address)/rotate-secret", from: address)
        #expect(early.status == 409 && early.text.contains("has no second secret"))
        let more = fields + [("second_secret", "the n3xt one")]
        #expect(await browser.post(address, from: address, more).location == address)
        #expect(await browser.get(address).text.contains("Use the second secret from now on"))
        func proofs() async throws -> [String] {
            let id = site.connection.id
            return try await site.application.environment.database.read { sql in
                let store = Store(sql)
                let sealed = try store.sealedProofs(of: id)
                let sealer = site.application.environment.sealer
                return [
                    try sealer.openText(try #require(sealed.secret), for: "connection-secret:\(id)"),
                    try sealer.openText(try #require(sealed.second), for: "connection-secret:\(id):second"),
                ]
            }
        }
        #expect(try await proofs() == ["s3cret", "the n3xt one"])
        let rotated = await browser.post("\(address)/rotate-secret", from: address)
        #expect(rotated.location == address)
        #expect(try await proofs() == ["the n3xt one", "s3cret"])
        let page = await browser.get(address).text
        #expect(!page.contains("n3xt") && !page.contains("s3cret"))
        #expect(await browser.post("\(address)/rotate-secret", from: address).location == address)
        #expect(try await proofs() == ["s3cret", "the n3xt one"])
    }

    @Test func `a client gets another secret on its page, shown once, and the old one ends`() async throws {
        let (site, browser, _) = try await scene()
        let list = "/admin/api-tokens"
        _ = await browser.post(
            list, from: list, [("name", "ERP"), ("kind", "client"), ("scopes", "users.read")])
        let client = try #require(
            try await site.application.answer(ListOAuthClients(), as: .system).items.first)
        #expect(await browser.get(list).text.contains("\(list)/\(client.id)/rotate-secret"))
        let made = await browser.post("\(list)/\(client.id)/rotate-secret", from: list)
        #expect(made.status == 201 && made.text.contains("pcs_"))
        #expect(await !browser.get(list).text.contains("pcs_"))
        let auditor = Browser(site)
        _ = try await site.application.perform(
            CreateUser(email: "aud@example.com", name: "Aud", roles: ["auditor"], password: TestSite.password), as: .system)
        _ = await auditor.signIn("aud@example.com")
        #expect(await !auditor.get(list).text.contains("rotate-secret"))
        #expect(await auditor.post("\(list)/\(client.id)/rotate-secret", from: list).status == 403)
    }

    @Test func `wrong fields are marked and what was typed stays`() async throws {
        let (_, browser, _) = try await scene()
        let answer = await browser.post(
            "/admin/connections", from: "/admin/connections/new",
            fields.map { $0.0 == "punchout_url" ? ($0.0, "shop.test") : $0 } + [("supplier_name", "Kilo & Co")])
        #expect(answer.status == 422)
        for id in ["f-punchout_url-error", "f-slug-error", "f-shared_secret-error"] {
            #expect(answer.text.contains("id=\"\(id)\""), "\(id)")
        }
        #expect(answer.text.contains("Kilo &amp; Co"))
    }

    @Test func `a new connection starts in test mode and asks for approval`() async throws {
        let (site, browser, _) = try await scene()
        let form = await browser.get("/admin/connections/new").text
        let box = try #require(form.firstRange(of: "name=\"require_approval\""))
        #expect(form[box.upperBound...].prefix { $0 != ">" }.contains("checked"))
        let answer = await browser.post(
            "/admin/connections", from: "/admin/connections/new",
            fields.map {
                $0.0 == "slug" ? ($0.0, "") : $0.0 == "name" ? ($0.0, "Kilo Nord") : $0.0 == "shared_secret" ? ($0.0, "x") : $0
            }
                + [("supplier_name", "Kilo")])
        #expect(answer.status == 303)
        let made = try #require(try await stored(site).first { $0.slug == "kilo-nord" })
        #expect(made.mode == .test && made.requireApproval)
        #expect(await browser.get("/admin/suppliers").text.contains("Kilo"))
    }

    @Test func `activating and going back`() async throws {
        let (site, browser, address) = try await scene()
        #expect(await browser.post("\(address)/activate", from: address).location == address)
        #expect(try await stored(site).first?.mode == .active)
        #expect(await browser.get(address).text.contains("From now on orders are charged and shipped."))
        _ = await browser.post("\(address)/deactivate", from: address)
        #expect(try await stored(site).first?.mode == .test)
    }

    @Test func `a check tells in words what it found`() async throws {
        let (_, browser, address) = try await scene()
        #expect(await browser.post("\(address)/check", from: address).location == address)
        let page = await browser.get(address).text
        #expect(page.contains("The connection works.") && page.contains("accepted the credentials"))
    }

    @Test func `the template's rows come back in, all of them`() async throws {
        let (site, browser, _) = try await scene()
        let template = await browser.get("/admin/connections/template.csv")
        #expect(template.headers[first: "Content-Disposition"] == "attachment; filename=\"connections.csv\"")
        let answer = await browser.post(
            "/admin/connections/import", from: "/admin/connections",
            [
                (
                    "pasted",
                    "\(template.text)North,north,Kilo,,us,,them,x,https://a.test/p,https://a.test/o,test,yes\r\nShop 2,shop\r\n"
                )
            ])
        #expect(answer.location == "/admin/connections")
        let names = try await stored(site).map(\.name)
        #expect(names == ["North", "Shop 2"])
    }

    @Test func `one wrong row and nothing is imported, each problem in a line with its row`() async throws {
        let (site, browser, _) = try await scene()
        let rows = """
            name,slug,supplier,from_identity,to_identity,shared_secret,punchout_url,order_url,mode,require_approval
            North,north,Kilo,us,them,hidden-1,https://a.test/p,https://a.test/o,test,yes
            South,south,Kilo,us,them,hidden-2,a.test,https://a.test/o,sometimes,yes
            West,west,Kilo,us,them,hidden-3,https://a.test/p,https://a.test/o,test,maybe
            """
        let answer = await browser.post("/admin/connections/import", from: "/admin/connections", [("pasted", rows)])
        #expect(answer.status == 422)
        for text in [
            "Nothing was imported, because of 3 problems.", "<li>Row 3: The punch-out URL", "<li>Row 3: The mode", "<li>Row 4:",
        ] {
            #expect(answer.text.contains(text), "\(text)")
        }
        #expect(!answer.text.contains("hidden-"))
        #expect(try await stored(site).count == 1)
        let unknown = await browser.post(
            "/admin/connections/import", from: "/admin/connections", [("pasted", "name,secret\na,b")])
        #expect(unknown.status == 422 && unknown.text.contains("<li>Row 1, column secret"))
    }

    @Test func `an auditor reads and cannot change`() async throws {
        let (site, _, address) = try await scene()
        _ = try await site.application.perform(
            CreateUser(email: "aud@example.com", name: "Aud", roles: ["auditor"], password: TestSite.password), as: .system)
        let auditor = Browser(site)
        _ = await auditor.signIn("aud@example.com")
        let page = await auditor.get(address)
        #expect(page.status == 200 && page.text.contains("disabled"))
        #expect(!page.text.contains("Check now") && !page.text.contains(">Save<"))
        #expect(await auditor.get("/admin/connections/new").status == 403)
        #expect(await auditor.post("\(address)/activate", from: address).status == 403)
        #expect(try await stored(site).first?.mode == .test)
    }
}
