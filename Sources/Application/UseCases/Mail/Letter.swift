import FoundationEssentials
import Mail
import Procurement

/// A mail before it is written: what it says, to whom, with which files.
struct Letter {
    var delivery: Delivery
    var kind: MailKind
    /// As somebody entered it.
    var recipient: String
    var name: String
    var content: MailContent
    var userID: Identifier<User>?
    var replyTo: Mailbox?
    /// The address that ends mails like it.
    var stop: String?
    var attachments: [MailMessage.Attachment] = []

    /// The octets that leave on every attempt. None, and a failed delivery that says why, for an address that no server takes.
    func written(by sender: Mailbox, at now: Date) -> (mail: OutgoingMail, octets: [UInt8]) {
        var delivery = delivery
        delivery.nextAttemptAt = now
        delivery.updatedAt = now
        var octets: [UInt8] = []
        do throws(MailAddress.Problem) {
            let address = try MailAddress(recipient)
            if let messageID = MessageID(delivery.payloadID) {
                var message = MailMessage(
                    id: messageID, date: now, from: sender, replyTo: replyTo, to: [Mailbox(address, name: name)],
                    subject: content.subject, text: content.text, html: content.html, attachments: attachments)
                message.unsubscribe = stop.flatMap { MailMessage.Unsubscribe(url: $0) }
                octets = message.octets()
            }
        } catch {
            delivery.status = .failed
            delivery.nextAttemptAt = nil
            delivery.lastAnswer = error.message
        }
        let mail = OutgoingMail(
            delivery: delivery, userID: userID, kind: kind, recipient: recipient, subject: String(content.subject.prefix(300)))
        return (mail, octets)
    }
}
