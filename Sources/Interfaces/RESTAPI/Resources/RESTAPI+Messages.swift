import Delivery
import CXMLExchange
import FoundationEssentials
import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let messageMembers: [Schema.Property] = [
        .required("id", .text), .required("at", .time),
        .required("direction", .word(["in", "out"]), "Seen from Portico."), .required("kind", .text),
        .required("connection_id", .nullable(.text)), .required("purchase_order_id", .nullable(.text)),
        .required("payload_id", .nullable(.text)), .required("status_code", .nullable(.integer()), "Of the cXML Status."),
        .required("status_text", .nullable(.text)), .required("warnings", .array(.text), "Each leniency it was read with."),
        .required("duration_ms", .nullable(.number), "Until it was carried out, or answered."),
    ]

    private static func json(_ message: LoggedMessage) -> JSON {
        [
            "id": JSON(message.id), "at": JSON(message.at), "direction": .string(message.direction.rawValue),
            "kind": .string(message.kind), "connection_id": JSON(message.connectionID),
            "purchase_order_id": JSON(message.orderID), "payload_id": JSON(message.payloadID),
            "status_code": JSON(message.statusCode), "status_text": JSON(message.statusText), "warnings": JSON(message.warnings),
            "duration_ms": message.duration.map(JSON.milliseconds) ?? .null,
        ]
    }

    private static let filters: [Route.Parameter] = [
        .init(name: "q", schema: .text, note: "A payloadID, an order number, or any text of the document, such as an ASIN."),
        .init(name: "payload_id", schema: .text, note: "Only documents with this payloadID."),
        .init(name: "purchase_order_id", schema: .identifier("po"), note: "Only documents about this order."),
        .init(name: "connection_id", schema: .identifier("poc"), note: "Only documents of this connection."),
        .init(name: "direction", schema: .word(LoggedMessage.Direction.allCases.map(\.rawValue)), note: "Only these."),
        .init(name: "kind", schema: .text, note: "Only this element, such as OrderRequest."),
        .init(
            name: "outcome", schema: .word(MessageFilter.Outcome.allCases.map(\.rawValue)),
            note: "failed: answered with 400 or above; unanswered: sent without an answer; warned: read with leniency."),
    ]

    private static func filter(_ call: Call) throws -> MessageFilter {
        MessageFilter(
            order: try call.identifier("purchase_order_id", "an identifier"), payloadID: call.parameter("payload_id"),
            direction: try call.word("direction"), connection: try call.identifier("connection_id", "an identifier"),
            kind: call.parameter("kind"),
            outcome: try call.word("outcome"), words: call.parameter("q").map { String($0.prefix(200)) })
    }

    var messageRoutes: [Route] { [listMessages, showMessage, reprocessMessage, validateMessage, purgeMessages] }

    private var listMessages: Route {
        Route(
            kind: .list, pattern: "/v1/messages", name: "listMessages", tag: "messages",
            summary: "List every cXML document in and out, newest first.", access: ListMessages.access,
            parameters: Self.filters, response: .named("Message", .object(Self.messageMembers))
        ) { call in
            let query = ListMessages(try Self.filter(call), page: try call.page(of: LoggedMessage.self))
            return .page(try await call.answer(query), for: call) { Self.json($0) }
        }
    }

    private var showMessage: Route {
        Route(
            kind: .show, pattern: "/v1/messages/{id}", name: "showMessage", tag: "messages",
            summary: "Show one document, what answered it and what it changed; secrets are blanked.", access: ShowMessage.access,
            response: .named(
                "MessageDetails",
                .object(
                    Self.messageMembers + [
                        .required("body", .text), .required("answer", .nullable(.text)),
                        .required("delivery_id", .nullable(.text), "Of the outbox, when it was sent from there."),
                        .required("events", .array(Self.eventSchema), "What it changed, oldest first."),
                        .required("attachments", .array(Self.attachmentSchema), "What came along with it."),
                    ]))
        ) { call in
            let details = try await call.answer(ShowMessageDetails(try call.id("message")))
            let message = details.message
            return Answer(
                Self.json(message).adding([
                    JSON.Member("body", .string(String(decoding: message.body, as: UTF8.self))),
                    JSON.Member("answer", JSON(message.answer.map { String(decoding: $0, as: UTF8.self) })),
                    JSON.Member("delivery_id", JSON(details.delivery?.id)),
                    JSON.Member("events", .array(details.events.map { EventExport.json($0) })),
                    JSON.Member("attachments", .array(details.attachments.map { Self.json($0) })),
                ]))
        }
    }

    private var reprocessMessage: Route {
        Route(
            kind: .verb, pattern: "/v1/messages/{id}/reprocess", name: "reprocessMessage", tag: "messages",
            summary: "Carry out a document again that came in and failed.",
            note: "The attempt is a message of its own. When it succeeds, the partner's repeat gets the same answer.",
            access: PrepareReprocess.access,
            response: .named(
                "Reprocessed",
                .object([
                    .required("status_code", .integer(), "Of the cXML Status."), .required("status_text", .text),
                    .required("purchase_order_id", .nullable(.text)),
                ]))
        ) { call in
            let answer = try await call.exchange.reprocess(try call.id("message"), as: call.actor)
            return Answer([
                "status_code": JSON(answer.code), "status_text": .string(answer.text), "purchase_order_id": JSON(answer.orderID),
            ])
        }
    }

    private var validateMessage: Route {
        Route(
            kind: .verb, pattern: "/v1/messages/{id}/validate", name: "validateMessage", tag: "messages",
            summary: "Hold a document against the cXML DTDs, when cxml.dtd_directory is set.", access: ShowMessage.access,
            response: .named(
                "Validation",
                .object([
                    .required("dtd", .text), .required("valid", .boolean), .required("complaints", .array(.text)),
                ]))
        ) { call in
            let message = try await call.answer(ShowMessage(try call.id("message")))
            let verdict = try call.exchange.validate(message.body)
            return Answer([
                "dtd": .string(verdict.file), "valid": JSON(verdict.complaints.isEmpty), "complaints": JSON(verdict.complaints),
            ])
        }
    }

    private var purgeMessages: Route {
        Route(
            kind: .verb, pattern: "/v1/messages/purge", name: "purgeMessages", tag: "messages",
            summary: "Delete documents of the log that are older than some days.",
            note: "What they changed stays, and so do the answers by which repeats are recognised.",
            access: PurgeMessages.access, body: .object([.required("older_than_days", .integer(minimum: 1))]),
            response: .named("Purged", .object([.required("deleted", .integer())])), example: ["older_than_days": 730]
        ) { call in
            let days = try call.body.integer("older_than_days")
            var deleted = 0
            var last = PurgeMessages.batch
            while last == PurgeMessages.batch {
                last = try await call.perform(PurgeMessages(olderThan: days))
                deleted += last
            }
            return Answer(["deleted": JSON(deleted)])
        }
    }
}

extension JSON {
    /// Seconds as milliseconds with three decimals at most.
    static func milliseconds(_ seconds: TimeInterval) -> JSON {
        .number(Decimal(Int((seconds * 1_000_000).rounded())) / 1000)
    }
}
