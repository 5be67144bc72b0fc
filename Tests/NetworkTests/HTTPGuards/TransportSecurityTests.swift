import HTTP
import HTTPGuards
import Testing

@Suite struct `Transport security` {
    static let own = TransportSecurity(publicURL: "https://p.example", hasCertificate: true, hstsSeconds: 600)
    static let behind = TransportSecurity(publicURL: "https://p.example", hasCertificate: false, hstsSeconds: 600)

    static func request(
        _ path: String = "/a", method: HTTP.Method = .get, scheme: String = "http", way: HTTPRequest.Way = .direct
    ) throws -> HTTPRequest {
        var request = try guarded(path, method: method, scheme: scheme)
        request.way = way
        return request
    }

    /// RFC 9110 §15.4.2 and §15.4.9.
    @Test(arguments: [("GET", 301), ("HEAD", 301), ("POST", 308), ("DELETE", 308)])
    func `redirects what came without it, and keeps methods that matter`(_ method: String, _ status: Int) async throws {
        let response = await Self.own.respond(to: try Self.request("/a%20b?c=d", method: .init(token: method)), next: Mirror())
        #expect(response.status.code == status)
        #expect(response.headers[first: "Location"] == "https://p.example/a%20b?c=d")
        #expect(response.headers[first: "Strict-Transport-Security"] == nil)
    }

    @Test(arguments: [
        ("//evil.example/x", "https://p.example//evil.example/x"), ("http://a.example/x?y", "https://p.example/x?y"),
        ("http://a.example", "https://p.example/"), ("http://a.example?y", "https://p.example/?y"),
        ("/a?next=http://evil.example/", "https://p.example/a?next=http://evil.example/"),
    ])
    func `never redirects to another host`(_ target: String, _ location: String) async throws {
        let response = await Self.own.respond(to: try Self.request(target), next: Mirror())
        #expect(response.headers[first: "Location"] == location)
    }

    @Test(arguments: ["/healthz", "/readyz", "/.well-known/acme-challenge/abc"])
    func `leaves to plain http what belongs there`(_ path: String) async throws {
        #expect(await Self.own.respond(to: try Self.request(path), next: Mirror()).status == .ok)
    }

    @Test func `cannot be got round with dots`() async throws {
        let path = "/.well-known/acme-challenge/../../a"
        #expect(await Self.own.respond(to: try Self.request(path), next: Mirror()).status == .movedPermanently)
    }

    /// RFC 6797 §7.1 and §7.2.
    @Test func `tells browsers to stay where the request came over https`() async throws {
        let response = await Self.own.respond(to: try Self.request(scheme: "https"), next: Mirror())
        #expect(response.status == .ok && response.headers.all("Strict-Transport-Security") == ["max-age=600"])
        let off = TransportSecurity(publicURL: "https://p.example", hasCertificate: true, hstsSeconds: 0)
        #expect(await off.respond(to: try Self.request(scheme: "https"), next: Mirror()).headers.fields.count == 1)
    }

    @Test func `believes a configured proxy about the scheme, and goes round in no circle behind a silent one`() async throws {
        let told = try Self.request(way: .proxy(tellsScheme: true))
        #expect(await Self.behind.respond(to: told, next: Mirror()).status == .movedPermanently)
        for way in [HTTPRequest.Way.direct, .unknownProxy, .proxy(tellsScheme: false)] {
            let response = await Self.behind.respond(to: try Self.request(way: way), next: Mirror())
            #expect(response.status == .ok && response.headers.contains("Strict-Transport-Security"))
        }
        let silent = try Self.request(way: .proxy(tellsScheme: false))
        #expect(await Self.own.respond(to: silent, next: Mirror()).status == .ok)
    }

    @Test func `does nothing where the public address is plain`() async throws {
        let plain = TransportSecurity(publicURL: "http://p.example", hasCertificate: true, hstsSeconds: 600)
        for scheme in ["http", "https"] {
            let response = await plain.respond(to: try Self.request(scheme: scheme), next: Mirror())
            #expect(response.status == .ok && !response.headers.contains("Strict-Transport-Security"))
        }
    }

    @Test func `and other guards run in their order`() async throws {
        let chain = Chain([`A configured proxy`.x, Self.behind], Mirror())
        let fields = [("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-Proto", "http")]
        #expect(await chain.respond(to: try guarded(from: "10.0.0.1", with: fields)).status == .movedPermanently)
        #expect(await chain.respond(to: try guarded(with: fields)).status == .ok)
    }
}
