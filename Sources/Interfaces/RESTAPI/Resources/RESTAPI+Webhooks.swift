import FoundationEssentials
import HTTP
import JSON
import Procurement
import UseCases

/// Webhooks: addresses of other systems that are told of events.
extension RESTAPI {
    private static let webhookMembers: [Schema.Property] = [
        .required("name", .text), .required("url", .uri, "Redirects are not followed."),
        .required("events", .array(.text), "Kinds of events: *, all of an area as in invoice.*, or one of them."),
    ]

    private static let webhookFields: [Schema.Property] =
        [.required("id", .text)] + webhookMembers + [
            .required("is_active", .boolean),
            .required("disabled_reason", .nullable(.text), "Why Portico switched it off by itself."),
            .required("failing_since", .nullable(.time), "Since when nothing arrives."),
            .required("paused_until", .nullable(.time), "The target is down: nothing is sent before."),
            .required("old_secret_until", .nullable(.time), "Until when the secret before signs, too."),
            .required("created_at", .time), .required("updated_at", .time),
        ]

    static let webhookSchema = Schema.named("Webhook", .object(webhookFields))

    private static let newSecret = Schema.named(
        "WebhookWithSecret",
        .object(
            webhookFields + [
                .required("secret", .text, "whsec_ and base64, after Standard Webhooks. Shown once.")
            ]))

    static func json(_ webhook: Webhook) -> JSON {
        [
            "id": JSON(webhook.id), "name": .string(webhook.name), "url": .string(webhook.url),
            "events": JSON(webhook.patterns.map(\.text)), "is_active": JSON(webhook.isActive),
            "disabled_reason": JSON(webhook.disabledReason), "failing_since": JSON(webhook.failingSince),
            "paused_until": JSON(webhook.pausedUntil), "old_secret_until": JSON(webhook.oldSecretUntil),
            "created_at": JSON(webhook.createdAt), "updated_at": JSON(webhook.updatedAt),
        ]
    }

    private static let webhookDeliverySchema = Schema.named(
        "WebhookDelivery",
        .object([
            .required("sequence", .integer(), "Of the event in the trail."),
            .required("event_id", .text, "The header webhook-id, the same on every attempt and replay."),
            .required("type", .text), .required("status", .word(WebhookDelivery.Status.allCases.map(\.rawValue))),
            .required("attempts", .integer()), .required("next_attempt_at", .nullable(.time)),
            .required("last_attempt_at", .nullable(.time)), .required("status_code", .nullable(.integer())),
            .required("answer", .nullable(.text), "The beginning of what was answered, or why nothing was."),
            .required("milliseconds", .nullable(.integer())), .required("created_at", .time),
        ]))

    private static func json(_ delivery: WebhookDelivery) -> JSON {
        [
            "sequence": JSON(delivery.sequence), "event_id": JSON(delivery.eventID), "type": .string(delivery.type),
            "status": .string(delivery.status.rawValue), "attempts": JSON(delivery.attempts),
            "next_attempt_at": JSON(delivery.nextAttemptAt), "last_attempt_at": JSON(delivery.lastAttemptAt),
            "status_code": JSON(delivery.statusCode), "answer": JSON(delivery.answer),
            "milliseconds": JSON(delivery.milliseconds), "created_at": JSON(delivery.createdAt),
        ]
    }

    var webhookRoutes: [Route] {
        let webhooks = RecordCollection(
            path: "webhooks", noun: "webhook", symbol: "Webhook", list: { page, _ in PageOfWebhooks(page) },
            show: { ShowWebhook($0) }, id: { $0.id.text }, schema: Self.webhookSchema, json: Self.json)
        return webhooks.readRoutes + [
            createWebhook, changeWebhook, deleteWebhook, rotateSecret,
            webhooks.verbRoute("enable", summary: "Switch a webhook on. What happened meanwhile is sent by a replay.") {
                SwitchWebhook($0, isActive: true)
            },
            webhooks.verbRoute("disable", summary: "Switch a webhook off; what is queued waits.") {
                SwitchWebhook($0, isActive: false)
            },
            webhooks.verbRoute("test", summary: "Send an event webhook.tested to this webhook alone.") { TestWebhook($0) },
            replayWebhook, listWebhookDeliveries,
        ]
    }

    private var createWebhook: Route {
        Route(
            kind: .create, pattern: "/v1/webhooks", name: "createWebhook", tag: "webhooks",
            summary: "Have another system told of events as they happen.",
            note: """
                Messages are signed after Standard Webhooks (standardwebhooks.com): webhook-id, webhook-timestamp, \
                webhook-signature. An answer of 2xx within 20 seconds takes one; others are tried again for three days. \
                410 switches the webhook off, and so do five days without a message that arrives. `secret` is shown in this \
                answer only.
                """,
            access: SaveWebhook.access, body: .object(Self.webhookMembers), response: Self.newSecret,
            example: [
                "name": "ERP", "url": "https://erp.example.com/hooks/portico",
                "events": ["purchase_order.*", "invoice.accepted"],
            ]
        ) { call in
            let made = try await call.perform(
                SaveWebhook(
                    name: try call.body.string("name"), url: try call.body.string("url"),
                    events: try call.body.strings("events")))
            return .created(
                Self.json(made.webhook).adding([JSON.Member("secret", JSON(made.secret))]), at: "/v1/webhooks/\(made.webhook.id)")
        }
    }

    private var changeWebhook: Route {
        Route(
            kind: .change, pattern: "/v1/webhooks/{id}", name: "changeWebhook", tag: "webhooks",
            summary: "Change the given members of one webhook.",
            note: "Members that are left out stay as they are; events are replaced whole.", access: SaveWebhook.access,
            body: .object(Self.webhookMembers.map { .optional($0.name, $0.schema, $0.note) }), response: Self.webhookSchema,
            example: ["events": ["*"]]
        ) { call in
            let change = Amend<ShowWebhook, SaveWebhook>(ShowWebhook(try call.id("webhook"))) { webhook in
                try ETag.demand(ETag.make(version: nil, body: Self.json(webhook).bytes()), call.request.headers)
                return SaveWebhook(
                    id: webhook.id, name: try call.body.text("name", over: webhook.name),
                    url: try call.body.text("url", over: webhook.url),
                    events: try call.body.texts("events", over: webhook.patterns.map(\.text)))
            }
            return Answer(Self.json(try await call.perform(change).webhook))
        }
    }

    private var deleteWebhook: Route {
        Route(
            kind: .remove, pattern: "/v1/webhooks/{id}", name: "deleteWebhook", tag: "webhooks",
            summary: "End a webhook for good, with its log.", access: DeleteWebhook.access, response: Self.webhookSchema
        ) { call in
            try await call.perform(DeleteWebhook(try call.id("webhook")))
            return .removed
        }
    }

    private var rotateSecret: Route {
        Route(
            kind: .verb, pattern: "/v1/webhooks/{id}/rotate-secret", name: "rotateSecretWebhook", tag: "webhooks",
            summary: "Give a webhook another secret.",
            note: "Until the old one ends every message carries two signatures. `secret` is shown in this answer only.",
            access: RotateWebhookSecret.access,
            body: .object([
                .optional("keep_old_hours", .integer(minimum: 0), "24 when left out; 0 ends the old one at once.")
            ]), response: Self.newSecret, example: ["keep_old_hours": 48]
        ) { call in
            let rotated = try await call.perform(
                RotateWebhookSecret(
                    try call.id("webhook"), keepingOldFor: try call.body.optionalInteger("keep_old_hours") ?? 24))
            return Answer(Self.json(rotated.webhook).adding([JSON.Member("secret", .string(rotated.secret))]))
        }
    }

    private var replayWebhook: Route {
        Route(
            kind: .verb, pattern: "/v1/webhooks/{id}/replay", name: "replayWebhook", tag: "webhooks",
            summary: "Send again: one event, or every one since a time that the webhook asks for.",
            note: "The header webhook-id is the same as before, so that a receiver can tell what it has.",
            access: ReplayWebhook.access,
            body: .object([
                .optional("sequence", .integer(minimum: 1), "The event's number in the trail."), .optional("since", .time),
            ]), response: Self.webhookSchema, example: ["since": "2026-01-31T12:00:00Z"]
        ) { call in
            let sequence = try call.body.optionalInteger("sequence")
            let since = try call.body.optionalString("since")
            let extent: ReplayWebhook.Extent
            switch (sequence, since) {
            case (let sequence?, nil): extent = .one(sequence)
            case (nil, let text?):
                guard let moment = Self.moment(text) else {
                    throw Refusal.invalid("/since", "invalid", "Write the time with its zone, as in 2026-01-31T12:00:00Z.")
                }
                extent = .since(moment)
            default: throw Refusal.invalid("/since", "required", "Name either an event's sequence or since when.")
            }
            return Answer(Self.json(try await call.perform(ReplayWebhook(try call.id("webhook"), extent))))
        }
    }

    /// RFC 3339, with or without parts of a second.
    static func moment(_ text: String) -> Date? {
        (try? Date(text, strategy: Date.ISO8601FormatStyle()))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }

    private var listWebhookDeliveries: Route {
        Route(
            kind: .list, pattern: "/v1/webhooks/{id}/deliveries", name: "listWebhookDeliveries", tag: "webhooks",
            summary: "List what a webhook was told, the newest event first.",
            note: "Kept for 30 days.", access: ListWebhookDeliveries.access,
            parameters: [
                .init(
                    name: "status", schema: .word(WebhookDelivery.Status.allCases.map(\.rawValue)), note: "Only those in it.")
            ], response: Self.webhookDeliverySchema
        ) { call in
            let page = try call.page()
            if let after = page.after, Int(after) == nil { throw Problem.badCursor }
            let query = ListWebhookDeliveries(of: try call.id("webhook"), status: try call.word("status"), page: page)
            return .page(try await call.answer(query), for: call) { Self.json($0) }
        }
    }
}
