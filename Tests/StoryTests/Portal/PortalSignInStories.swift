import Cryptography
import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Suppliers' people getting in: by invitation, password, code and mailed link.
struct PortalSignInStories {
    /// The link in the newest mail to an address.
    private func link(_ world: World, _ postbox: Postbox, to email: String) throws -> String {
        let mail = try #require(postbox.mails.last { $0.recipient == email })
        let words = world.words(of: mail)
        return String(try #require(words.firstMatch(of: /http:\/\/[^\s"]+\/portal\/[^\s"<]+\/[A-Za-z0-9_-]{43}/)).output)
    }

    private func invite(_ world: World, _ email: String, language: String = "en") async throws -> (status: Int, json: JSON) {
        try await world.rest(
            "POST", "/v1/suppliers/\(try await world.shopSupplier())/invitations", as: "alex",
            "{\"email\":\"\(email)\",\"language\":\"\(language)\"}")
    }

    @Test func `an invitation by mail makes a sign-in once, which opens the portal and nothing else`() async throws {
        try await World.mailing { world, postbox in
            let admin = WebClient(world)
            _ = try await admin.signIn("alex@example.com")
            let supplier = try await world.shopSupplier()
            let page = try await admin.get("/admin/suppliers/\(supplier)")
            #expect(page.status == 200 && page.text.contains("Invite somebody"))
            let invited = try await admin.post(
                "/admin/suppliers/\(supplier)/invitations", from: page,
                [("email", "kim@supplier.example.com"), ("language", "de")])
            #expect(invited.status == 201 && invited.text.contains("kim@supplier.example.com is invited"), "\(invited.text)")
            try await world.post()
            let mail = try #require(postbox.mails.last { $0.recipient == "kim@supplier.example.com" })
            #expect(world.words(of: mail).contains("einmal und sieben Tage"), "in German")
            let link = try link(world, postbox, to: "kim@supplier.example.com")
            let kim = WebClient(world)
            let form = try await kim.get(link)
            #expect(form.status == 200 && form.text.contains("Amazon Business"))
            let short = try await kim.post(link, from: form, [("name", "Kim"), ("password", "short")])
            #expect(short.status == 422 && short.text.contains("at least 10 characters"))
            let made = try await kim.post(link, from: short, [("name", "Kim"), ("password", "a long password")])
            #expect(made.status == 201 && made.text.contains("Your sign-in is made."), "\(made.text)")
            let again = try await WebClient(world).get(link)
            #expect(again.status == 409 && again.text.contains("was used already"))
            #expect(try await kim.signInToPortal("KIM@supplier.example.com", password: "a long password").status == 303)
            #expect(try await kim.get("/portal/orders").status == 200)
            #expect(try await kim.get("/orders").location?.hasPrefix("/sign-in") == true)
            let events = try await world.events(of: supplier.text)
            #expect(events.contains("supplier_user.invited"))
        }
    }

    @Test func `a link that is over, taken back, unknown or overtaken says so`() async throws {
        try await World.mailing { world, postbox in
            #expect(try await invite(world, "a@supplier.example.com").status == 201)
            try await world.post()
            let first = try link(world, postbox, to: "a@supplier.example.com")
            let second = try await invite(world, "a@supplier.example.com")
            #expect(second.status == 201 && second.json["url"] == .null, "the link is in the mail alone")
            try await world.post()
            let newer = try link(world, postbox, to: "a@supplier.example.com")
            let overtaken = try await WebClient(world).get(first)
            #expect(overtaken.status == 409 && overtaken.text.contains("a newer one took its place"))
            world.passTime(hours: 7 * 24 + 1)
            let late = try await WebClient(world).get(newer)
            #expect(late.status == 409 && late.text.contains("This invitation ended on"))
            let guessed = try await WebClient(world).get("/portal/invitations/\(String(repeating: "a", count: 43))")
            #expect(guessed.status == 404 && guessed.text.contains("not known here"))
            let posted = try await world.rest(
                "POST", "/v1/portal/registrations", as: nil,
                "{\"token\":\"\(newer.suffix(43))\",\"name\":\"A\",\"password\":\"a long password\"}")
            #expect(posted.status == 409 && posted.json["code"]?.text == "link-expired")
            try await world.openPortal()
            let id = try #require(try await invite(world, "b@supplier.example.com").json["id"]?.text)
            try await world.post()
            let revoked = try await world.rest("POST", "/v1/portal/invitations/\(id)/revoke", as: "sam", "{}")
            #expect(revoked.status == 200 && revoked.json["state"]?.text == "revoked")
            let dead = try await WebClient(world).get(try link(world, postbox, to: "b@supplier.example.com"))
            #expect(dead.status == 409 && dead.text.contains("was taken back"))
        }
    }

    @Test func `an address that has a sign-in, or is an employee's, is told and nothing is sent`() async throws {
        try await World.mailing { world, postbox in
            try await world.openPortal()
            try await world.addOtherSupplier()
            let count = postbox.mails.count
            let cases = [
                ("SAM@supplier.example.com", "taken"), ("olga@other.example.com", "taken"), ("ada@example.com", "employee"),
            ]
            for (email, code) in cases {
                let refused = try await invite(world, email)
                #expect(refused.status == 422 && refused.json["errors"]?.elements.first?["code"]?.text == code, "\(refused.json)")
                let colleague = try await world.rest("POST", "/v1/portal/invitations", as: "sam", "{\"email\":\"\(email)\"}")
                #expect(colleague.status == 422)
            }
            #expect(try await invite(world, "nonsense").status == 422)
            try await world.post()
            #expect(postbox.mails.count == count)
        }
    }

    @Test func `a colleague is invited and kept out by a colleague, and nobody by another supplier`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            try await world.addOtherSupplier()
            let made = try await world.rest(
                "POST", "/v1/portal/invitations", as: "sam", "{\"email\":\"kim@supplier.example.com\"}")
            let url = try #require(made.json["url"]?.text, "told where no mail is set up")
            let id = try #require(made.json["id"]?.text)
            #expect(try await world.rest("POST", "/v1/portal/invitations/\(id)/revoke", as: "olga", "{}").status == 404)
            let registered = try await world.rest(
                "POST", "/v1/portal/registrations", as: nil,
                "{\"token\":\"\(url.suffix(43))\",\"name\":\"Kim\",\"password\":\"a long password\"}")
            #expect(registered.status == 201 && registered.json["email"]?.text == "kim@supplier.example.com")
            let listed = try await world.rest("GET", "/v1/portal/registrations", as: "sam")
            #expect(listed.json["data"]?.elements.count == 2)
            let other = try await world.rest("GET", "/v1/portal/registrations", as: "olga")
            #expect(other.json["data"]?.elements.count == 1)
            let kim = WebClient(world)
            _ = try await kim.signInToPortal("kim@supplier.example.com", password: "a long password")
            #expect(try await kim.get("/portal/orders").status == 200)
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            let page = try await sam.get("/portal/colleagues")
            let user = try #require(registered.json["id"]?.text)
            let out = try await sam.post("/portal/colleagues/\(user)/switch", from: page, [("active", "no")])
            #expect(out.status == 303)
            #expect(try await kim.get("/portal/orders").status == 303, "signed out at once")
            #expect(
                try await WebClient(world).signInToPortal("kim@supplier.example.com", password: "a long password").status == 422)
        }
    }

    @Test func `wrong passwords make wait, apart from an employee's, and say nothing of whether there is a sign-in`() async throws
    {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let client = WebClient(world)
            for _ in 0..<5 {
                let refused = try await client.signInToPortal(password: "wrong")
                #expect(refused.status == 422 && refused.text.contains("The e-mail address or the password is wrong."))
            }
            #expect(try await client.signInToPortal().status == 429, "even the right one waits")
            #expect(try await WebClient(world).signIn("bianca@example.com").status == 303)
            let unknown = try await WebClient(world).signInToPortal("nobody@supplier.example.com", password: "wrong")
            #expect(unknown.status == 422 && unknown.text.contains("The e-mail address or the password is wrong."))
            #expect(try await WebClient(world).signInToPortal("bianca@example.com").status == 422, "an employee is none here")
            #expect(try await WebClient(world).signIn("sam@supplier.example.com").status == 422, "nor a supplier there")
            world.passTime(hours: 0.1)
            #expect(try await client.signInToPortal().status == 303)
        }
    }

    @Test func `a mailed link signs in once, within a quarter of an hour, after a click of one's own`() async throws {
        try await World.mailing { world, postbox in
            try await world.openPortal()
            func ask(_ email: String) async throws {
                let client = WebClient(world)
                let asked = try await client.post(
                    "/portal/sign-in/link", from: try await client.get("/portal/sign-in"), [("link_email", email)])
                #expect(asked.status == 200 && asked.text.contains("If \(email) has a sign-in here"))
                try await world.post()
            }
            try await ask("nobody@supplier.example.com")
            #expect(!postbox.mails.contains { $0.recipient == "nobody@supplier.example.com" })
            try await ask("sam@supplier.example.com")
            let first = try link(world, postbox, to: "sam@supplier.example.com")
            // Mail programs look at links before people do.
            #expect(try await WebClient(world).get(first).status == 200)
            let sam = WebClient(world)
            let signed = try await sam.post(first, from: try await sam.get(first), [])
            #expect(signed.status == 303 && signed.location == "/portal", "\(signed.text)")
            #expect(try await sam.get("/portal/orders").status == 200)
            #expect(try await WebClient(world).get(first).status == 409, "once")
            try await ask("sam@supplier.example.com")
            world.passTime(hours: 0.3)
            #expect(try await WebClient(world).get(try link(world, postbox, to: "sam@supplier.example.com")).status == 409)
        }
    }

    @Test func `a second factor stands before password and link alike, and a recovery code helps`() async throws {
        try await World.mailing { world, postbox in
            try await world.openPortal()
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            let begun = try await sam.post("/portal/account/two-step/begin", from: try await sam.get("/portal/account"), [])
            #expect(begun.status == 303)
            let page = try await sam.get("/portal/account")
            let people = try await world.application.answer(ShowSupplierPeople(try await world.shopSupplier()), as: .system)
            let user = try #require(people.users.first)
            let secret = try #require(
                try await world.application.answer(ShowSecondFactor(), as: Actor(.supplier(user))).newSecret)
            #expect(page.text.contains(Base32.encode(secret)))
            func code() -> String { TOTP.code(secret, step: TOTP.step(at: world.application.environment.now())) }
            let done = try await sam.post("/portal/account/two-step/confirm", from: page, [("code", code())])
            #expect(done.status == 201, "\(done.text)")
            let recovery = try #require(done.text.firstMatch(of: /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/)).output.0
            let client = WebClient(world)
            let half = try await client.signInToPortal()
            #expect(half.status == 200 && client.cookies["portico_portal"] == nil)
            let ticket = ("ticket", half.hidden("ticket") ?? "")
            #expect(
                try await client.post("/sign-in/code", from: half, [ticket, ("code", code())]).status == 403,
                "not at the employees' door")
            world.passTime(hours: 0.02)
            #expect(try await client.post("/portal/sign-in/code", from: half, [ticket, ("code", "000000")]).status == 422)
            #expect(try await client.post("/portal/sign-in/code", from: half, [ticket, ("code", code())]).status == 303)
            let asking = WebClient(world)
            _ = try await asking.post(
                "/portal/sign-in/link", from: try await asking.get("/portal/sign-in"),
                [("link_email", "sam@supplier.example.com")])
            try await world.post()
            let address = try link(world, postbox, to: "sam@supplier.example.com")
            let step = try await asking.post(address, from: try await asking.get(address), [])
            #expect(step.status == 200 && asking.cookies["portico_portal"] == nil, "the link alone is not enough")
            let fields = [("ticket", step.hidden("ticket") ?? ""), ("code", String(recovery))]
            #expect(try await asking.post("/portal/sign-in/code", from: step, fields).status == 303)
        }
    }
}
