import HTTP
import Testing

struct SignInTests {
    @Test func `nobody signed in is led to the sign-in page and back`() async throws {
        let browser = Browser(try await TestSite.make())
        let first = await browser.get("/orders?status=draft")
        #expect(first.status == 303)
        #expect(first.location == "/sign-in?next=/orders%3Fstatus%3Ddraft")
        let page = await browser.get("/sign-in?next=/orders%3Fstatus%3Ddraft")
        #expect(page.status == 200)
        #expect(page.text.contains("bea@example.com"))
        let done = await browser.post(
            "/sign-in", from: "/sign-in",
            [("email", "bea@example.com"), ("password", TestSite.password), ("next", "/orders?status=draft")])
        #expect(done.location == "/orders?status=draft")
        #expect(await browser.get("/orders?status=draft").status == 200)
    }

    @Test(arguments: ["//evil.test", "https://evil.test/", "/\\evil.test", "evil"])
    func `signing in never leads to another site`(next: String) async throws {
        let browser = Browser(try await TestSite.make())
        let done = await browser.post(
            "/sign-in", from: "/sign-in", [("email", "bea@example.com"), ("password", TestSite.password), ("next", next)])
        #expect(done.location == "/")
    }

    @Test func `a wrong password keeps the address, never the password, and is told beside the field`() async throws {
        let browser = Browser(try await TestSite.make())
        let answer = await browser.signIn("bea@example.com", password: "wrong-password")
        #expect(answer.status == 422)
        #expect(answer.text.contains("value=\"bea@example.com\""))
        #expect(!answer.text.contains("wrong-password"))
        #expect(answer.text.contains("The e-mail address or the password is wrong."))
    }

    @Test func `too many tries are told`() async throws {
        let browser = Browser(try await TestSite.make())
        for _ in 0..<5 { _ = await browser.signIn("bea@example.com", password: "wrong-password") }
        let answer = await browser.signIn("bea@example.com")
        #expect(answer.status == 429)
        #expect(answer.text.contains("Too many tries"))
    }

    @Test func `the session cookie is HttpOnly and Lax, and signing out ends it`() async throws {
        let browser = Browser(try await TestSite.make())
        let answer = await browser.signIn("bea@example.com")
        let cookie = try #require(answer.headers.all("Set-Cookie").first { $0.hasPrefix("portico_session=") })
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
        #expect(await browser.post("/sign-out", from: "/").location == "/sign-in")
        #expect(await browser.get("/").status == 303)
    }

    @Test func `a form without the token, or from another site, does nothing`() async throws {
        let browser = Browser(try await TestSite.make())
        _ = await browser.signIn("bea@example.com")
        #expect(await browser.send("POST", "/sign-out").status == 403)
        let foreign = await browser.send("POST", "/sign-out", headers: [("Origin", "https://evil.test")])
        #expect(foreign.status == 403)
        #expect(await browser.get("/").status == 200)
    }

    @Test func `every page carries the security headers, assets are kept for long`() async throws {
        let browser = Browser(try await TestSite.make())
        let page = await browser.get("/sign-in")
        #expect(page.headers[first: "Content-Security-Policy"]?.contains("default-src 'self'") == true)
        #expect(page.headers[first: "X-Content-Type-Options"] == "nosniff")
        #expect(page.headers[first: "X-Frame-Options"] == "DENY")
        #expect(page.headers[first: "Cache-Control"] == "no-store")
        let start = try #require(page.text.firstRange(of: "/assets/portico.css?v="))
        let address = String(page.text[start.lowerBound...].prefix { $0 != "\"" })
        let style = await browser.get(address)
        #expect(style.status == 200 && style.text.count > 1000)
        #expect(style.headers[first: "Cache-Control"]?.contains("immutable") == true)
        let tag = try #require(style.headers[first: "ETag"])
        #expect(await browser.send("GET", address, headers: [("If-None-Match", tag)]).status == 304)
        #expect(await browser.get("/assets/nothing.css").status == 404)
        #expect(await browser.get("/nowhere").text.contains("No such page"))
        let form = await browser.get("/sign-out")
        #expect(form.status == 405 && form.headers[first: "Allow"] == "OPTIONS, POST")
        #expect(form.text.contains("To the home page"))
    }
}
