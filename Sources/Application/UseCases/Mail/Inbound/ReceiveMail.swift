import Cryptography
import FoundationEssentials
import Mail
package import Procurement
import ProcurementStore

/// Whether mail to an address is taken at all: asked before a message is read.
package struct CheckRecipient: Query {
    package static let access = Access.system
    package var address: String
    package init(_ address: String) { self.address = address }

    /// What the address is for; `nil` for none of ours.
    package func answer(in view: View) throws -> MailPurpose? { try view.purpose(of: address.lowercased()) }
}

/// What an address is for.
package enum MailPurpose: Sendable, Hashable {
    case invoices
    case reply(ReplyAddress)
    /// The address that our own mail comes from: reports about it come back there.
    case own
}

extension Workspace {
    func purpose(of address: String) throws -> MailPurpose? {
        guard let mail = rules.mail else { return nil }
        if mail.inbound.invoiceAddresses.contains(address) { return .invoices }
        if let token = mail.inbound.reply?.token(in: address), let reply = try replyAddress(token: token) { return .reply(reply) }
        return address == mail.sender.address.text.lowercased() ? .own : nil
    }
}

/// A message as it came, before anything is made of it. Taking it apart is done before the transaction, because it takes time.
package struct ArrivedMail: Sendable {
    let octets: [UInt8]
    let hash: [UInt8]
    /// `nil` when it cannot be taken apart, and why.
    let mail: ReceivedMail?
    let problem: String?

    package init(_ octets: [UInt8], limit: Int) {
        self.octets = octets
        hash = SHA256.digest(octets)
        var limits = ReceivedMail.Limits()
        limits.octets = limit
        do throws(ReceivedMail.Problem) {
            mail = try ReceivedMail(reading: octets, limits: limits)
            problem = nil
        } catch {
            mail = nil
            problem =
                switch error {
                case .tooLong(let limit): "It is longer than \(limit) octets."
                case .noMessage: "It has no header: this is no message."
                case .tooIntricate: "It has more parts or fields than anybody writes, or they lie too deep."
                }
        }
    }
}

/// Takes one message for one of its recipients: durable once this returns. The same message to the same address is taken once,
/// however often it is handed over.
package struct ReceiveMail: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var arrived: ArrivedMail
    /// Of the envelope; empty for none.
    package var sender: String
    package var recipient: String
    package var way: InboundMail.Way

    package init(_ arrived: ArrivedMail, from sender: String, to recipient: String, by way: InboundMail.Way) {
        self.arrived = arrived
        self.sender = sender
        self.recipient = recipient
        self.way = way
    }

    /// Throws `Refusal.notFound` for an address that is none of ours.
    package func perform(in work: UnitOfWork) throws -> InboundMail {
        let recipient = recipient.lowercased()
        let purpose = try work.need(try work.purpose(of: recipient), "mail address here")
        if let known = try work.store.inboundMail(hash: arrived.hash, recipient: recipient) { return known }
        let read = arrived.mail
        var mail = InboundMail(
            id: work.newID(), hash: arrived.hash, recipient: recipient, sender: String(sender.prefix(254)),
            author: String((read?["From"] ?? "").prefix(300)), subject: String((read?["Subject"] ?? "").prefix(300)), way: way,
            at: work.now, outcome: .unread)
        try work.store.keepMessage(
            hash: arrived.hash, at: work.now, size: arrived.octets.count, messageID: read?.messageID
        ) { work.environment.sealer.seal(arrived.octets, for: UnitOfWork.messageContext(arrived.hash)) }
        if let read {
            try work.take(read, purpose, &mail)
        } else {
            (mail.outcome, mail.reason) = (.refused, arrived.problem)
        }
        try work.store.insert(mail)
        work.hasNews = true
        return mail
    }
}

extension UnitOfWork {
    static func messageContext(_ hash: [UInt8]) -> String { "received-message:\(Hex.encode(hash))" }

    /// Servers that a message passes at most; more is a loop.
    private static let hopLimit = 40

    /// Decides what becomes of a message.
    fileprivate func take(_ read: ReceivedMail, _ purpose: MailPurpose, _ mail: inout InboundMail) throws {
        if let report = DeliveryReport(read) { return try take(report, &mail) }
        if read.hops > Self.hopLimit {
            (mail.outcome, mail.reason) = (.automatic, "It went through \(read.hops) servers: a loop.")
            return
        }
        if let id = read.messageID, try store.mail(messageID: id) != nil {
            (mail.outcome, mail.reason) = (.automatic, "It is a mail of ours that came back: a loop.")
            return
        }
        switch purpose {
        case .invoices: try takeInvoices(read, &mail)
        case .own: (mail.outcome, mail.reason) = (.unread, "Nobody reads mail to this address.")
        case .reply(let address):
            // Nobody is answered who is a program.
            let reason = mail.sender.isEmpty ? "Its return path is empty." : read.automaticBecause
            if let reason {
                (mail.outcome, mail.reason) = (.automatic, reason)
            } else if let id = read.messageID, let twin = try twin(of: id, mail) {
                (mail.outcome, mail.reason, mail.subjectID) = (.duplicate, "The same mail came before.", twin.subjectID)
            } else {
                try takeReply(read, address, &mail)
            }
        }
    }

    /// The same mail by another way: of one Message-ID, with other servers in its head.
    private func twin(of messageID: String, _ mail: InboundMail) throws -> InboundMail? {
        try store.inboundMails(messageID: messageID, recipient: mail.recipient).first {
            $0.outcome == .comment || $0.outcome == .internalComment
        }
    }

    private func takeInvoices(_ read: ReceivedMail, _ mail: inout InboundMail) throws {
        let envelope = mail.sender.isEmpty ? nil : mail.sender
        let taken = try receive(read, from: read.author ?? envelope, to: mail.recipient, at: mail.at)
        mail.outcome = taken.entries.isEmpty ? .refused : .invoice
        mail.subjectID = taken.entries.first?.id.text
        mail.reason = taken.words
    }

    // MARK: Reports

    private func take(_ report: DeliveryReport, _ mail: inout InboundMail) throws {
        mail.outcome = .bounce
        let words = [report.status, report.diagnosis].compactMap(\.self).joined(separator: " ")
        guard let ours = try report.messageIDs.lazy.compactMap({ try self.store.mail(messageID: $0) }).first else {
            mail.reason = "It names no mail of ours. \(words)"
            return
        }
        mail.subjectID = ours.delivery.id.text
        mail.reason = words
        guard report.action == "failed" else { return }
        var delivery = ours.delivery
        guard Delivery.lifecycle.allows(.bounce, from: delivery.status) else { return }
        try delivery.apply(.bounce)
        delivery.nextAttemptAt = nil
        delivery.updatedAt = now
        delivery.lastAnswer = "It came back: \(words.isEmpty ? "without a reason." : words)"
        try store.update(delivery)
        try moveOrder(ofPaper: delivery)
    }

    // MARK: Answers

    private func takeReply(_ read: ReceivedMail, _ address: ReplyAddress, _ mail: inout InboundMail) throws {
        func refuse(_ reason: String) { (mail.outcome, mail.reason) = (.refused, reason) }
        guard address.expiresAt > now else {
            return refuse("The address is too old: answers are taken for 60 days after a mail.")
        }
        guard let author = read.author, author == address.address else {
            return refuse("The answer came from \(read.author ?? "no address"), and the mail went to \(address.address).")
        }
        var text = ReplyText.cut(read.text)
        if text.isEmpty { return refuse("There is no text in it beside what it quotes.") }
        if text.count > Self.commentLimit { text = String(text.prefix(Self.commentLimit - 1)) + "…" }
        do {
            try write(text, address, &mail)
        } catch let refusal as Refusal {
            return refuse(refusal.message)
        }
        let files = read.attachments.count
        if files > 0 {
            mail.reason = "\(files == 1 ? "A file" : "\(files) files") of it \(files == 1 ? "is" : "are") in the message alone."
        }
    }

    private func write(_ text: String, _ address: ReplyAddress, _ mail: inout InboundMail) throws {
        let document = address.document
        mail.subjectID = document.id
        if let id = Identifier<User>(address.reader) {
            guard let user = try store.user(id), user.isActive else { throw Refusal.forbidden("Its author is not active.") }
            var actor = Actor(.user(user))
            actor.way = CommentChannel.mail.rawValue
            let personal = acting(as: actor)
            try personal.demandVisible(document)
            if address.isShared {
                try personal.demandShared(document)
                _ = try personal.share(text, on: document, by: .colleague(.user(id, name: user.name)), channel: .mail)
            } else {
                _ = try personal.tellColleagues(text, on: document, by: .user(id, name: user.name), channel: .mail)
            }
            take(over: personal)
        } else {
            guard address.isShared, let id = Identifier<Supplier>(address.reader), let supplier = try store.supplier(id),
                supplier.isActive
            else { throw Refusal.forbidden("Its author is not active.") }
            var actor = Actor.system
            actor.way = CommentChannel.mail.rawValue
            let personal = acting(as: actor)
            let author = CommentAuthor.supplier(id, name: address.name, address: address.address)
            _ = try personal.share(text, on: document, by: author, channel: .mail)
            take(over: personal)
        }
        mail.outcome = address.isShared ? .comment : .internalComment
        queuedMail = true
    }
}
