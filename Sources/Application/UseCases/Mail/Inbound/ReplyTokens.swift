import Cryptography
import FoundationEssentials
import Mail
import Procurement
import ProcurementStore

extension Workspace {
    static var replyContext: String { "mail-reply" }

    /// Ten octets of a code that only this server can make.
    private func code(_ address: ReplyAddress) -> String {
        let code = environment.sealer.sign(Array(address.binding.utf8), for: Self.replyContext)
        return Base32Crockford.encode(Array(code.prefix(10))).lowercased()
    }

    func token(_ address: ReplyAddress) -> String { address.id + code(address) }

    /// The reader and the document that a token is bound to; `nil` for one that this server did not make.
    func replyAddress(token: String) throws -> ReplyAddress? {
        guard token.utf8.count == ReplyTemplate.tokenLength, let address = try store.replyAddress(String(token.prefix(16))),
            constantTimeEquals(String(token.dropFirst(16)), code(address))
        else { return nil }
        return address
    }
}

extension UnitOfWork {
    /// Answers are taken for as long after the newest mail.
    private static let replySeconds: TimeInterval = 60 * 86_400

    /// Where one reader's answers about a document come back to; `nil` where answers are not read. Each mail makes it last on.
    func replyMailbox(
        of document: CommentedDocument, reader: String, address: String, name: String, isShared: Bool
    ) throws -> Mailbox? {
        guard let mail = rules.mail, let template = mail.inbound.reply else { return nil }
        let address = address.lowercased()
        var known =
            try store.replyAddress(of: document, reader: reader, address: address, isShared: isShared)
            ?? ReplyAddress(
                id: Base32Crockford.encode(environment.random.bytes(10)).lowercased(), document: document, reader: reader,
                address: address, name: name, isShared: isShared, expiresAt: now)
        known.expiresAt = now.addingTimeInterval(Self.replySeconds)
        try store.save(known)
        do throws(MailAddress.Problem) {
            return Mailbox(try MailAddress(template.address(token(known))), name: mail.sender.name)
        } catch {
            return nil
        }
    }

    /// The same for one of our own people, about what they are told. What is no shared comment is answered among colleagues, so
    /// that no answer reaches a supplier by mistake.
    func replyMailbox(of notification: Notification, to user: User) throws -> Mailbox? {
        let document: CommentedDocument
        if let order = notification.orderID {
            document = .order(order)
        } else if let post = try notification.subjectID.flatMap({ Identifier<SharedPost>($0) }).flatMap(store.sharedPost) {
            document = post.document
        } else if let post = try notification.subjectID.flatMap({ Identifier<InternalPost>($0) }).flatMap(store.internalPost) {
            document = post.document
        } else if let id = notification.subjectID.flatMap({ Identifier<Invoice>($0) }) {
            document = .invoice(id)
        } else {
            return nil
        }
        return try replyMailbox(
            of: document, reader: user.id.text, address: user.email, name: user.name, isShared: notification.kind == .commented)
    }
}
