import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Routing
import Testing
import UseCases

/// A supplier sees nothing of any other, and neither side opens a door of the other: over every route that there is.
struct PortalIsolationStories {
    private func send(
        _ world: World, _ method: String, _ path: String, cookie: String? = nil, token: String? = nil, body: String = ""
    ) async throws -> IncomingResponse {
        var headers: [(String, String)] = []
        if let cookie { headers.append(("Cookie", cookie)) }
        if let token { headers.append(("Authorization", "Bearer \(token)")) }
        if !body.isEmpty {
            headers.append(("Content-Type", body.hasPrefix("{") ? "application/json" : "application/x-www-form-urlencoded"))
        }
        return try await world.client.send(
            OutgoingRequest(method: method, url: world.porticoURL + path, headers: headers, body: Array(body.utf8)))
    }

    /// Something of each kind that Sam has, by the part of the address that its identifier stands behind.
    private func belongings(_ world: World) async throws -> [String: String] {
        let (account, order) = try await world.sentAccount(number: "I-1")
        let draft = try #require(try await world.account(of: try await world.sentOrder(), "{\"number\":\"I-2\"}")["id"]?.text)
        let file = try await world.rest(
            "POST", "/v1/portal/accounts/\(draft)/documents", as: "sam",
            "{\"name\":\"a.pdf\",\"content\":\"JVBERi0xLjQKJSVFT0YK\"}")
        let invitation = try await world.rest(
            "POST", "/v1/portal/invitations", as: "sam", "{\"email\":\"k@supplier.example.com\"}")
        let bank = try await world.rest(
            "POST", "/v1/portal/bank-accounts", as: "sam",
            "{\"label\":\"H\",\"holder\":\"S\",\"account\":\"12345678\",\"bank\":\"B\"}")
        let people = try await world.application.answer(ShowSupplierPeople(try await world.shopSupplier()), as: .system)
        let sam = try #require(people.users.first)
        let entry = try await world.application.perform(
            SaveSupplierEntry(kind: "contact", SupplierEntryFields(name: "Front desk")), as: Actor(.supplier(sam)))
        var entries: [String: String] = [:]
        for path in ["addresses", "contacts", "certificates"] {
            let made = try await world.rest("POST", "/v1/portal/\(path)", as: "sam", "{\"name\":\"Front desk\"}")
            entries[path] = try #require(made.json["id"]?.text, "\(made.json)")
        }
        let token = try await world.application.perform(
            CreateSupplierToken(name: "t", scopes: ["*"]), as: Actor(.supplier(sam)))
        return [
            "orders": order.text, "accounts": draft, "sent": account, "files": try #require(file.json["id"]?.text),
            "documents": try #require(file.json["id"]?.text), "invitations": try #require(invitation.json["id"]?.text),
            "colleagues": sam.id.text, "bank-accounts": try #require(bank.json["id"]?.text), "entries": entry.id.text,
            "api-tokens": token.token.id.text, "order-files": "att_00000000000000000000000000",
        ].merging(entries) { first, _ in first }
    }

    /// The address with Sam's identifiers; `nil` where it takes none.
    private func filled(_ pattern: String, _ known: [String: String]) throws -> String? {
        guard let place = pattern.firstRange(of: "/{id}") else { return nil }
        let word = pattern[..<place.lowerBound].split(separator: "/").last.map(String.init) ?? ""
        let id = try #require(known[word], "\(pattern): nothing of Sam's is known for \(word)")
        return pattern.replacing("{id}", with: id)
    }

    @Test func `every portal route with an identifier of another supplier is 404, by page and by REST`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            try await world.addOtherSupplier()
            let known = try await belongings(world)
            let olga = WebClient(world)
            #expect(try await olga.signInToPortal("olga@other.example.com").status == 303)
            let cookie = "portico_portal=\(try #require(olga.cookies["portico_portal"]))"
            let csrf = try #require(try await olga.get("/portal/orders").hidden("csrf_token"))
            let token = try await world.token(of: "olga")
            let before = try await world.application.answer(ListEvents(page: PageRequest(limit: 1)), as: .system).items.first?.id
            var walked = 0
            for (method, pattern) in world.composition.router.routes {
                let isPage = pattern.hasPrefix("/portal/")
                guard isPage || pattern.hasPrefix("/v1/portal/"), method != .options, let path = try filled(pattern, known)
                else { continue }
                let reads = method == .get || method == .head
                // What every address answers to other methods is not its own.
                let isKnown = world.composition.router.routes.contains { $0.pattern == pattern && $0.method == method }
                guard isKnown else { continue }
                let body =
                    reads
                    ? ""
                    : isPage
                        ? "csrf_token=\(csrf)&name=x&verb=all&active=no&1.quantity=1&version=2&verdict=accepted"
                        : Self.body(pattern)
                let answer =
                    isPage
                    ? try await send(world, method.token, path, cookie: cookie, body: body)
                    : try await send(world, method.token, path, token: token, body: body)
                // A method that the address does not take is told before anything is looked for.
                if answer.status == 405 { continue }
                walked += 1
                #expect(answer.status == 404, "\(method.token) \(path): \(answer.status)")
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("Front desk"))
            }
            #expect(walked > 25, "\(walked)")
            let after = try await world.application.answer(ListEvents(page: PageRequest(limit: 1)), as: .system).items.first?.id
            #expect(before == after, "and nothing happened")
            for list in ["orders", "accounts", "invitations", "bank-accounts", "addresses", "contacts", "certificates"] {
                let page = try await world.rest("GET", "/v1/portal/\(list)", as: "olga")
                #expect(page.json["data"]?.elements.isEmpty == true, "\(list): \(page.json)")
            }
            // Nor by naming Sam's order or bank in a body of one's own.
            #expect(
                try await world.rest("GET", "/v1/portal/accounts?purchase_order_id=\(known["orders"] ?? "")", as: "olga").json[
                    "data"]?.elements.isEmpty == true)
        }
    }

    /// A body that fits, so that nothing else is wrong with the request.
    private static func body(_ pattern: String) -> String {
        if pattern.hasSuffix("/answer-change") { return "{\"version\":2,\"answer\":\"accepted\"}" }
        if pattern.hasSuffix("/comments") { return "{\"text\":\"x\"}" }
        return pattern.hasSuffix("/documents") || pattern.hasSuffix("/set-file")
            ? "{\"name\":\"a.pdf\",\"content\":\"JVBERi0xLjQKJSVFT0YK\"}" : "{}"
    }

    @Test func `a supplier's session and token open no route of the house, and an employee's none of the portal`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let (account, order) = try await world.sentAccount(number: "I-3")
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            let supplier = "portico_portal=\(try #require(sam.cookies["portico_portal"]))"
            // The same value as an employee's cookie is nothing either.
            let disguised = "portico_session=\(sam.cookies["portico_portal"] ?? "")"
            let bianca = WebClient(world)
            _ = try await bianca.signIn("alex@example.com")
            let employee = "portico_session=\(try #require(bianca.cookies["portico_session"]))"
            let swapped = "portico_portal=\(bianca.cookies["portico_session"] ?? "")"
            let (samToken, alexToken) = (try await world.token(of: "sam"), try await world.token(of: "alex"))
            /// What anybody may ask.
            let open = [
                "/sign-in", "/healthz", "/readyz", "/openapi.json", "/assets/", "/approve/", "/mail/stop/", "/cxml", "/oauth/",
                "/punchout/return", "/punch-in", "/catalogue/visit", "/visit", "/metrics", "/events", "/shop", "/.well-known/",
            ]
            var walked = (house: 0, portal: 0)
            for (method, pattern) in world.composition.router.routes where method == .get || method == .post {
                let path = pattern.replacing("{id}", with: pattern.contains("invoice") ? account : order.text)
                    .replacing("{rest...}", with: "x")
                guard !path.contains("{"), !open.contains(where: path.hasPrefix) else { continue }
                if pattern.hasPrefix("/v1/portal") {
                    guard pattern != "/v1/portal/registrations" || method == .get else { continue }
                    let answer = try await send(
                        world, method.token, path, token: alexToken, body: method == .post ? Self.body(pattern) : "")
                    // Administrators revoke invitations by the same route.
                    let isShared = pattern.hasSuffix("/revoke") || answer.status == 405
                    #expect(isShared || answer.status == 403, "\(method.token) \(path): \(answer.status)")
                    walked.portal += 1
                } else if pattern.hasPrefix("/v1/") {
                    let answer = try await send(world, method.token, path, token: samToken, body: method == .post ? "{}" : "")
                    #expect([403, 404, 405].contains(answer.status), "\(method.token) \(path): \(answer.status)")
                    walked.house += 1
                } else if pattern.hasPrefix("/portal") {
                    guard !pattern.hasPrefix("/portal/sign-in"), !pattern.hasPrefix("/portal/invitations") else { continue }
                    for cookie in [employee, swapped] {
                        let answer = try await send(
                            world, method.token, path, cookie: cookie, body: method == .post ? "csrf_token=x" : "")
                        let isRefused = answer.status == 405 || answer.header("Location")?.hasPrefix("/portal/sign-in") == true
                        #expect(isRefused, "\(method.token) \(path): \(answer.status)")
                    }
                    walked.portal += 1
                } else {
                    for cookie in [supplier, disguised] {
                        let answer = try await send(
                            world, method.token, path, cookie: cookie, body: method == .post ? "csrf_token=x" : "")
                        let isRefused =
                            [404, 405].contains(answer.status) || answer.header("Location")?.hasPrefix("/sign-in") == true
                        #expect(isRefused, "\(method.token) \(path): \(answer.status)")
                    }
                    walked.house += 1
                }
            }
            #expect(walked.house > 150 && walked.portal > 30, "\(walked)")
        }
    }

    @Test func `nothing internal is on an order's or account's page, whatever it is coded and commented with`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let order = try await world.draft()
            try await world.code(order)
            let said = try await world.rest(
                "PATCH", "/v1/purchase-orders/\(order)", as: "bianca",
                "{\"comment\":\"INTERNAL-WORDS\",\"note_to_supplier\":\"PLEASE-RING\"}")
            #expect(said.status == 200, "\(said.json)")
            _ = try await world.submit(order)
            _ = try await world.decide(order, "approve", as: "ada", comment: "ADA-SAYS")
            _ = try await world.decide(order, "approve", as: "felix", comment: "FELIX-SAYS")
            try await world.deliver()
            let id = try #require(try await world.account(of: order, "{\"number\":\"N-1\"}")["id"]?.text)
            _ = try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}")
            _ = try await world.rest("POST", "/v1/invoices/\(id)/accept", as: "alex", "{\"comment\":\"ALEX-SAYS\"}")
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            let names = try await world.application.answer(ShowOrganisation(), as: .system)
            let secrets =
                ["INTERNAL-WORDS", "ADA-SAYS", "FELIX-SAYS", "ALEX-SAYS", "Ada Approver", "Felix Finance", "Alex Admin"]
                + names.departments.map(\.name) + names.budgets.map(\.name) + names.glAccounts.map(\.name)
            for path in ["/portal/orders", "/portal/orders/\(order)", "/portal/accounts", "/portal/accounts/\(id)"] {
                let page = try await sam.get(path)
                #expect(page.status == 200)
                for secret in secrets { #expect(!page.text.contains(secret), "\(secret) on \(path)") }
                let shown = try await world.rest("GET", "/v1\(path)", as: "sam")
                #expect(shown.status == 200, "\(shown.json)")
                for secret in secrets { #expect(!shown.json.text().contains(secret), "\(secret) in /v1\(path)") }
            }
            #expect(try await sam.get("/portal/orders/\(order)").text.contains("PLEASE-RING"))
            // What has not left the house is not there.
            let unsent = try await world.draft()
            #expect(try await sam.get("/portal/orders/\(unsent)").status == 404)
            let queued = try await world.queuedOrder()
            #expect(try await sam.get("/portal/orders/\(queued)").status == 404)
        }
    }
}
