import Delivery
import FoundationEssentials
import Mail
import PorticoServer
import Synchronization
import UseCases

/// A way for mail that keeps what it is given and answers as a story wants.
final class Postbox: MailTransport {
    struct Mail: Sendable {
        var name: String
        var sender: String
        var recipient: String
        var octets: [UInt8]
        var text: String { String(decoding: octets, as: UTF8.self) }
    }

    let isRepeatable: Bool
    private let state = Mutex((mails: [Mail](), answers: [DeliveryOutcome]()))

    init(isRepeatable: Bool = false) { self.isRepeatable = isRepeatable }

    /// What was handed over so far.
    var mails: [Mail] { state.withLock { $0.mails } }

    /// The next attempts end like this; those after them are accepted.
    func answer(_ outcomes: DeliveryOutcome...) { state.withLock { $0.answers += outcomes } }

    func send(
        _ message: [UInt8], named name: String, from sender: String, to recipient: String
    ) async -> DeliveryOutcome {
        state.withLock { state in
            state.mails.append(Mail(name: name, sender: sender, recipient: recipient, octets: message))
            return state.answers.isEmpty ? .accepted(code: 250, text: "taken") : state.answers.removeFirst()
        }
    }
}

extension MailRules {
    static func test() throws -> MailRules {
        MailRules(sender: Mailbox(try MailAddress("portico@portico.test"), name: "Portico"), attempts: 3)
    }
}

extension World {
    /// A world that mails; the postbox has what it handed over.
    static func mailing(
        _ postbox: Postbox = Postbox(), _ change: (inout MailRules) -> Void = { _ in },
        _ story: (World, Postbox) async throws -> Void
    ) async throws {
        var mail = try MailRules.test()
        change(&mail)
        try await World.run(rules: { $0.mail = mail }, post: Parts.Post(postbox)) { (world: World) async throws in
            try await world.post()
            try await story(world, postbox)
        }
    }

    /// Everything that mail has to do now; answers how many were handed over.
    @discardableResult
    func post() async throws -> Int { try await composition.mailWorker?.round() ?? 0 }

    /// What a mail says, unblanked.
    func words(of mail: Postbox.Mail) -> String {
        // Soft breaks of quoted-printable.
        mail.text.replacing("=\r\n", with: "").replacing("=3D", with: "=")
    }
}
