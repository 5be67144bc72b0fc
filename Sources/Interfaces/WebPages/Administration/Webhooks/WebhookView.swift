import FoundationEssentials
import HTML
import Procurement
import UseCases

/// One webhook: what it is told, how it fares, and the log.
struct WebhookView: Component {
    var webhook: Webhook
    var log: Page<WebhookDelivery>
    /// What the log is filtered by.
    var status: WebhookDelivery.Status?
    var isFirst: Bool
    var state: FormState
    var replay: FormState
    var now: Date
    var token: String
    var canChange: Bool

    private var address: String { "/admin/webhooks/\(webhook.id)" }

    var html: HTML {
        """
        \(PageHeader(webhook.name, lead: HTML(text: webhook.url), badges: [webhook.badge], back: ("All webhooks", "/admin/webhooks")))
        \(trouble)
        \(Columns(main: logCards, side: side))
        """
    }

    private var trouble: HTML {
        if let reason = webhook.disabledReason {
            return Notice(
                .bad, "Switched off",
                detail: "\(reason) When the target works, switch it on and send again what happened meanwhile."
            ).html
        }
        guard webhook.isActive, let since = webhook.failingSince else { return .empty }
        let pause = webhook.pausedUntil.flatMap { $0 > now ? " It is asked again at \(Words.instant($0))." : nil } ?? ""
        return Notice(
            .attention, "Nothing arrives since \(Words.instant(since)).", detail: "\(pause) After five days it is switched off."
        ).html
    }

    // MARK: The log

    private var logCards: HTML {
        """
        \(Tabs("State", tabs))
        \(Card("What it was told", isFlush: true, HTML(table)))
        \(Pager(newer: isFirst ? nil : logAddress(), older: log.nextCursor.map { logAddress(after: $0) }))
        """
    }

    private func logAddress(after cursor: String? = nil) -> String {
        let parts = [status.map { "status=\($0.rawValue)" }, cursor.map { "after=\(LocalAddress.queryValue($0))" }].compactMap(
            \.self)
        return parts.isEmpty ? address : "\(address)?\(parts.joined(separator: "&"))"
    }

    private var tabs: [Tabs.Tab] {
        [Tabs.Tab("All", to: address, isCurrent: status == nil)]
            + WebhookDelivery.Status.allCases.map {
                .init(Badge.label(of: $0.rawValue), to: "\(address)?status=\($0.rawValue)", isCurrent: status == $0)
            }
    }

    private var table: DataTable {
        DataTable(
            ["Event", "State", .init("Attempts", .number), "Last answer", .init("", .action)],
            log.items.map(row),
            empty: status == nil ? "Nothing yet. Send a test to see whether the target takes it." : "Nothing is in this state.")
    }

    private func row(_ delivery: WebhookDelivery) -> DataTable.Row {
        .init(
            [
                "\(delivery.type)<br><span class=\"muted\">No. \(delivery.sequence), \(Words.time(delivery.createdAt))</span>",
                "\(Badge(status: delivery.status.rawValue))\(some: delivery.nextAttemptAt, { "<br>next \(Words.time($0))" })",
                "\(delivery.attempts)", answer(delivery),
                again(delivery),
            ], id: "event-\(delivery.sequence)", tone: delivery.status == .failed ? .bad : nil)
    }

    private func answer(_ delivery: WebhookDelivery) -> HTML {
        let time = delivery.milliseconds.map { ", \($0) ms" } ?? ""
        let code = delivery.statusCode.map { "\($0)\(time)" } ?? ""
        let text = delivery.answer.map { String($0.prefix(160)) } ?? ""
        return "\(code)\(if: !code.isEmpty && !text.isEmpty, "<br>")\(text)"
    }

    private func again(_ delivery: WebhookDelivery) -> HTML {
        guard canChange, webhook.isActive, delivery.nextAttemptAt == nil else { return .empty }
        return Form(
            post: "\(address)/replay", token: token, layout: .bare,
            "<input type=\"hidden\" name=\"sequence\" value=\"\(String(delivery.sequence))\">\(Button("Send again", .secondary))"
        ).html
    }

    // MARK: Beside it

    private var side: HTML {
        """
        \(Card("Settings", settings))
        \(if: canChange && webhook.isActive, Card("Try and repeat", repeating).html)
        \(if: canChange, Card("Secret", secret).html)
        \(if: canChange, Card("End", ending).html)
        """
    }

    private var settings: HTML {
        guard canChange else { return ChangeableFields(false, HTML(WebhookFields(state: state))).html }
        return Form(post: address, token: token, "\(WebhookFields(state: state))\(ButtonRow([Button("Save")]))").html
    }

    private var repeating: HTML {
        """
        \(Form(post: "\(address)/test", token: token, layout: .bare, HTML(Button("Send a test", .secondary))))
        \(Form(post: "\(address)/replay", token: token, """
            \(replay.summary)
            \(replay.field("since", "Send again since", .date, hint: "From the beginning of this day, UTC. The webhook-id stays the same."))
            \(ButtonRow([Button("Send again", .secondary)]))
            """))
        """
    }

    private var secret: HTML {
        """
        \(some: webhook.oldSecretUntil.flatMap { $0 > now ? $0 : nil }, { "<p>The old secret signs, too, until \(Words.instant($0)).</p>" })
        \(ConfirmStep("New secret…", question: "Until the old one ends, messages carry both signatures.",
            Form(post: "\(address)/rotate-secret", token: token, """
                \(FormField("hours", "Keep the old one for hours", .number(step: "1", minimum: "0"), value: "24", hint: "0 ends it at once; at most \(RotateWebhookSecret.longestHours)."))
                \(ButtonRow([Button("Make a new secret")]))
                """)))
        """
    }

    private var ending: HTML {
        let verb = webhook.isActive ? "disable" : "enable"
        return """
            \(Form(post: "\(address)/\(verb)", token: token, layout: .bare, HTML(Button(webhook.isActive ? "Switch off" : "Switch on", .secondary))))
            \(ConfirmStep("Delete…", question: "The webhook and its log are gone at once.",
                Form(post: "\(address)/delete", token: token, layout: .bare, HTML(Button("Yes, delete it", .danger)))))
            """
    }
}
