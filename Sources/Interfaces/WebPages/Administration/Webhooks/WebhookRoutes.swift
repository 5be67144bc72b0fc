import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Webhooks: list, add, change, switch, rotate the secret, test, the log, send again.
    mutating func addWebhooks() throws {
        try get("/admin/webhooks") { context in try await context.webhookList(FormState()) }
        try post("/admin/webhooks") { context in
            do {
                let made = try await context.perform(context.form.saveWebhook(nil))
                // Not a redirect: the secret is in this answer and nowhere else.
                let view = WebhookSecretView(webhook: made.webhook, secret: made.secret ?? "", isNew: true)
                return try await context.page("New webhook", at: .webhooks, status: .created, view.html)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.webhookList(
                    context.form.state(refused, names: WebhookFields.names), status: .unprocessable)
            }
        }
        try get("/admin/webhooks/{id}") { context in try await context.webhookPage() }
        try post("/admin/webhooks/{id}") { context in
            let id = try context.webhookID
            do {
                _ = try await context.perform(context.form.saveWebhook(id))
                return context.redirect(to: "/admin/webhooks/\(id)", .webhookSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.webhookPage(
                    context.form.state(refused, names: WebhookFields.names), status: .unprocessable)
            }
        }
        try addWebhookVerbs()
    }

    private mutating func addWebhookVerbs() throws {
        try post("/admin/webhooks/{id}/rotate-secret") { context in
            let rotated = try await context.perform(
                RotateWebhookSecret(
                    try context.webhookID, keepingOldFor: context.form.text("hours").flatMap { Int($0) } ?? -1))
            let view = WebhookSecretView(webhook: rotated.webhook, secret: rotated.secret, isNew: false)
            return try await context.page("New secret", at: .webhooks, status: .created, view.html)
        }
        for (verb, isActive) in [("enable", true), ("disable", false)] {
            try post("/admin/webhooks/{id}/\(verb)") { context in
                let id = try context.webhookID
                _ = try await context.perform(SwitchWebhook(id, isActive: isActive))
                return context.redirect(to: "/admin/webhooks/\(id)", isActive ? .webhookEnabled : .webhookDisabled)
            }
        }
        try post("/admin/webhooks/{id}/test") { context in
            let id = try context.webhookID
            _ = try await context.perform(TestWebhook(id))
            return context.redirect(to: "/admin/webhooks/\(id)", .webhookTested)
        }
        try post("/admin/webhooks/{id}/delete") { context in
            try await context.perform(DeleteWebhook(try context.webhookID))
            return context.redirect(to: "/admin/webhooks", .webhookDeleted)
        }
        try post("/admin/webhooks/{id}/replay") { context in
            let id = try context.webhookID
            do {
                _ = try await context.perform(ReplayWebhook(id, try context.form.replayExtent()))
                return context.redirect(to: "/admin/webhooks/\(id)", .webhookReplayed)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.webhookPage(replay: context.form.state(refused), status: .unprocessable)
            }
        }
    }
}

extension PostedForm {
    fileprivate func saveWebhook(_ id: Identifier<Webhook>?) -> SaveWebhook {
        SaveWebhook(
            id: id, name: self["name"] ?? "", url: self["url"] ?? "",
            events: (self["events"] ?? "").split { $0.isWhitespace || $0 == "," }.map(String.init))
    }

    /// One event by its number, or the beginning of a day. Throws `Refusal.invalid`.
    fileprivate func replayExtent() throws -> ReplayWebhook.Extent {
        if let number = text("sequence").flatMap({ Int($0) }) { return .one(number) }
        guard let day = text("since"), day.utf8.count == 10,
            let start = try? Date("\(day)T00:00:00Z", strategy: Date.ISO8601FormatStyle())
        else { throw Refusal.invalid("/since", "invalid", "Choose the day from which on events are sent again.") }
        return .since(start)
    }
}

extension PageContext {
    fileprivate var webhookID: Identifier<Webhook> { get throws { try identifier("id", kind: "webhook") } }

    fileprivate func webhookList(_ state: FormState, status: Status = .ok) async throws -> HTTPResponse {
        let view = WebhookListView(
            webhooks: try await answer(ListWebhooks()), state: state, token: csrf, canChange: isAdministrator)
        return try await page("Webhooks", at: .webhooks, status: status, view.html)
    }

    fileprivate func webhookPage(
        _ state: FormState? = nil, replay: FormState = FormState(), status: Status = .ok
    ) async throws -> HTTPResponse {
        let webhook = try await answer(ShowWebhook(try webhookID))
        let wanted = query("status").flatMap { WebhookDelivery.Status(rawValue: $0) }
        let view = WebhookView(
            webhook: webhook,
            log: try await answer(
                ListWebhookDeliveries(of: webhook.id, status: wanted, page: PageRequest(limit: 25, after: query("after")))),
            status: wanted, isFirst: query("after") == nil, state: state ?? WebhookFields.state(of: webhook), replay: replay,
            now: application.now, token: csrf, canChange: isAdministrator)
        return try await page(webhook.name, at: .webhooks, status: status, view.html)
    }
}
