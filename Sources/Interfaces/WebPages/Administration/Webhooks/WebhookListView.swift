import HTML
import Procurement
import UseCases

/// The questions about a webhook.
struct WebhookFields: Component {
    var state: FormState

    var html: HTML {
        """
        \(state.summary)
        \(state.field("name", "Name", hint: "Who is told, for example “ERP”.", isRequired: true, complete: "off"))
        \(state.field("url", "Address", .address, hint: "Takes a POST for each event. Redirects are not followed.", isRequired: true, complete: "off"))
        \(state.field("events", "Events", .textarea(rows: 3), hint: "One a line: * for all, purchase_order.* for an area, or invoice.accepted for one.", isRequired: true))
        <div class="wide"><details class="fold"><summary>Which events there are</summary><p>\(EventType.allCases.map(\.rawValue).joined(separator: ", "))</p></details></div>
        """
    }

    /// A problem with one of the events stands beside all of them.
    static let names = Dictionary(uniqueKeysWithValues: (0..<100).map { ("/events/\($0)", "events") })

    static func state(of webhook: Webhook) -> FormState {
        FormState(values: [
            "name": webhook.name, "url": webhook.url, "events": webhook.patterns.map(\.text).joined(separator: "\n"),
        ])
    }
}

/// The webhooks and the form for another.
struct WebhookListView: Component {
    var webhooks: [WebhookState]
    var state: FormState
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Webhooks", lead: "Other systems that are told of events as they happen, signed after Standard Webhooks."))
        \(Card("All webhooks", isFlush: true, HTML(table)))
        \(if: canChange, Card("Another webhook", HTML(form)).html)
        """
    }

    private var table: DataTable {
        DataTable(
            ["Name", "Address", "Events", "State", .init("Waiting", .number), .init("Failed", .number)], webhooks.map(row),
            empty: "No webhooks yet. When another system is to hear of orders and invoices by itself, add it below.")
    }

    private func row(_ entry: WebhookState) -> DataTable.Row {
        let webhook = entry.webhook
        return .init(
            [
                "<a href=\"/admin/webhooks/\(url: webhook.id.text)\">\(webhook.name)</a>", "\(webhook.url)",
                "\(webhook.patterns.map(\.text).joined(separator: ", "))", HTML(webhook.badge), "\(Self.upTo(entry.waiting))",
                "\(Self.upTo(entry.failed))",
            ], id: webhook.id.text, tone: webhook.disabledReason == nil ? nil : .bad)
    }

    private static func upTo(_ count: Int) -> String { count >= 1000 ? "1,000 or more" : String(count) }

    private var form: Form {
        Form(
            post: "/admin/webhooks", token: token, layout: .grid,
            "\(WebhookFields(state: state))\(ButtonRow([Button("Add webhook")]))")
    }
}

extension Webhook {
    /// On, off, or in trouble.
    var badge: Badge {
        if disabledReason != nil { return Badge("Switched off by failure", .bad) }
        if !isActive { return Badge("Off", .neutral) }
        return failingSince == nil ? Badge("On", .good) : Badge("Failing", .attention)
    }
}

/// A secret that was just made: the only page that ever shows it.
struct WebhookSecretView: Component {
    var webhook: Webhook
    var secret: String
    var isNew: Bool

    var html: HTML {
        """
        \(PageHeader("Secret of “\(webhook.name)”", back: ("All webhooks", "/admin/webhooks")))
        \(Notice(.attention, "Copy the secret now.", detail: "It is kept sealed and not shown again. If it is lost, make another one."))
        \(Card("Signing secret", card))
        """
    }

    private var card: HTML {
        """
        \(CopyField("Secret", secret, hint: "The receiver checks with it that messages are ours and unchanged."))
        <p>Any library for Standard Webhooks takes it as it stands. By hand: the header <code>webhook-signature</code> holds <code>v1,</code> \
        and the base64 of HMAC-SHA256 over <code>webhook-id.webhook-timestamp.body</code> under the secret’s bytes.</p>
        \(some: webhook.oldSecretUntil, { "<p>Until \(Words.instant($0)) messages carry a signature by the old secret, too.</p>" })
        \(ButtonRow([Button("I have copied it", to: "/admin/webhooks/\(webhook.id)")]))
        """
    }
}
