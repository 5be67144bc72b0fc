import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// The address part of an approval link: its identifier and a code that only this server can make over it.
enum ApprovalLinkToken {
    static let context = "approval-link"

    static func make(_ id: Identifier<ApprovalLink>, _ sealer: any Sealer) -> String {
        "\(id).\(Base64.url.encode(sealer.sign(Array(id.text.utf8), for: context)))"
    }

    /// `nil` unless this server made it.
    static func read(_ token: String, _ sealer: any Sealer) -> Identifier<ApprovalLink>? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard token.utf8.count <= 200, parts.count == 2, let id = Identifier<ApprovalLink>(parts[0]),
            let code = Base64.url.decode(parts[1]), sealer.isSigned(code, Array(id.text.utf8), for: context)
        else { return nil }
        return id
    }
}

extension Workspace {
    /// The link and its approval. Throws `Refusal` when it is forged, used, too old, or its person left.
    func openLink(_ token: String) throws -> (link: ApprovalLink, task: ApprovalTask, user: User) {
        guard let id = ApprovalLinkToken.read(token, environment.sealer), let link = try store.approvalLink(id),
            let task = try store.task(link.taskID), let user = try store.user(link.userID)
        else { throw Refusal.notFound("approval link") }
        if link.usedAt != nil {
            throw Refusal.conflict(code: "link-used", "This link was used already. Sign in to see the order.")
        }
        if link.expiresAt <= now {
            throw Refusal.conflict(code: "link-expired", "This link is too old. Sign in to decide.")
        }
        guard user.isActive, try mayDecide(task, user.id) else {
            throw Refusal.forbidden("You may not decide this approval any more.")
        }
        return (link, task, user)
    }
}

/// What a link's confirmation page shows. Opening it decides nothing, because mail programs open links by themselves.
package struct ShowApprovalLink: Query {
    package static let access = Access.anybody
    package var token: String
    package init(_ token: String) { self.token = token }

    package func answer(in view: View) throws -> (item: ApprovalItem, user: User, supplierName: String?) {
        let (_, task, user) = try view.openLink(token)
        if task.status != .open {
            throw Refusal.conflict(code: "not-open", "This approval is \(task.status.rawValue): nothing is left to decide.")
        }
        let item = try view.item(task)
        let supplier = item.order?.supplierID ?? item.invoice?.supplierID
        return (item, user, try supplier.flatMap { try view.store.supplier($0)?.name })
    }
}

/// Decides by a link that was confirmed. The link is used up with the decision, in one transaction.
package struct DecideByLink: Command {
    package static let access = Access.anybody
    package static let changesSetUp = false
    package var token: String
    package var approve: Bool
    package var comment: String?

    package init(_ token: String, approve: Bool, comment: String?) {
        self.token = token
        self.approve = approve
        self.comment = comment
    }

    package func perform(in work: UnitOfWork) throws -> ApprovalDecision {
        let (link, task, user) = try work.openLink(token)
        let personal = work.acting(as: Actor(.user(user)))
        let decided = try personal.decide(task, by: user.id, approve: approve, comment: comment)
        try work.store.useUp(link.id, at: work.now)
        work.take(over: personal)
        return decided
    }
}

/// The address of a notification's link, for whoever writes the mail.
package struct ShowNotifications: Query {
    package static let access = Access.system
    package var orderID: Identifier<PurchaseOrder>
    package init(order: Identifier<PurchaseOrder>) { orderID = order }

    package func answer(in view: View) throws -> [(notification: Notification, url: String?)] {
        try view.store.notifications(of: orderID).map { notification in
            let token = notification.linkID.map { ApprovalLinkToken.make($0, view.environment.sealer) }
            return (notification, token.map { "\(view.rules.publicURL)/approve/\($0)" })
        }
    }
}
