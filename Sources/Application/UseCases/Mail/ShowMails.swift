import Cryptography
import FoundationEssentials
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
        let sealed = try view.need(try view.store.sealedContent(of: id), "mail")
        let octets = try view.environment.sealer.open(sealed, for: UnitOfWork.contentContext(id))
        let parts = octets.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let shows = view.rules.mail?.showsLinks == true
        func read(_ part: ArraySlice<UInt8>?) -> String {
            let text = String(decoding: part ?? [], as: UTF8.self)
            return shows ? text : Self.blanked(text, publicURL: view.rules.publicURL)
        }
        return (mail, MailContent(subject: mail.subject, text: read(parts.first), html: read(parts.dropFirst().first)))
    }

    /// The tokens of approval links and of links that end digests.
    static func blanked(_ text: String, publicURL: String) -> String {
        var text = text
        for path in ["/approve/", "/mail/stop/"] {
            let pieces = text.split(separator: publicURL + path, omittingEmptySubsequences: false)
            text = pieces.enumerated().map { index, piece in
                index == 0 ? String(piece) : "…" + String(piece.drop { $0.isLetter || $0.isNumber || "_-.".contains($0) })
            }.joined(separator: publicURL + path)
        }
        return text
    }
}
