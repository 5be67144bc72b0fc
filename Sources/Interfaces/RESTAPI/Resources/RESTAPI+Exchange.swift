import Delivery
import JSON
import Procurement
import UseCases

extension RESTAPI {
    static let deliveryStatus = Schema.word(Delivery.Status.allCases.map(\.rawValue))

    static let deliverySchema = Schema.named(
        "Delivery",
        .object([
            .required("id", .text), .required("kind", .word(Delivery.Kind.allCases.map(\.rawValue))),
            .required("purchase_order_id", .nullable(.text)), .required("connection_id", .nullable(.text)),
            .required("payload_id", .text, "The same on every attempt."),
            .required("status", deliveryStatus, "unknown: it was sent, and no answer came."), .required("attempts", .integer()),
            .required("next_attempt_at", .nullable(.time)), .required("last_answer", .nullable(.text)),
            .required("created_at", .time), .required("updated_at", .time),
        ]))

    private static func json(_ delivery: Delivery) -> JSON {
        [
            "id": JSON(delivery.id), "kind": .string(delivery.kind.rawValue), "purchase_order_id": JSON(delivery.orderID),
            "connection_id": JSON(delivery.connectionID), "payload_id": .string(delivery.payloadID),
            "status": .string(delivery.status.rawValue), "attempts": JSON(delivery.attempts),
            "next_attempt_at": JSON(delivery.nextAttemptAt), "last_answer": JSON(delivery.lastAnswer),
            "created_at": JSON(delivery.createdAt), "updated_at": JSON(delivery.updatedAt),
        ]
    }

    static let eventSchema = Schema.named(
        "Event",
        .object([
            .required("id", .text), .required("sequence", .integer(), "From 1, without gaps."), .required("at", .time),
            .required("type", .word(EventType.allCases.map(\.rawValue))),
            .required(
                "actor", .object([.required("kind", .text), .required("id", .nullable(.text)), .required("name", .text)])),
            .required("subject_id", .text), .required("details", .map(.text)),
            .required("hash", .text, "SHA-256 over the event before and this one, in hexadecimal."),
        ]))

    var exchangeRoutes: [Route] { messageRoutes + attachmentRoutes + deliveryRoutes + [listEvents, exportEvents] }

    private var deliveryRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/deliveries", name: "listDeliveries", tag: "deliveries",
                summary: "List what leaves Portico, newest first.", access: ListDeliveries.access,
                parameters: [.init(name: "status", schema: Self.deliveryStatus, note: "Only those in it.")],
                response: Self.deliverySchema
            ) { call in
                let query = ListDeliveries(status: try call.word("status"), page: try call.page(of: Delivery.self))
                return .page(try await call.answer(query), for: call) { Self.json($0) }
            },
            Route(
                kind: .show, pattern: "/v1/deliveries/{id}", name: "showDelivery", tag: "deliveries",
                summary: "Show one delivery.",
                access: ShowDelivery.access, response: Self.deliverySchema
            ) { call in Answer(Self.json(try await call.answer(ShowDelivery(try call.id("delivery"))))) },
            Route(
                kind: .verb, pattern: "/v1/deliveries/{id}/send-again", name: "sendDeliveryAgain", tag: "deliveries",
                summary: "Send a failed or unanswered delivery again: the same bytes under the same payloadID.",
                access: SendAgain.access, response: Self.deliverySchema
            ) { call in Answer(Self.json(try await call.perform(SendAgain(try call.id("delivery"))))) },
            Route(
                kind: .verb, pattern: "/v1/deliveries/{id}/send-as-new", name: "sendDeliveryAsNew", tag: "deliveries",
                summary: "Send the order in a new document under a new payloadID; answers the new delivery.",
                note: "The supplier takes it for another order: set confirmed once you made sure that the first was not taken.",
                access: SendAsNew.access, body: .object([.required("confirmed", .boolean)]), response: Self.deliverySchema,
                example: ["confirmed": true]
            ) { call in
                let command = SendAsNew(
                    try call.id("delivery"), isConfirmed: try call.body.optionalBool("confirmed") ?? false)
                return Answer(Self.json(try await call.perform(command)))
            },
        ]
    }

    private static let eventParameters: [Route.Parameter] = [
        .init(name: "subject_id", schema: .text, note: "Only what happened to this record."),
        .init(name: "type", schema: .word(EventPattern.all), note: "Only these: a word, or all of an area as in invoice.*."),
        .init(name: "since", schema: .time, note: "At this moment or later."),
        .init(name: "until", schema: .time, note: "Before this moment."),
    ]

    private static func filter(_ call: Call) throws -> EventFilter {
        var filter = EventFilter(
            subjectID: call.parameter("subject_id"), since: try call.moment("since"), until: try call.moment("until"))
        if let text = call.parameter("type") {
            guard let pattern = EventPattern(text) else {
                throw Problem.parameter("type", "must be an event's word, or an area as in invoice.*")
            }
            filter.pattern = pattern
        }
        return filter
    }

    private var listEvents: Route {
        Route(
            kind: .list, pattern: "/v1/events", name: "listEvents", tag: "events", summary: "List the trail, newest first.",
            note: "With a rare type a page may be short although there are more.", access: ListEvents.access,
            parameters: Self.eventParameters, response: Self.eventSchema
        ) { call in
            let page = try call.page()
            if let after = page.after, Int(after) == nil { throw Problem.badCursor }
            return .page(try await call.answer(ListEvents(try Self.filter(call), page: page)), for: call) { EventExport.json($0) }
        }
    }

    private var exportEvents: Route {
        Route(
            kind: .file, pattern: "/v1/events/export", name: "exportEvents", tag: "events",
            summary: "Download the trail, oldest first, as JSON Lines or CSV.",
            note: "Written as it is read, whatever its size. Formulas in CSV are defused.", access: ListEvents.access,
            parameters: [
                .init(
                    name: "format", schema: .word(EventExport.Format.allCases.map(\.rawValue)), note: "jsonl when left out.")
            ] + Self.eventParameters, response: Self.eventSchema, fileTypes: ["application/jsonl", "text/csv"]
        ) { call in
            let format: EventExport.Format = try call.word("format") ?? .lines
            return .stream(
                EventExport(try Self.filter(call), as: format, for: call.actor, in: call.application).response(named: "trail"))
        }
    }
}
