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
        stop: String? = nil, attachments: [MailMessage.Attachment] = []
    ) throws {
        guard let mail = rules.mail else { return }
        let id: Identifier<Delivery> = newID()
        let messageID = "\(id)@\(mail.sender.address.domain)"
        var delivery = Delivery(
            id: id, kind: .mail, orderID: nil, connectionID: nil, payloadID: messageID, nextAttemptAt: now, createdAt: now)
        var octets: [UInt8] = []
        do throws(MailAddress.Problem) {
            let address = try MailAddress(recipient)
            if let messageID = MessageID(messageID) {
                var message = MailMessage(
                    id: messageID, date: now, from: mail.sender, to: [Mailbox(address, name: name)], subject: content.subject,
                    text: content.text, html: content.html)
                message.attachments = attachments
                message.unsubscribe = stop.flatMap { MailMessage.Unsubscribe(url: $0) }
                octets = message.octets()
            }
        } catch {
            delivery.status = .failed
            delivery.nextAttemptAt = nil
            delivery.lastAnswer = error.message
        }
        let subject = String(content.subject.prefix(300))
        try store.insert(
            OutgoingMail(delivery: delivery, userID: user, kind: kind, recipient: recipient, subject: subject),
            sealedBody: environment.sealer.seal(octets, for: Self.bodyContext(id)),
            sealedContent: environment.sealer.seal(
                Array(content.text.utf8.filter { $0 != 0 }) + [0] + Array(content.html.utf8), for: Self.contentContext(id)))
        queuedMail = true
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
