import FoundationEssentials
import SMTPClient
import TestSupport
import Testing

/// Mail handed to a real server (aiosmtpd from PyPI) on loopback: TLS, passwords, and every way it can fail.
struct SMTPClientTests {
    /// `nil` when there is no such server here.
    private func server(
        _ mode: MailServer.Mode, _ pair: OpenSSLTool.Certificates.Pair? = nil
    ) async throws -> (program: MailServer, port: Int)? {
        guard await MailServer.isThere() else { return nil }
        let server = try await MailServer(mode, pair)
        return (server, server.port)
    }

    private func message(_ text: String = "Hello.\r\n.A dot.\r\n..\r\n") -> [UInt8] {
        Array("From: a@example.com\r\nSubject: x\r\n\r\n\(text)".utf8)
    }

    private func client(
        _ port: Int, _ security: SMTPConfiguration.Security = .none, scheme: String = "smtp", user: String = "",
        host: String = "127.0.0.1", authorities: String? = nil, seconds: Int = 30
    ) -> SMTPClient {
        SMTPClient(
            SMTPConfiguration(
                url: "\(scheme)://\(user)\(host):\(port)", security: security, authorities: authorities,
                greeting: "portico.test", connectSeconds: 10, totalSeconds: seconds))
    }

    @Test func `a message is taken whole, dots and all, and the connection serves the next`() async throws {
        guard let (program, port) = try await server(.plain) else { return }
        let client = client(port)
        for _ in 1...3 {
            let result = await client.send(message(), from: "portico@example.com", to: "bianca@example.com")
            #expect(result == .accepted(code: 250, text: "250 2.0.0 Taken as 4711"))
        }
        let text = program.text
        #expect(text.ranges(of: "\"event\": \"message\"").count == 3)
        #expect(text.ranges(of: "\"event\": \"connection\"").count == 1)
        #expect(text.contains("\"sender\": \"portico@example.com\", \"to\": [\"bianca@example.com\"]"))
        #expect(text.contains("\"greeting\": \"portico.test\""))
        #expect(text.contains("Subject: x\\r\\n\\r\\nHello.\\r\\n.A dot.\\r\\n..\\r\\n\""))
    }

    @Test func `what is refused for good is told apart from what may work later`() async throws {
        guard let (program, port) = try await server(.plain) else { return }
        let client = client(port)
        func send(_ text: String = "x", to recipient: String = "bianca@example.com") async -> SMTPResult {
            await client.send(message(text), from: "portico@example.com", to: recipient)
        }
        guard case .refused(550, let why) = await send(to: "nobody@example.com") else {
            Issue.record("an unknown user is refused")
            return
        }
        #expect(why.contains("No such user"))
        guard case .deferred(let greylisted) = await send(to: "later@example.com") else {
            Issue.record("greylisting is for later")
            return
        }
        #expect(greylisted.contains("4.7.1"))
        guard case .refused(554, _) = await send("refuse-me") else {
            Issue.record("a refused message is refused")
            return
        }
        guard case .deferred(let full) = await send("no-room") else {
            Issue.record("a full disk is for later")
            return
        }
        #expect(full.contains("4.3.1"))
        guard case .accepted = await send() else {
            Issue.record("after all that a good one goes")
            return
        }
        #expect(
            await client.send(message(), from: "a@example.com", to: "x@example.com>\r\nRCPT TO:<y@example.com")
                == .refused(code: 553, text: "this is no plain address"))
        #expect(!program.text.contains("y@example.com"))
    }

    @Test func `once the whole message left, silence and a lost connection mean that nobody knows`() async throws {
        guard let (program, port) = try await server(.plain) else { return }
        let silent = await client(port, seconds: 2).send(message("no-answer"), from: "a@example.com", to: "b@example.com")
        guard case .noAnswer = silent else {
            Issue.record("silence: \(silent)")
            return
        }
        let lost = await client(port).send(message("hang-up"), from: "a@example.com", to: "b@example.com")
        guard case .noAnswer = lost else {
            Issue.record("lost: \(lost)")
            return
        }
        #expect(program.text.ranges(of: "\"event\": \"message\"").count == 2, "and nothing is sent again by itself")
    }

    @Test func `a server that says nothing, and none at all, are for later`() async throws {
        guard let (_, port) = try await server(.silent) else { return }
        let silent = await client(port, seconds: 2).send(message(), from: "a@example.com", to: "b@example.com")
        guard case .deferred = silent else {
            Issue.record("\(silent)")
            return
        }
        let none = await client(1).send(message(), from: "a@example.com", to: "b@example.com")
        guard case .deferred = none else {
            Issue.record("\(none)")
            return
        }
    }

    @Test func `a cancelled task gives up and says what may have happened`() async throws {
        guard let (program, port) = try await server(.plain) else { return }
        let client = client(port, seconds: 300)
        let task = Task { await client.send(message("no-answer"), from: "a@example.com", to: "b@example.com") }
        try await program.says("\"event\": \"message\"")
        task.cancel()
        guard case .noAnswer = await task.value else {
            Issue.record("it had left")
            return
        }
    }

    @Test(arguments: [MailServer.Mode.starttls, .smtps])
    func `TLS with a good certificate and a password`(mode: MailServer.Mode) async throws {
        guard OpenSSLTool.isThere else { return }
        let certificates = try OpenSSLTool.Certificates()
        let authority = try await certificates.make("authority", isAuthority: true)
        let pair = try await certificates.make("server", hosts: ["localhost"], issuer: authority)
        guard let (program, port) = try await server(mode, pair) else { return }
        let scheme = mode == .smtps ? "smtps" : "smtp"
        func send(
            user: String, authorities: String?, host: String = "localhost", _ security: SMTPConfiguration.Security = .required
        )
            async -> SMTPResult
        {
            await client(port, security, scheme: scheme, user: user, host: host, authorities: authorities)
                .send(message(), from: "portico@example.com", to: "bianca@example.com")
        }
        guard case .accepted = await send(user: "portico:p%40ss%3Aword@", authorities: authority.certificate) else {
            Issue.record("a good password over TLS")
            return
        }
        #expect(program.text.contains("\"user\": \"portico\""))
        #expect(program.text.contains("\"tls\": true") || mode == .smtps)
        // A wrong password and a wrong certificate are faults of configuration: the mail waits.
        for (user, trusted) in [("portico:wrong@", authority.certificate as String?), ("portico:p%40ss%3Aword@", nil)] {
            let result = await send(user: user, authorities: trusted)
            guard case .deferred(let words) = result else {
                Issue.record("\(user): \(result)")
                return
            }
            #expect(words.contains(trusted == nil ? "certificate" : "535"), "\(words)")
        }
        #expect(program.text.ranges(of: "\"event\": \"message\"").count == 1)
    }

    @Test func `without STARTTLS nothing is sent where it is required, and no password with it`() async throws {
        guard let (program, port) = try await server(.plain) else { return }
        let result = await client(port, .required, user: "portico:secret@").send(
            message(), from: "a@example.com", to: "b@example.com")
        guard case .deferred = result else {
            Issue.record("\(result)")
            return
        }
        #expect(!program.text.contains("message"))
        guard case .accepted = await client(port, .offered).send(message(), from: "a@example.com", to: "b@example.com") else {
            Issue.record("taken where offered only")
            return
        }
    }
}
