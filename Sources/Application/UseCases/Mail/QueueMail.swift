import Cryptography
import FoundationEssentials
import Mail
import Procurement
import ProcurementStore

extension UnitOfWork {
    static func contentContext(_ id: Identifier<Delivery>) -> String { "mail-content:\(id)" }

    /// Writes a mail once and for all and puts it into the outbox, in this transaction. An address that no server takes makes a
    /// failed delivery that says so.
    func queueMail(
        _ kind: MailKind, to recipient: String, name: String = "", user: Identifier<User>?, _ content: MailContent,
        replyTo: Mailbox? = nil, stop: String? = nil, attachments: [MailMessage.Attachment] = []
    ) throws {
        guard let mail = rules.mail else { return }
        let id: Identifier<Delivery> = newID()
        let delivery = Delivery(
            id: id, kind: .mail, orderID: nil, connectionID: nil, payloadID: "\(id)@\(mail.sender.address.domain)",
            nextAttemptAt: now, createdAt: now)
        var letter = Letter(delivery: delivery, kind: kind, recipient: recipient, name: name, content: content)
        letter.userID = user
        letter.replyTo = replyTo
        letter.stop = stop
        letter.attachments = attachments
        let written = letter.written(by: mail.sender, at: now)
        try store.insert(
            written.mail, sealedBody: environment.sealed(written.octets, of: id),
            sealedContent: kept(content, beside: written.octets, of: id))
        queuedMail = true
    }

    /// Makes a mail of a delivery that is there already.
    func complete(_ letter: Letter) throws {
        guard let mail = rules.mail else { return }
        let written = letter.written(by: mail.sender, at: now)
        let id = letter.delivery.id
        try store.complete(
            written.mail, sealedBody: environment.sealed(written.octets, of: id),
            sealedContent: kept(letter.content, beside: written.octets, of: id))
        queuedMail = true
    }

    /// The words by themselves, where there is no message that has them.
    private func kept(_ content: MailContent, beside message: [UInt8], of id: Identifier<Delivery>) -> [UInt8] {
        if !message.isEmpty { return [] }
        return environment.sealer.seal(
            Array(content.text.utf8.filter { $0 != 0 }) + [0] + Array(content.html.utf8), for: Self.contentContext(id))
    }

    /// A mail to somebody at a supplier, in the company's words for it.
    func queueMail(
        _ kind: SupplierMail, _ facts: SupplierFacts, to reader: SupplierReader, replyTo: Mailbox? = nil
    ) throws {
        let wording =
            try store.mailWording(.toSupplier(kind), reader.language) ?? MailWords.of(reader.language).standard(.toSupplier(kind))
        let frame = facts.frame(wording, reader.language)
        try queueMail(.toSupplier(kind), to: reader.address, name: reader.name, user: nil, frame.content, replyTo: replyTo)
    }

    /// What administrators are told about the server itself, a mail for each.
    func queue(_ alarm: Alarm) throws {
        for recipient in alarm.recipients {
            var frame = MailFrame(
                language: .english, subject: alarm.subject, name: recipient, lead: alarm.text,
                settings: "\(rules.publicURL)/account/mail")
            frame.link = "\(rules.publicURL)/admin/deliveries"
            try queueMail(.alarm, to: recipient, user: try store.user(email: recipient)?.id, frame.content)
        }
    }
}

/// The address part that ends a person's digests without signing in: the user and a code that only this server can make.
enum MailStopToken {
    static let context = "mail-stop"

    static func make(_ id: Identifier<User>, _ sealer: any Sealer) -> String {
        "\(id).\(Base64.url.encode(sealer.sign(Array(id.text.utf8), for: context)))"
    }

    /// `nil` unless this server made it.
    static func read(_ token: String, _ sealer: any Sealer) -> Identifier<User>? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard token.utf8.count <= 200, parts.count == 2, let id = Identifier<User>(parts[0]),
            let code = Base64.url.decode(parts[1]), sealer.isSigned(code, Array(id.text.utf8), for: context)
        else { return nil }
        return id
    }
}
