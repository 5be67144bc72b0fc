import Cryptography
import FoundationEssentials
import Mail
package import Procurement
import ProcurementStore

/// What came in and what became of it, newest first.
package struct ListInboundMail: Query {
    package static let access = Access.roles(.auditor, scope: "deliveries.read")
    package var outcome: InboundMail.Outcome?
    package var page: PageRequest

    package init(outcome: InboundMail.Outcome? = nil, page: PageRequest = PageRequest()) {
        self.outcome = outcome
        self.page = page
    }

    package func answer(in view: View) throws -> Page<InboundMail> { try view.store.inboundMails(outcome: outcome, page) }
}

package struct ShowInboundMail: Query {
    package static let access = ListInboundMail.access
    package var id: Identifier<InboundMail>
    package init(_ id: Identifier<InboundMail>) { self.id = id }
    package func answer(in view: View) throws -> InboundMail { try view.need(try view.store.inboundMail(id), "mail") }
}

/// A message as it came, octet for octet. For administrators alone: what it quotes may hold a link that decides.
package struct DownloadInboundMail: Query {
    package static let access = Access.roles(scope: "deliveries.write")
    package var id: Identifier<InboundMail>
    package init(_ id: Identifier<InboundMail>) { self.id = id }

    package func answer(in view: View) throws -> [UInt8] {
        let mail = try view.need(try view.store.inboundMail(id), "mail")
        let sealed = try view.need(try view.store.sealedMessage(hash: mail.hash), "mail")
        return try view.environment.sealer.open(sealed, for: UnitOfWork.messageContext(mail.hash))
    }
}

/// Removes messages that are older than mail is kept; answers how many.
package struct ForgetInboundMail: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package static let batch = 50
    package init() {}

    package func perform(in work: UnitOfWork) throws -> Int {
        guard let mail = work.rules.mail else { return 0 }
        return try work.store.deleteMessages(
            before: work.now.addingTimeInterval(-Double(mail.retentionDays) * 86_400), limit: Self.batch)
    }
}
