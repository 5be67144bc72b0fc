import Cryptography
import Database
import FoundationEssentials
import Procurement
import Testing
import UseCases

/// Passwords with codes of an app (RFC 6238), over the pages.
struct TwoStepStories {
    /// A browser of Bianca's with an app that was set up; answers its secret and the recovery codes.
    private func setUp(_ world: World, _ client: WebClient) async throws -> (secret: [UInt8], recovery: [String]) {
        _ = try await client.post("/account/two-step/begin", from: try await client.get("/account/two-step"), [])
        let user = try #require(try await world.application.answer(ListUsers(), as: .system).first { $0.name == "Bianca Buyer" })
        let secret = try #require(try await world.application.answer(ShowSecondFactor(), as: Actor(.user(user))).newSecret)
        let page = try await client.get("/account/two-step")
        #expect(page.text.contains(Base32.encode(secret)) && page.text.contains("<svg class=\"qr\""))
        let wrong = try await client.post("/account/two-step/confirm", from: page, [("code", "000000")])
        #expect(wrong.status == 422 && wrong.text.contains("This code is wrong"))
        let done = try await client.post("/account/two-step/confirm", from: page, [("code", code(world, secret))])
        #expect(done.status == 201, "\(done.text)")
        let codes = done.text.matches(of: /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/).map { String($0.output.0) }
        #expect(Set(codes).count == 10)
        let shown = try await client.get("/account/two-step")
        #expect(!shown.text.contains(Base32.encode(secret)) && !shown.text.contains(codes[0]), "told once")
        return (secret, codes)
    }

    private func code(_ world: World, _ secret: [UInt8]) -> String {
        TOTP.code(secret, step: TOTP.step(at: world.application.environment.now()))
    }

    private func signedIn(_ world: World) async throws -> WebClient {
        let client = WebClient(world)
        #expect(try await client.signIn("bianca@example.com").status == 303)
        return client
    }

    @Test func `a password is half a sign-in then, and each code is good once`() async throws {
        try await World.run { (world: World) async throws in
            let first = try await signedIn(world)
            let secret = try await setUp(world, first).secret
            let client = WebClient(world)
            let half = try await client.signIn("bianca@example.com")
            #expect(half.status == 200 && client.cookies["portico_session"] == nil)
            let used = try await client.code(code(world, secret), after: half)
            #expect(used.status == 422, "the code of the set-up is used up")
            world.passTime(hours: 0.01)
            let next = code(world, secret)
            let done = try await client.code("\(next.prefix(3)) \(next.suffix(3))", after: half)
            #expect(done.status == 303, "\(done.text)")
            #expect(try await client.get("/orders").status == 200)
            let other = WebClient(world)
            let again = try await other.code(next, after: try await other.signIn("bianca@example.com"))
            #expect(again.status == 422 && other.cookies["portico_session"] == nil)
        }
    }

    @Test func `a recovery code signs in once, new ones end the old, and the app can be taken away`() async throws {
        try await World.run { (world: World) async throws in
            let (secret, codes) = try await setUp(world, try await signedIn(world))
            let client = WebClient(world)
            let done = try await client.code(codes[3].lowercased(), after: try await client.signIn("bianca@example.com"))
            #expect(done.status == 303)
            let other = WebClient(world)
            #expect(try await other.code(codes[3], after: try await other.signIn("bianca@example.com")).status == 422)
            world.passTime(hours: 0.02)
            let page = try await client.get("/account/two-step")
            #expect(page.text.contains("9 codes are left"))
            let renewed = try await client.post("/account/two-step/recovery-codes", from: page, [("code", code(world, secret))])
            #expect(renewed.status == 201 && !renewed.text.contains(codes[4]))
            let late = WebClient(world)
            #expect(try await late.code(codes[4], after: try await late.signIn("bianca@example.com")).status == 422)
            world.passTime(hours: 0.02)
            let off = try await client.post("/account/two-step/remove", from: page, [("off_code", code(world, secret))])
            #expect(off.status == 303)
            #expect(try await WebClient(world).signIn("bianca@example.com").status == 303)
        }
    }

    @Test func `wrong codes make wait like wrong passwords, and a ticket is this browser's for five minutes`() async throws {
        try await World.run { (world: World) async throws in
            let secret = try await setUp(world, try await signedIn(world)).secret
            world.passTime(hours: 0.01)
            let client = WebClient(world)
            let half = try await client.signIn("bianca@example.com")
            let thief = WebClient(world)
            let own = try await thief.get("/sign-in")
            let stolen = try await thief.post(
                "/sign-in/code", from: own, [("ticket", half.hidden("ticket") ?? ""), ("code", code(world, secret))])
            #expect(stolen.status == 403 && thief.cookies["portico_session"] == nil)
            for _ in 0..<5 { #expect(try await client.code("123456", after: half).status == 422) }
            let right = try await client.code(code(world, secret), after: half)
            #expect(right.status == 429, "even the right one waits")
            world.passTime(hours: 0.1)
            #expect(try await client.code(code(world, secret), after: half).status == 403, "the ticket is over")
            let fresh = try await client.signIn("bianca@example.com")
            #expect(try await client.code(code(world, secret), after: fresh).status == 303)
        }
    }

    @Test func `where it is demanded, nothing else can be done before it is set up`() async throws {
        try await World.run(rules: { $0.secondFactor = .everyone }) { (world: World) async throws in
            let client = try await signedIn(world)
            #expect(try await client.get("/orders").location == "/account/two-step")
            #expect(try await client.get("/events").status == 204)
            let page = try await client.get("/account/two-step")
            #expect(page.text.contains("Please set it up now."))
            _ = try await setUp(world, client)
            #expect(try await client.get("/orders").status == 200)
            #expect(!(try await client.get("/account/two-step")).text.contains("Turn it off"))
        }
        try await World.run(rules: { $0.secondFactor = .administrators }) { (world: World) async throws in
            #expect(try await signedIn(world).get("/orders").status == 200)
            let admin = WebClient(world)
            _ = try await admin.signIn("alex@example.com")
            #expect(try await admin.get("/").location == "/account/two-step")
        }
    }

    @Test func `the secret is sealed at rest, and an administrator resets a lost phone`() async throws {
        try await World.run { (world: World) async throws in
            let client = try await signedIn(world)
            let (secret, codes) = try await setUp(world, client)
            let users = try await world.application.answer(ListUsers(), as: .system)
            let id = try #require(users.first { $0.name == "Bianca Buyer" }).id
            let kept = try await world.application.environment.database.read { sql in
                try ["SELECT secret FROM second_factors", "SELECT code_hash FROM recovery_codes"].flatMap {
                    try sql.query("\($0) WHERE user_id = ?1", [SQLValue(id.text)]) { try $0.blob(0) }
                }
            }
            #expect(kept.count == 11 && !kept.contains { $0.count == secret.count })
            #expect(!kept.contains { $0.starts(with: secret) } && codes.count == 10)
            let refused = try await world.rest("POST", "/v1/users/\(id)/reset-second-factor", as: "bianca")
            #expect(refused.status == 403)
            #expect(try await world.rest("POST", "/v1/users/\(id)/reset-second-factor", as: "alex").status == 200)
            #expect(try await client.get("/").location == "/sign-in", "signed out everywhere")
            #expect(try await WebClient(world).signIn("bianca@example.com").status == 303)
            #expect(try await world.rest("POST", "/v1/users/\(id)/reset-second-factor", as: "alex").status == 409)
            #expect(try await world.events(of: id.text).contains("user.second_factor_removed"))
        }
    }
}
