import Cryptography
import Delivery
import FoundationEssentials
import JSON
import Mail
import PorticoServer
import Procurement
import SMTPClient
import TestSupport
import Testing
import UseCases

/// Mail from an event to a mail server that others wrote, as a company has it set up: TLS, a password, a signature.
struct RealMailStories {
    /// A world whose mail goes to such a server; does nothing where there is none.
    private func run(
        _ mode: MailServer.Mode = .starttls, answers: [String] = [],
        _ story: (World, MailServer, DKIMSigner) async throws -> Void
    ) async throws {
        guard OpenSSLTool.isThere, await MailServer.isThere(), await DKIMVerifier.isThere() else { return }
        let certificates = try OpenSSLTool.Certificates()
        let authority = try await certificates.make("authority", isAuthority: true)
        let pair = try await certificates.make("server", hosts: ["localhost"], issuer: authority)
        _ = try await OpenSSLTool.run([
            "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", certificates.folder.path("dkim.pem"),
        ])
        let key = try SigningKey(pem: Array(certificates.folder.read("dkim.pem").utf8))
        let signer = try #require(DKIMSigner(domain: "portico.test", selector: "portico", key: key))
        let server = try await MailServer(mode, pair, answers: answers)
        let scheme = mode == .smtps ? "smtps" : "smtp"
        let configuration = SMTPConfiguration(
            url: "\(scheme)://portico:p%40ss%3Aword@localhost:\(server.port)", authorities: authority.certificate,
            greeting: "portico.test", connectSeconds: 20, totalSeconds: 60)
        let rules = try MailRules.test()
        try await World.run(
            rules: { $0.mail = rules }, post: Parts.Post(SMTPTransport(SMTPClient(configuration)), signer: signer)
        ) { (world: World) async throws in
            try await world.post()
            try await story(world, server, signer)
        }
    }

    /// Makes a mail that is newer than those before: identifiers of one moment have no order.
    private func ask(_ world: World) async throws {
        world.passTime(hours: 0.01)
        let id = try await world.draft()
        try await world.code(id)
        _ = try await world.submit(id)
    }

    /// The newest mail's state.
    private func latest(_ world: World) async throws -> Delivery {
        try #require(try await world.application.answer(ListMails(), as: .system).items.first).delivery
    }

    @Test(arguments: [MailServer.Mode.starttls, .smtps])
    func `over TLS, with a password and a signature that others verify, each mail leaves once`(mode: MailServer.Mode)
        async throws
    {
        try await run(mode) { world, server, signer in
            try await ask(world)
            #expect(try await world.post() == 1)
            #expect(try await world.post() == 0)
            world.passTime(hours: 100)
            try await world.post()
            let mails = try server.messages
            // The approver's stage was reminded of meanwhile; each mail is another.
            #expect(Set(mails.compactMap { $0.field("Message-ID") }).count == mails.count)
            let mail = try #require(mails.first)
            #expect(mail.sender == "portico@portico.test" && mail.recipients == ["ada@example.com"])
            #expect(mail.user == "portico" && (mail.isTLS || mode == .smtps))
            for mail in mails {
                let answer = try await DKIMVerifier.answer(Array(mail.text.utf8), record: signer.record.text)
                #expect(answer == "good portico._domainkey.portico.test.\n")
            }
            let changed = mail.text.replacing("Bianca", with: "Blanca")
            #expect(changed != mail.text)
            let answer = try await DKIMVerifier.answer(Array(changed.utf8), record: signer.record.text)
            #expect(answer.hasPrefix("bad"))
            let sent = try await world.application.answer(ListMails(), as: .system).items
            #expect(sent.allSatisfy { $0.delivery.status == .delivered })
            #expect(sent.last?.delivery.lastAnswer?.contains("Taken as 4711") == true, "\(sent)")
        }
    }

    @Test func `greylisted arrives later, once; refused says why; what left without an answer nobody sends again`() async throws {
        let answers = ["451 4.7.1 Greylisted", "", "550 5.1.1 No such user", "hang-up"]
        try await run(answers: answers) { world, server, _ in
            try await ask(world)
            try await world.post()
            #expect(try await latest(world).status == .retrying)
            #expect(try await latest(world).lastAnswer?.contains("4.7.1 Greylisted") == true)
            #expect(server.count == 0)
            world.passTime(hours: 2)
            try await world.post()
            #expect(try await latest(world).status == .delivered)
            #expect(server.count == 1)

            try await ask(world)
            try await world.post()
            let refused = try await latest(world)
            #expect(refused.status == .failed && refused.lastAnswer?.contains("5.1.1 No such user") == true, "\(refused)")
            let shown = try await world.rest("GET", "/v1/deliveries/\(refused.id)", as: "alex")
            #expect(shown.json["status"]?.text == "failed", "\(shown)")

            try await ask(world)
            try await world.post()
            #expect(server.count == 2, "the whole message had left")
            let lost = try await latest(world)
            #expect(lost.status == .unknown, "\(lost)")
            world.passTime(hours: 3)
            try await world.post()
            #expect(server.count == 2)
            #expect(try await world.rest("POST", "/v1/deliveries/\(lost.id)/send-again", as: "alex", "{}").status == 200)
            try await world.post()
            let ids = try server.messages.compactMap { $0.field("Message-ID") }
            #expect(server.count == 3 && ids.count == 3 && ids[1] == ids[2], "by the same name, so that its reader sees one")
        }
    }

    @Test func `a day's summary ends by one click that its signature covers`() async throws {
        try await run { world, server, signer in
            let users = try await world.application.answer(ListUsers(), as: .system)
            let ada = try #require(users.first { $0.email.hasPrefix("ada") })
            try await world.application.perform(SetMailPreference(mode: "digest", language: "en"), as: Actor(.user(ada)))
            for _ in 1...2 { try await ask(world) }
            try await world.post()
            let mails = try server.messages
            let digest = try #require(mails.first)
            #expect(mails.count == 1)
            #expect(digest.field("List-Unsubscribe")?.hasPrefix("<\(world.porticoURL)/mail/stop/") == true, "\(digest.text)")
            #expect(try await DKIMVerifier.answer(Array(digest.text.utf8), record: signer.record.text).hasPrefix("good"))
            let signed = digest.text.prefix(upTo: try #require(digest.text.firstRange(of: "\r\n b=")).lowerBound)
            #expect(signed.lowercased().contains("list-unsubscribe-post"), "\(signed)")
            let stolen = digest.text.replacing("mail/stop/", with: "mail/stop/x")
            #expect(try await DKIMVerifier.answer(Array(stolen.utf8), record: signer.record.text).hasPrefix("bad"))
        }
    }
}
