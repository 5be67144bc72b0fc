import Cryptography
import FoundationEssentials
import Mail
package import Procurement
import ProcurementStore

/// What was written and what became of it, newest first.
package struct ListMails: Query {
    package static let access = Access.roles(.auditor, scope: "deliveries.read")
    package var status: Delivery.Status?
    package var page: PageRequest

    package init(status: Delivery.Status? = nil, page: PageRequest = PageRequest()) {
        self.status = status
        self.page = page
    }

    package func answer(in view: View) throws -> Page<OutgoingMail> { try view.store.mails(status: status, page) }
}

/// One mail with what it says. Links that decide or change something for their reader are blanked, because whoever reads this page
/// is another.
package struct ShowMail: Query {
    package static let access = Access.roles(.auditor, scope: "deliveries.read")
    package var id: Identifier<Delivery>
    package init(_ id: Identifier<Delivery>) { self.id = id }

    package func answer(in view: View) throws -> (mail: OutgoingMail, content: MailContent) {
        let mail = try view.need(try view.store.mail(id), "mail")
        let (text, html) = try words(of: id, in: view)
        let shows = view.rules.mail?.showsLinks == true
        func shown(_ text: String) -> String { shows ? text : Self.blanked(text, publicURL: view.rules.publicURL) }
        return (mail, MailContent(subject: mail.subject, text: shown(text), html: shown(html)))
    }

    /// Out of the message; out of what is kept apart where there is none.
    private func words(of id: Identifier<Delivery>, in view: View) throws -> (text: String, html: String) {
        let sealer = view.environment.sealer
        let kept = try view.need(try view.store.sealedContent(of: id), "mail")
        if !kept.isEmpty {
            let parts = try sealer.open(kept, for: UnitOfWork.contentContext(id))
                .split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            return (String(decoding: parts[0], as: UTF8.self), String(decoding: parts.dropFirst().first ?? [], as: UTF8.self))
        }
        let octets = try view.environment.opened(try view.need(try view.store.sealedBody(of: id), "mail"), of: id)
        do throws(ReceivedMail.Problem) {
            let mail = try ReceivedMail(reading: octets)
            return (mail.text, mail.html ?? "")
        } catch {
            return ("", "")
        }
    }

    /// The tokens of approval links, of links that end digests, and of those that let suppliers in.
    static func blanked(_ text: String, publicURL: String) -> String {
        var text = text
        for path in ["/approve/", "/mail/stop/", "/portal/invitations/", "/portal/sign-in/link/"] {
            let pieces = text.split(separator: publicURL + path, omittingEmptySubsequences: false)
            text = pieces.enumerated().map { index, piece in
                index == 0 ? String(piece) : "…" + String(piece.drop { $0.isLetter || $0.isNumber || "_-.".contains($0) })
            }.joined(separator: publicURL + path)
        }
        return text
    }
}
