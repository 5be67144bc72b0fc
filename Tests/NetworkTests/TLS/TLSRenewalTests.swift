import HTTPServer
import Sockets
import TLS
import Testing
import TestSupport

@Suite(.enabled(if: OpenSSLTool.isThere, "needs the command openssl")) struct `Certificates that are renewed` {
    private let request = "GET /who HTTP/1.1\r\nHost: a.test\r\n\r\n"

    @Test func `serve new connections, and old ones go on`() async throws {
        try await SecureSite.run { site async throws in
            let old = try OpenSSLTool.stay(site.port, ["-ign_eof"])
            old.write(request)
            try await old.says("200 OK")
            let new = try await site.certificates.make("new", hosts: ["a.test"])
            site.site.server.renew(try TLSContext([.init(new)]))
            #expect(try await site.ask().contains("subject=CN = new\n"))
            old.write(request)
            try await old.says("200 OK", times: 2)
            #expect(old.text.contains("subject=CN = a\n"))
            old.closeInput()
            #expect(site.site.server.figures.accepted == 2)
        }
    }

    @Test func `sessions of the old ones are not gone on with`() async throws {
        try await SecureSite.run { site async throws in
            let file = site.certificates.folder.path("session")
            _ = try await site.ask("-sess_out", file)
            site.site.server.renew(try TLSContext([.init(try await site.certificates.make("new", hosts: ["a.test"]))]))
            let said = try await site.ask("-sess_in", file)
            #expect(said.contains("New, TLSv1.3") && said.contains("subject=CN = new\n") && said.contains("200 OK"), "\(said)")
        }
    }

    @Test func `when they end is known`() async throws {
        let made = try OpenSSLTool.Certificates()
        let context = try TLSContext([.init(try await made.make("a"))])
        #expect(abs(context.expiresAt - Clock.wallSeconds - 30 * 86_400) < 3600)
    }
}
