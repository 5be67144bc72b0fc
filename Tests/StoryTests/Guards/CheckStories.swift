import TestSupport
import Testing

/// `portico check`, as an administrator runs it before going live: each line true, and the exit status.
@Suite(.enabled(if: RunningPortico.isBuilt, "build the product portico first"))
struct CheckStories {
    private func check(_ lines: [String]) async throws -> (status: Int, text: String) {
        let folder = try ScratchFolder()
        let settings =
            [
                "database: sqlite:\(folder.path("p.db"))", "key_file: \(folder.path("p.key"))",
                "mail_spool: \(folder.path("mail"))",
            ] + lines
        try folder.write(settings.joined(separator: "\n") + "\n", to: "p.yaml")
        return try await Program.run([RunningPortico.path, "check", "--config", folder.path("p.yaml")])
    }

    @Test func `the mail server is gone to as for a mail, and nothing is sent`() async throws {
        guard OpenSSLTool.isThere, await MailServer.isThere() else { return }
        let certificates = try OpenSSLTool.Certificates()
        let authority = try await certificates.make("authority", isAuthority: true)
        let pair = try await certificates.make("server", hosts: ["localhost"], issuer: authority)
        for (mode, scheme) in [(MailServer.Mode.starttls, "smtp"), (.smtps, "smtps")] {
            let server = try await MailServer(mode, pair)
            func check(_ user: String, _ authorities: String = authority.certificate) async throws -> (status: Int, text: String)
            {
                try await self.check([
                    "smtp_url: \(scheme)://\(user)@localhost:\(server.port)", "mail:", "  ca_file: \(authorities)",
                ])
            }
            let good = try await check("portico:p%40ss%3Aword")
            #expect(good.status == 0 && good.text.contains("\nMail server: good; nothing was sent.\n"), "\(good.text)")
            let wrong = try await check("portico:wrong")
            #expect(wrong.status == 1 && wrong.text.contains("\nMail server: NOT good.\n  "), "\(wrong.text)")
            #expect(wrong.text.contains("535") || wrong.text.lowercased().contains("login"), "\(wrong.text)")
            #expect(!wrong.text.contains("wrong@"), "the password is not repeated")
            let stranger = try await certificates.make("stranger\(scheme)", isAuthority: true)
            let forged = try await check("portico:p%40ss%3Aword", stranger.certificate)
            #expect(forged.status == 1 && forged.text.contains("certificate"), "\(forged.text)")
            #expect(server.count == 0)
        }
    }

    @Test func `a mail server that is not there, or has no TLS, is told with the reason`() async throws {
        guard await MailServer.isThere() else { return }
        let none = try await check(["smtp_url: smtp://localhost:1"])
        #expect(none.status == 1 && none.text.contains("\nMail server: NOT good.\n  "), "\(none.text)")
        let plain = try await MailServer(.plain)
        let bare = try await check(["smtp_url: smtp://localhost:\(plain.port)"])
        #expect(bare.status == 1 && bare.text.contains("TLS"), "\(bare.text)")
        let allowed = try await check(["smtp_url: smtp://localhost:\(plain.port)", "mail:", "  tls: offered"])
        #expect(allowed.status == 0 && allowed.text.contains("Mail server: good"), "\(allowed.text)")
    }

    @Test func `the scanner of the invoice inbox is asked, too`() async throws {
        let scanner = try FakeScanner()
        let good = try await check(["inbox:", "  clamav: \(scanner.path)"])
        #expect(good.status == 0 && good.text.contains("\nVirus scanner: good.\n"), "\(good.text)")
        scanner.stop()
        let gone = try await check(["inbox:", "  clamav: \(scanner.path)"])
        #expect(gone.status == 1 && gone.text.contains("\nVirus scanner: NOT good.\n  The scanner at "), "\(gone.text)")
    }
}
