import HTTP
import PorticoServer
import Settings
import Telemetry
import Testing
import UseCases

struct GuardStories {
    private func document(secret: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <cXML payloadID="1@shop.test" timestamp="2026-09-21T10:00:00.000Z"><Header>
        <From><Credential domain="NetworkId"><Identity>PORTICO-DEMO</Identity></Credential></From>
        <To><Credential domain="NetworkID"><Identity>PORTICO-DEMO</Identity></Credential></To>
        <Sender><Credential domain="networkid"><Identity>PORTICO-DEMO</Identity><SharedSecret>\(secret)</SharedSecret></Credential>
        <UserAgent>Shop</UserAgent></Sender></Header><Request><ProfileRequest/></Request></cXML>
        """
    }

    private func post(_ site: GuardedSite, secret: String, path: String = "/cxml/amazon", from peer: String = "203.0.113.9")
        async throws -> HTTPResponse
    {
        try await site.send("POST", path, from: peer, [("Content-Type", "text/xml")], body: document(secret: secret))
    }

    @Test func `a partner that guesses is told 429 and 560, so that it tries again later, and right ones cost nothing`()
        async throws
    {
        let site = try await GuardedSite(["rate_limits.failures_per_minute": "3"])
        for _ in 0..<9 { #expect(try await post(site, secret: "demo-shared-secret").text.contains("code=\"200\"")) }
        for _ in 0..<3 { #expect(try await post(site, secret: "guess").text.contains("code=\"401\"")) }
        let refused = try await post(site, secret: "demo-shared-secret")
        #expect(refused.status == .tooManyRequests && refused.headers[first: "Retry-After"] == "20")
        #expect(refused.headers[first: "Content-Type"] == "text/xml; charset=UTF-8" && refused.text.contains("code=\"560\""))
        #expect(try await post(site, secret: "demo-shared-secret", from: "203.0.113.8").status == .ok)
        #expect(site.operations.metrics.render().contains("portico_rate_limited_total{limit=\"failure\"} 1\n"))
        site.pass(seconds: 20)
        #expect(try await post(site, secret: "demo-shared-secret").text.contains("code=\"200\""))
    }

    @Test func `a machine that guesses a client's secret has to wait, whichever way it shows it`() async throws {
        let site = try await GuardedSite(["rate_limits.failures_per_minute": "2"])
        func token(_ body: String, _ headers: [(String, String)] = []) async throws -> HTTPResponse {
            let form = ("Content-Type", "application/x-www-form-urlencoded")
            return try await site.send("POST", "/oauth/token", [form] + headers, body: "grant_type=client_credentials\(body)")
        }
        #expect(try await token("&client_id=tok_1&client_secret=guess").status == .unauthorized)
        #expect(try await token("", [("Authorization", "Basic dG9rXzE6Z3Vlc3M=")]).status == .unauthorized)
        let refused = try await token("&client_id=tok_1&client_secret=another")
        #expect(refused.status == .tooManyRequests && refused.headers[first: "Retry-After"] == "30")
        #expect(refused.headers[first: "Content-Type"] == "application/problem+json")
    }

    @Test func `wrong tokens are shut out as problems, right ones learn what is left`() async throws {
        let site = try await GuardedSite(["rate_limits.failures_per_minute": "2", "rate_limits.token_per_minute": "3"])
        for guess in ["a", "b"] {
            #expect(try await site.send("GET", "/v1/suppliers", [("Authorization", "Bearer \(guess)")]).status == .unauthorized)
        }
        let refused = try await site.send("GET", "/v1/suppliers", [("Authorization", "Bearer c")])
        #expect(refused.status == .tooManyRequests && refused.headers[first: "Content-Type"] == "application/problem+json")
        #expect(refused.text.contains("\"code\":\"too-many-requests\"") && refused.headers[first: "Retry-After"] == "30")
        let token = try await site.token(["*"])
        for left in [2, 1, 0] {
            let answer = try await site.send("GET", "/v1/suppliers", from: "203.0.113.8", [token])
            #expect(answer.status == .ok && answer.headers[first: "RateLimit"]?.contains(";r=\(left);") == true)
        }
        #expect(try await site.send("GET", "/v1/suppliers", from: "203.0.113.7", [token]).status == .tooManyRequests)
    }

    @Test func `many sign-ins for one account at the same moment are refused, wherever they come from`() async throws {
        let site = try await GuardedSite(["rate_limits.account_per_minute": "4"])
        let token = String(repeating: "t", count: 32)
        let fields = [("Content-Type", "application/x-www-form-urlencoded"), ("Cookie", "portico_form=\(token)")]
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let body = "csrf_token=\(token)&email=bianca%40example.com&password=guess\(number)"
                    return try await site.send("POST", "/sign-in", from: "203.0.113.\(number)", fields, body: body).status.code
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 422 }.count <= 4)
        #expect(statuses.filter { $0 == 429 }.count >= 8)
        // Nobody else is kept out.
        let other = "csrf_token=\(token)&email=adele%40example.com&password=wrong"
        #expect(try await site.send("POST", "/sign-in", fields, body: other).status == .unprocessable)
    }

    @Test func `a flood from one address gets a page that says so, and others are served`() async throws {
        let site = try await GuardedSite(["rate_limits.address_per_second": "1", "rate_limits.address_burst": "3"])
        for _ in 0..<3 { #expect(try await site.send("GET", "/sign-in").status == .ok) }
        let refused = try await site.send("GET", "/sign-in")
        #expect(refused.status == .tooManyRequests && refused.text.contains("Wait 1 seconds"))
        #expect(refused.headers.contains("Content-Security-Policy") && refused.headers[first: "Retry-After"] == "1")
        #expect(try await site.send("GET", "/sign-in", from: "203.0.113.8").status == .ok)
        #expect(try await site.send("GET", "/sign-in", from: "127.0.0.1").status == .ok)
    }

    @Test func `behind a configured proxy the client's address, scheme and host count`() async throws {
        let site = try await GuardedSite([
            "proxies": "10.0.0.0/8", "rate_limits.address_per_second": "1", "rate_limits.address_burst": "1",
            "hsts_seconds": "77",
        ])
        func get(_ client: String, _ scheme: String = "https") async throws -> HTTPResponse {
            try await site.send(
                "GET", "/sign-in", from: "10.0.0.1", [("X-Forwarded-For", client), ("X-Forwarded-Proto", scheme)])
        }
        let first = try await get("198.51.100.1")
        #expect(first.status == .ok && first.headers.all("Strict-Transport-Security") == ["max-age=77"])
        #expect(first.client == "198.51.100.1")
        #expect(try await get("198.51.100.1").status == .tooManyRequests)
        #expect(try await get("198.51.100.2").status == .ok)
        let plain = try await get("198.51.100.3", "http")
        #expect(plain.status == .movedPermanently && plain.headers[first: "Location"] == "https://portico.test/sign-in")
    }

    @Test func `a proxy in the house that nobody configured is told to the log, once`() async throws {
        let site = try await GuardedSite()
        _ = try await site.send("GET", "/healthz", [("X-Forwarded-For", "198.51.100.1")])
        #expect(!site.output.lines.contains { $0.contains("setting proxies") })
        for _ in 0..<3 { _ = try await site.send("GET", "/healthz", from: "10.0.0.7", [("X-Forwarded-For", "198.51.100.1")]) }
        #expect(site.output.lines.filter { $0.contains("setting proxies") && $0.contains("peer=10.0.0.7") }.count == 1)
    }

    @Test func `every answer forbids guessing its type`() async throws {
        let site = try await GuardedSite()
        for path in ["/sign-in", "/v1/suppliers", "/cxml", "/openapi.json", "/healthz", "/nothing"] {
            #expect(try await site.send("GET", path).headers.all("X-Content-Type-Options") == ["nosniff"])
        }
    }

    @Test(arguments: [("proxies", "10.1.2.3/8"), ("rate_limits.exempt", "300.1.1.1")])
    func `a network that is none is told at the start`(_ key: String, _ value: String) async throws {
        let error = await #expect(throws: SettingsError.self) { try await GuardedSite([key: value]) }
        #expect(error?.problems.first?.hasPrefix("\(key): \"\(value)\" ") == true)
    }
}
