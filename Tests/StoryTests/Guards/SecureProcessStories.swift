import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The built program with certificates of its own, asked by `openssl s_client`.
@Suite(.enabled(if: RunningPortico.isBuilt && OpenSSLTool.isThere, "needs the built product and the command openssl"))
struct SecureProcessStories {
    private let made: OpenSSLTool.Certificates
    private var folder: ScratchFolder { made.folder }

    init() throws { made = try OpenSSLTool.Certificates() }

    private func request(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a.test\r\n\r\n" }

    private func last(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n" }

    private func start(_ more: [String] = []) async throws -> RunningPortico {
        _ = try await made.make("old", hosts: ["a.test"])
        for end in ["pem", "key"] { try folder.write(folder.read("old.\(end)"), to: "server.\(end)") }
        return try RunningPortico(
            [
                "public_url: https://a.test", "tls_certificate: [\(folder.path("server.pem"))]",
                "tls_key: [\(folder.path("server.key"))]",
            ] + more, in: folder)
    }

    @Test func `SIGHUP takes a renewed certificate, keeps the old one when the new is broken, and open connections go on`()
        async throws
    {
        let server = try await start(["operations_listen: [\"tls:127.0.0.1:0\"]"])
        let addresses = try await server.addresses()
        #expect(addresses.count == 2 && addresses.allSatisfy { $0.hasPrefix("https://127.0.0.1:") })
        let ports = addresses.map(RunningPortico.port)
        let open = try OpenSSLTool.stay(ports[0], ["-ign_eof"])
        open.write(request("/healthz"))
        try await open.says("200 OK")

        _ = try await made.make("new", hosts: ["a.test"])
        for end in ["pem", "key"] { try folder.write(folder.read("new.\(end)"), to: "server.\(end)") }
        server.program.signal(SIGHUP)
        try await server.logs("certificates are renewed")
        for port in ports { #expect(try await OpenSSLTool.connect(port).contains("subject=CN = new\n")) }

        try folder.write("nothing", to: "server.pem")
        server.program.signal(SIGHUP)
        try await server.logs("the certificates stay as they were")
        #expect(server.log.contains("level=error") && server.log.contains("server.pem cannot be read as PEM"))
        #expect(try await OpenSSLTool.connect(ports[0], request: last("/healthz")).contains("subject=CN = new\n"))

        open.write(request("/healthz"))
        try await open.says("200 OK", times: 2)
        #expect(open.text.contains("subject=CN = old\n"))
        let figures = try await OpenSSLTool.connect(ports[1], request: last("/metrics"))
        #expect(figures.contains("portico_tls_handshakes_total{listener=\"public\",resumed=\"no\"} 3\n"), "\(figures)")
        #expect(figures.contains("portico_tls_certificate_expiry_timestamp_seconds{listener=\"public\"} "))
        #expect(try await server.stop() == 0)
        // The end was told.
        _ = try await open.end()
        #expect(open.text.hasSuffix("closed\n"))
    }

    @Test func `plain requests are sent to https, which browsers are told to stay with`() async throws {
        let socket = folder.path("s")
        let server = try await start(["listen: [127.0.0.1:0, \"tls:127.0.0.1:0\", \"unix:\(socket)\"]", "hsts_seconds: 77"])
        let addresses = try await server.addresses()
        #expect(addresses.last == "unix:\(socket)")
        let plain = try RawConnection(port: RunningPortico.port(addresses[0]))
        let moved = try await plain.ask("/orders?status=draft")
        #expect(moved.status == 301 && moved.field("Location") == "https://a.test/orders?status=draft")
        #expect(moved.field("Strict-Transport-Security") == nil)
        let posted = try await plain.ask("/cxml", method: "POST", body: "<cXML/>")
        #expect(posted.status == 308 && posted.field("Location") == "https://a.test/cxml")
        // The house's own questions are answered.
        #expect(try await plain.ask("/healthz").status == 200)
        let secure = try await OpenSSLTool.connect(RunningPortico.port(addresses[1]), request: last("/sign-in"))
        #expect(secure.contains("HTTP/1.1 200 OK\r\n") && secure.contains("Strict-Transport-Security: max-age=77\r\n"))
        #expect(try await RawConnection(path: socket).ask("/healthz").status == 200)
        #expect(try await server.stop() == 0)
        #expect(unsafe access(socket, F_OK) != 0)
    }

    @Test func `check tells when the certificates end, and which of them cannot be used`() async throws {
        let server = try await start()
        _ = try await server.addresses()
        #expect(try await server.stop() == 0)
        let words = [RunningPortico.path, "check", "--config", folder.path("p.yaml")]
        let good = try await Program.run(words)
        #expect(good.status == 0 && good.text.contains("Certificates: good, the first ends at 20"), "\(good.text)")
        try folder.write("nothing", to: "server.key")
        let bad = try await Program.run(words)
        #expect(bad.status == 1 && bad.text.contains("server.key cannot be used with"), "\(bad.text)")
    }

    @Test func `paths that need a client's certificate are 403 without one`() async throws {
        _ = try await made.make("partners", isAuthority: true)
        let ours = OpenSSLTool.Certificates.Pair(certificate: folder.path("partners.pem"), key: folder.path("partners.key"))
        let hub = try await made.make("hub", issuer: ours)
        let server = try await start([
            "tls_client_ca: \(ours.certificate)", "tls_client_paths: [/cxml]",
        ])
        let port = RunningPortico.port(try #require(try await server.addresses().first))
        let post =
            "POST /cxml/hub HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\nContent-Type: text/xml\r\n"
            + "Content-Length: 6\r\n\r\n<cXML>"
        #expect(try await OpenSSLTool.connect(port, request: post).contains("HTTP/1.1 403 Forbidden"))
        #expect(try await OpenSSLTool.connect(port, request: last("/sign-in")).contains("HTTP/1.1 200 OK"))
        let shown = try await OpenSSLTool.connect(port, ["-cert", hub.certificate, "-key", hub.key], request: post)
        #expect(shown.contains("HTTP/1.1 200 OK") && shown.contains("<Status code="), "\(shown)")
        #expect(try await server.stop() == 0)
    }
}
