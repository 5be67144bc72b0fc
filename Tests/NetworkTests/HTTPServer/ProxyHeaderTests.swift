import HTTPServer
import Testing
import TestSupport

/// The PROXY protocol on an address that begins with `proxy:`
/// (<https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt>).
@Suite struct `Connections that come through a proxy` {
    private static let behind: @Sendable (inout ListenerConfiguration) -> Void = {
        $0.listen = [.init(host: "127.0.0.1", port: 0, hasProxyHeader: true)]
    }

    private static let request = Array("GET /who HTTP/1.1\r\nHost: a.test\r\n\r\n".utf8)

    /// A header of version 2 with these addresses, for a connection over TCP (§2.2).
    private static func binary(_ addresses: [UInt8], _ command: UInt8 = 0x21, _ family: UInt8 = 0x11) -> [UInt8] {
        [0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, command, family, 0, UInt8(addresses.count)]
            + addresses
    }

    private static let headers: [(String, [UInt8], String)] = [
        ("version 1", Array("PROXY TCP4 198.51.100.7 192.0.2.1 4000 443\r\n".utf8), "peer=198.51.100.7"),
        ("version 1, IPv6", Array("PROXY TCP6 2001:db8::7 2001:db8::1 4000 443\r\n".utf8), "peer=2001:db8::7"),
        ("version 1, unknown", Array("PROXY UNKNOWN\r\n".utf8), "peer=127.0.0.1"),
        ("version 2", binary([198, 51, 100, 8, 192, 0, 2, 1, 15, 160, 1, 187]), "peer=198.51.100.8"),
        (
            "version 2, IPv6", binary([0x20, 1, 0x0D, 0xB8] + Array(repeating: 0, count: 28) + [15, 160, 1, 187], 0x21, 0x21),
            "peer=2001:db8:: "
        ),
        ("version 2, its own", binary([], 0x20, 0x00), "peer=127.0.0.1"),
    ]

    @Test(arguments: headers)
    func `tell who is behind it, however the header is cut`(_ form: String, _ header: [UInt8], _ peer: String) async throws {
        try await ServedSite.run(Self.behind) { site async throws in
            let whole = try site.connect()
            await whole.send(header + Self.request)
            #expect(try await whole.answer().body.hasPrefix(peer), "\(form)")
            // For good: the next request has no header of its own.
            #expect(try await whole.ask("/who").body.hasPrefix(peer))
            let pieces = try site.connect()
            for octet in header { await pieces.send([octet]) }
            #expect(try await pieces.ask("/who").body.hasPrefix(peer))
        }
    }

    @Test func `are closed without an answer when the header is missing, wrong or too late`() async throws {
        try await ServedSite.run({
            Self.behind(&$0)
            $0.headSeconds = 1
        }) { site async throws in
            let wrong: [[UInt8]] = [
                Self.request, Array("PROXY TCP4 198.51.100.7\r\n".utf8), Array("PROXY TCP4 1.1.1.1 2.2.2.2 99999 1\r\n".utf8),
                Array("PROXY \(String(repeating: "x", count: 200))".utf8), Self.binary(Array(repeating: 0, count: 12), 0x31),
                Self.binary([1, 2, 3]), Array("\r\n\r\n\u{0}\r\nQUIZ".utf8),
            ]
            for header in wrong {
                let connection = try site.connect()
                await connection.send(header + Self.request)
                #expect(try await connection.read().bytes.isEmpty, "\(String(decoding: header, as: UTF8.self))")
            }
            let slow = try site.connect()
            await slow.send("PROXY TCP4 ")
            #expect(try await slow.read().bytes.isEmpty)
            try await site.refuses(.proxyHeader, times: wrong.count + 1)
        }
    }

    @Test func `are not believed where no proxy is expected`() async throws {
        try await ServedSite.run { site async throws in
            for header in [Self.headers[0].1, Self.headers[3].1] {
                let connection = try site.connect()
                await connection.send(header + Self.request)
                #expect(try await connection.answer().status == 400)
            }
            try await site.refuses(.malformed, times: 2)
        }
    }

    @Test func `are counted by the client, not by the proxy`() async throws {
        try await ServedSite.run({
            Self.behind(&$0)
            $0.connectionsPerAddress = 1
        }) { site async throws in
            func connect(_ client: String) async throws -> RawConnection {
                let connection = try site.connect()
                await connection.send("PROXY TCP4 \(client) 192.0.2.1 4000 443\r\n")
                return connection
            }
            let first = try await connect("198.51.100.1")
            #expect(try await first.ask("/who").status == 200)
            #expect(try await connect("198.51.100.2").ask("/who").status == 200)
            let second = try await connect("198.51.100.1")
            let refused = try await second.answer()
            #expect(refused.status == 503 && refused.field("Retry-After") == "2")
            first.reset()
            try await Patience.wait("a free place") { site.server.figures.open == 0 }
            #expect(try await connect("198.51.100.1").ask("/who").status == 200)
            try await site.refuses(.perAddress)
        }
    }

    @Test(.enabled(if: OpenSSLTool.isThere, "needs the command openssl"))
    func `may speak TLS behind the header`() async throws {
        try await SecureSite.run(configured: { $0.listen[0].hasProxyHeader = true }) { site async throws in
            let connection = try site.site.connect()
            await connection.send(Self.headers[0].1 + ClientHello(suites: [0xC02B]).bytes)
            #expect(try await connection.read { $0.count > 5 }.bytes.first == 22)
            // Without the header there is no TLS.
            #expect(try await ClientHello(suites: [0xC02B]).send(to: site.port) == .nothing)
        }
    }
}
