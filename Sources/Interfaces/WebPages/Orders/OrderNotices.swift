import FoundationEssentials
import HTML
import Procurement
import UseCases

/// What has to be seen first on an order's page: what can still be taken back, a price that is running out, a purchase that looks
/// cut into pieces, a change that waits.
struct OrderNotices: Component {
    private let id: String
    private let csrf: String
    private let undo: (words: String, seconds: Int)?
    private let hold: (tone: Tone, title: String, detail: String)?
    private let split: SplitPurchaseGuard.Finding?
    private let refused: SupplierChange?
    private let mayChange: Bool
    private let change: (number: Int, reason: String, changes: String, mayWithdraw: Bool)?

    init(_ details: OrderDetails, csrf: String) {
        let order = details.order
        id = order.id.text
        self.csrf = csrf
        undo = details.undo.map { ($0.act.kind.inWords, $0.seconds) }
        hold = details.priceHold.flatMap { Self.words($0.hold, $0.phase, details) }
        split = details.splitPurchase
        // Until the next change, which is the answer to it.
        let last = details.supplierChanges.last
        refused = order.status == .approved && details.pendingChange == nil && last?.status == .refused ? last : nil
        mayChange = details.isMine
        change = details.pendingChange.map { pending in
            let changed = pending.change.applied(to: order)
            return (
                pending.number, pending.change.reason, order.differences(to: changed).inWords,
                details.isMine
            )
        }
    }

    private static func words(
        _ hold: PriceHold, _ phase: PriceHold.Phase, _ details: OrderDetails
    ) -> (tone: Tone, title: String, detail: String)? {
        let shop = details.supplier?.name ?? "The shop"
        let until = Words.instant(hold.until)
        switch phase {
        case .held:
            return details.order.status == .pendingApproval
                ? (.info, "\(shop) holds these prices until \(until).", "Decide before, so that they stay.") : nil
        case .ending:
            return (.attention, "\(shop) holds these prices only until \(until).", "After that it may charge other ones.")
        case .ended:
            let remedy =
                details.mayEditInShop
                ? "Edit the cart in the shop: it comes back with the prices of today."
                : details.mayInspectInShop
                    ? "Look at the cart in the shop to see its prices of today."
                    : "The buyer can take it back and edit the cart in the shop, or shop anew: it comes back with the prices of today."
            return (.bad, "\(shop) held these prices until \(until), and does not any more.", remedy)
        }
    }

    var html: HTML {
        """
        \(some: undo, { undoBox($0.words, $0.seconds) })\
        \(some: hold, { Notice($0.tone, $0.title, detail: "\($0.detail)").html })\
        \(some: split, { Notice(.attention, "This may be one purchase in several orders.", detail: splitDetail($0)).html })\
        \(some: refused, refusal)\
        \(some: change, { changeBox($0) })
        """
    }

    private func undoBox(_ words: String, _ seconds: Int) -> HTML {
        Notice(
            .info, "You \(words).",
            detail: """
                <p>Nothing of it was sent from here yet. You can take it back for \(seconds) more \(seconds == 1 ? "second" : "seconds").</p>\
                \(Form(post: "/orders/\(id)/undo", token: csrf, layout: .bare, HTML(Button("Undo", .secondary))))
                """
        ).html
    }

    private func splitDetail(_ finding: SplitPurchaseGuard.Finding) -> HTML {
        let links: HTML =
            "\(each: finding.orders.prefix(10), { "<li><a href=\"/orders/\(query: $0.text)\">\($0.text)</a></li>" })"
        return "<p>\(finding.message)</p><ul>\(links)</ul>"
    }

    private func refusal(_ answer: SupplierChange) -> HTML {
        let buttons = ButtonRow([
            Button("Change it again", to: "/orders/\(id)/change", .secondary),
            Button("Compare the versions", to: "/orders/\(id)/versions?from=\(answer.since)&to=\(answer.version)", .quiet),
        ])
        return Notice(
            .bad, "The supplier refused the change to version \(answer.version).",
            detail: """
                <p>\(some: answer.answeredBy, { "\($0): " })“\(answer.reason ?? "")”\(some: answer.promisesInWords, { " \($0)" })</p>\
                <p>The order stands as you changed it. Change it again, cancel it, or write to the supplier.</p>\
                \(if: mayChange, HTML(buttons))
                """
        ).html
    }

    private func changeBox(_ change: (number: Int, reason: String, changes: String, mayWithdraw: Bool)) -> HTML {
        let withdraw = Form(
            post: "/orders/\(id)/withdraw-change", token: csrf, layout: .bare, HTML(Button("Withdraw the change", .secondary)))
        return Notice(
            .attention, "Change \(change.number) of this order waits for approval.",
            detail: """
                <p>\(change.changes)</p><p class="muted">“\(change.reason)”</p>\
                \(if: change.mayWithdraw, HTML(withdraw))
                """
        ).html
    }
}
