import FoundationEssentials
import HTTP
import JSON
import Procurement
import UseCases

/// Changes of orders that suppliers are asked about: the supplier's side and the customer's.
extension RESTAPI {
    private static let answerMembers: [Schema.Property] = [
        .required("version", .integer(), "Of the order's versions: what it became."),
        .required("since", .integer(), "The version that the supplier had, or said something about last."),
        .required(
            "status", .word(SupplierChange.Status.allCases.map(\.rawValue)),
            "overtaken: the order was changed again before it was answered."),
        .required("asked_at", .time), .required("reason", .nullable(.text), "The supplier's words."),
        .required(
            "lines", .array(.object([.required("line_number", .integer()), .required("delivery_date", .day)])),
            "When the supplier delivers, or could."), .required("answered_at", .nullable(.time)),
        .required("answered_by", .nullable(.text)),
    ]

    private static let answerSchema = Schema.named("ChangeAnswer", .object(answerMembers))

    private static let portalChangeSchema = Schema.named(
        "PortalChange",
        .object(
            answerMembers + [
                .required("differences", differenceList, "What version has otherwise than since.")
            ]))

    private static func members(_ change: SupplierChange) -> [JSON.Member] {
        [
            JSON.Member("version", JSON(change.version)), JSON.Member("since", JSON(change.since)),
            JSON.Member("status", .string(change.status.rawValue)), JSON.Member("asked_at", JSON(change.askedAt)),
            JSON.Member("reason", JSON(change.reason)),
            JSON.Member(
                "lines",
                .array(
                    change.promises.map { ["line_number": JSON($0.lineNumber), "delivery_date": .string($0.day.text)] })),
            JSON.Member("answered_at", JSON(change.answeredAt)), JSON.Member("answered_by", JSON(change.answeredBy)),
        ]
    }

    private static func json(_ details: SupplierChangeDetails) -> JSON {
        .object(members(details.change) + [JSON.Member("differences", json(details.differences))])
    }

    /// A page of what is newest first by its version.
    private static func page<Item: Sendable>(
        _ all: [Item], _ call: Call, version: (Item) -> Int
    ) throws -> Page<Item> {
        let page = try call.page()
        if let after = page.after, Int(after) == nil { throw Problem.badCursor }
        let limit = page.after.flatMap { Int($0) } ?? Int.max
        let rest = all.filter { version($0) < limit }
        return Page(reading: Array(rest.prefix(page.limit + 1)), limit: page.limit) { String(version($0)) }
    }

    var supplierChangeRoutes: [Route] { [listPortalChanges, answerPortalChange, listChangeAnswers] }

    private var listPortalChanges: Route {
        Route(
            kind: .list, pattern: "/v1/portal/orders/{id}/changes", name: "listPortalOrderChanges", tag: "portal",
            summary: "List the changes of an order that you are asked about, newest first, with what differs.",
            access: ListSupplierChanges.access, response: Self.portalChangeSchema
        ) { call in
            let all = try await call.answer(ListSupplierChanges(of: try call.id("order")))
            return .page(try Self.page(all, call) { $0.change.version }, for: call, Self.json)
        }
    }

    private var answerPortalChange: Route {
        Route(
            kind: .verb, pattern: "/v1/portal/orders/{id}/answer-change", name: "answerPortalOrderChange", tag: "portal",
            summary: "Accept or refuse a change of an order.",
            note: """
                Accepted, the lines of the change count as confirmed as they are now; refused, with a reason, the customer \
                decides. The same answer again does nothing; another one is 409 answered-already, and one to a version that is \
                no longer what is ordered 409 changed-again.
                """, access: AnswerChange.access,
            body: .object([
                .required("version", .integer(minimum: 1), "The version that you answer, as the list tells it."),
                .required("answer", .word(AnswerChange.Verdict.allCases.map(\.rawValue))),
                .optional("reason", .nullable(.string(limit: 500)), "Needed when you refuse."),
                .optional(
                    "lines",
                    .array(
                        .object([.required("line_number", .integer(minimum: 1)), .required("delivery_date", .day)])),
                    "Delivery of lines that the change is about."),
            ]), response: Self.portalChangeSchema,
            example: ["version": 2, "answer": "accepted", "lines": [["line_number": 1, "delivery_date": "2026-12-01"]]]
        ) { call in
            let id: Identifier<PurchaseOrder> = try call.id("order")
            guard let verdict = AnswerChange.Verdict(rawValue: try call.body.string("answer")) else {
                throw call.body.error("answer", "must be accepted or refused")
            }
            let lines = try (call.body.optionalObjects("lines") ?? []).map {
                AnswerChange.Line(lineNumber: try $0.integer("line_number"), deliveryDate: try $0.string("delivery_date"))
            }
            let (change, _) = try await call.perform(
                AnswerChange(
                    id, version: try call.body.integer("version"), verdict, reason: try call.body.optionalString("reason"),
                    lines: lines))
            let all = try await call.answer(ListSupplierChanges(of: id))
            guard let details = all.first(where: { $0.change.version == change.version }) else {
                throw Refusal.notFound("change")
            }
            return Answer(Self.json(details))
        }
    }

    private var listChangeAnswers: Route {
        Route(
            kind: .list, pattern: "/v1/purchase-orders/{id}/change-answers", name: "listChangeAnswers", tag: "purchase-orders",
            summary: "List what the supplier answered to changes of an order, newest first.",
            note: "A supplier whose people sign in to the portal is asked about each change of an order that it has.",
            access: ListChangeAnswers.access, response: Self.answerSchema
        ) { call in
            let all = try await call.answer(ListChangeAnswers(of: try call.id("purchase order")))
            return .page(try Self.page(all, call) { $0.version }, for: call) { .object(Self.members($0)) }
        }
    }
}
