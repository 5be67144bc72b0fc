import HTTP
import HTTPGuards
import Testing

/// A request with these fields from this peer.
func guarded(
    _ path: String = "/", from peer: String = "203.0.113.9", method: HTTP.Method = .get, scheme: String = "http",
    with fields: [(String, String)] = []
) throws -> HTTPRequest {
    let lines = fields.map { "\($0): \($1)\r\n" }.joined()
    let head = try #require(Wire.head("\(method) \(path) HTTP/1.1\r\nHost: a.example\r\n\(lines)\r\n"))
    return HTTPRequest(method: head.method, target: head.target, headers: head.headers, peer: peer, scheme: scheme)
}

/// Answers what the request looks like by now.
struct Mirror: Responder {
    var status: Status = .ok
    var refusesCredentials = false

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        var response = HTTPResponse.text("\(request.scheme) \(request.peer) \(request.target.authority ?? "-")", status: status)
        response.refusesCredentials = refusesCredentials
        return response
    }
}

@Suite struct `A configured proxy` {
    static let networks = ["10.0.0.0/8", "2001:db8:f::/48", "127.0.0.1"].compactMap { IPNetwork($0) }
    static let x = TrustedProxies(networks: networks)
    static let rfc7239 = TrustedProxies(networks: networks, fields: .forwarded)

    /// The field as proxies leave it, and the client that is meant.
    static let senders: [(String, String)] = [
        ("198.51.100.1", "198.51.100.1"),
        // What stands before the first address that is no proxy was written by the client.
        ("1.1.1.1, 198.51.100.1", "198.51.100.1"), ("1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("10.1.1.1, 198.51.100.1,10.2.2.2 , 10.3.3.3", "198.51.100.1"), ("garbage\", 198.51.100.1", "198.51.100.1"),
        // All of them are proxies: the farthest is as good as a client.
        ("10.1.1.1, 10.2.2.2", "10.1.1.1"),
        ("198.51.100.1:4711", "198.51.100.1"), ("[2001:db8::7]:4711", "2001:db8::7"), ("2001:db8::7", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"), ("::ffff:198.51.100.1", "198.51.100.1"),
        ("198.51.100.1, ::ffff:10.1.1.1", "198.51.100.1"),
        ("198.51.100.1, 2001:db8:f::1", "198.51.100.1"),
        // What a proxy does not know stays with the last that is known.
        ("unknown", "10.0.0.1"), ("", "10.0.0.1"), ("198.51.100.1, unknown, 10.2.2.2", "10.2.2.2"),
        ("198.51.100.1, ", "10.0.0.1"),
    ]

    @Test(arguments: senders)
    func `tells the client in X-Forwarded-For`(_ value: String, _ client: String) throws {
        let request = try #require(Self.x.resolve(try guarded(from: "10.0.0.1", with: [("X-Forwarded-For", value)])))
        #expect(request.peer == client)
        #expect(request.way == .proxy(tellsScheme: false))
        #expect(!request.headers.contains("X-Forwarded-For"))
    }

    /// RFC 7239 §4, §5, §6 and §7.1.
    static let elements: [(String, String, String)] = [
        ("for=198.51.100.1;proto=https", "198.51.100.1", "https"),
        ("For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17", "http"),
        ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60", "http"),
        ("for=1.1.1.1;proto=http, for=198.51.100.1 ; proto=HTTPS", "198.51.100.1", "https"),
        ("for=198.51.100.1;proto=https, for=10.1.1.1;proto=http", "198.51.100.1", "https"),
        ("for=\"198.51.100.1:_gazonk\"", "198.51.100.1", "http"), ("for=_hidden;proto=https", "10.0.0.1", "https"),
        ("for=unknown", "10.0.0.1", "http"), ("for=\"198.51.100.\\1\"", "198.51.100.1", "http"),
        (", ,for=198.51.100.1,", "198.51.100.1", "http"), (";;for=198.51.100.1;", "198.51.100.1", "http"),
        ("", "10.0.0.1", "http"),
        // An address of version 6 needs brackets (§6).
        ("for=\"2001:db8::1\"", "2001:db8::1", "http"),
        ("secret=\"a,b;for=1.1.1.1\";for=198.51.100.1", "198.51.100.1", "http"),
        ("proto=ftp;for=198.51.100.1", "198.51.100.1", "http"),
    ]

    @Test(arguments: elements)
    func `tells client and scheme in Forwarded`(_ value: String, _ client: String, _ scheme: String) throws {
        let request = try #require(Self.rfc7239.resolve(try guarded(from: "10.0.0.1", with: [("Forwarded", value)])))
        #expect("\(request.peer) \(request.scheme)" == "\(client) \(scheme)")
        #expect(!request.headers.contains("Forwarded"))
    }

    /// §4: a quote that the client left open would swallow what the proxy added.
    @Test(arguments: [
        "for=\"1.1.1.1, for=198.51.100.1", "for", "for=", "for=a b", "for==a", "for=[2001:db8::1]", "for=1.1.1.1 proto=http",
        "for=a;for=b",
        "=a", "for=\"a\"b",
    ])
    func `whose Forwarded breaks the grammar is answered 400`(_ value: String) async throws {
        let request = try guarded(from: "10.0.0.1", with: [("Forwarded", value)])
        #expect(await Self.rfc7239.respond(to: request, next: Mirror()).status == .badRequest)
    }

    @Test func `tells scheme and host, of the same step where the lists are as long`() throws {
        let request = try #require(
            Self.x.resolve(
                try guarded(
                    from: "10.0.0.1",
                    with: [
                        ("X-Forwarded-For", "1.1.1.1, 198.51.100.1, 10.2.2.2"), ("X-Forwarded-Proto", "http, https, http"),
                        ("X-Forwarded-Host", "evil.example, shop.example:8443, inner"),
                    ])))
        #expect(request.scheme == "https" && request.way == .proxy(tellsScheme: true))
        #expect(request.target.authority == "shop.example:8443" && request.headers.all("Host") == ["shop.example:8443"])
    }

    @Test(arguments: ["a b", "evil.example/x", "", "a@b", "[::1"])
    func `cannot put in a host that is none`(_ host: String) throws {
        let fields = [("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-Host", host)]
        #expect(try #require(Self.x.resolve(try guarded(from: "10.0.0.1", with: fields))).target.authority == "a.example")
    }

    @Test func `is believed in the fields it is configured for only`() throws {
        let fields = [("Forwarded", "for=1.1.1.1;proto=https"), ("X-Forwarded-For", "198.51.100.1")]
        let request = try #require(Self.x.resolve(try guarded(from: "10.0.0.1", with: fields)))
        #expect(request.peer == "198.51.100.1" && request.scheme == "http" && !request.headers.contains("Forwarded"))
        let other = try #require(Self.rfc7239.resolve(try guarded(from: "10.0.0.1", with: fields)))
        #expect(other.peer == "1.1.1.1" && other.scheme == "https" && !other.headers.contains("X-Forwarded-For"))
    }

    @Test(arguments: ["Forwarded", "x-forwarded-for", "X-FORWARDED-PROTO", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Real-IP"])
    func `is nobody else: the fields are removed and not believed`(_ name: String) throws {
        let request = try #require(
            Self.x.resolve(try guarded(with: [(name, "for=1.1.1.1"), ("X-Forward", "stays"), ("Forward", "stays")])))
        #expect(request.peer == "203.0.113.9" && request.scheme == "http" && request.way == .unknownProxy)
        #expect(!request.headers.contains(name) && request.headers.contains("X-Forward") && request.headers.contains("Forward"))
    }

    @Test func `may connect over a Unix socket`() throws {
        let request = try guarded(from: "", with: [("X-Forwarded-For", "198.51.100.1")])
        #expect(try #require(Self.x.resolve(request)).peer == "")
        let proxies = TrustedProxies(networks: [], trustsUnixSockets: true)
        #expect(try #require(proxies.resolve(request)).peer == "198.51.100.1")
        #expect(try #require(proxies.resolve(try guarded(with: [("X-Forwarded-For", "1.1.1.1")]))).peer == "203.0.113.9")
    }

    @Test func `has its client told to the log`() async throws {
        let request = try guarded(from: "10.0.0.1", with: [("X-Forwarded-For", "198.51.100.1")])
        #expect(await Self.x.respond(to: request, next: Mirror()).client == "198.51.100.1")
        #expect(await Self.x.respond(to: try guarded(), next: Mirror()).client == nil)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `cannot be imitated by anything the client writes before its own element`(_ seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        let samples = ["for=1.1.1.1;proto=https", "1.1.1.1, 10.1.1.1", "for=\"[2001:db8::1]:1\", for=\"a\\\"b\""].map {
            Array($0.utf8)
        }
        for _ in 0..<500 {
            guard let sample = samples.randomElement(using: &generator) else { return }
            let text = `Mutated input`.mutate(sample, with: &generator).filter { (0x20...0x7E).contains($0) }
            let written = String(decoding: text, as: UTF8.self)
            // The proxy appends its element: to the list, or as a field of its own.
            let x = HTTPRequest(
                method: .get, target: .unknown, headers: HeaderFields([("X-Forwarded-For", written + ", 198.51.100.1")]),
                peer: "10.0.0.1")
            #expect(Self.x.resolve(x)?.peer == "198.51.100.1")
            let forwarded = HTTPRequest(
                method: .get, target: .unknown, headers: HeaderFields([("Forwarded", written + ", for=198.51.100.1;proto=http")]),
                peer: "10.0.0.1")
            // An open quote makes the field unreadable, never another client's.
            let resolved = Self.rfc7239.resolve(forwarded)
            #expect(resolved == nil || resolved?.peer == "198.51.100.1")
        }
    }
}
