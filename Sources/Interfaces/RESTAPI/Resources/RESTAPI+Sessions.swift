import CXMLExchange
import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let sessionMembers: [Schema.Property] = [
        .required("id", .text), .required("connection_id", .text), .required("user_id", .text),
        .required("status", .word(PunchOutSession.Status.allCases.map(\.rawValue))), .required("created_at", .time),
        .required("expires_at", .time),
        .required("purchase_order_id", .nullable(.text), "The order that the cart became."),
        .required("operation", .word(PunchOutSession.Operation.allCases.map(\.rawValue))),
        .required(
            "edited_purchase_order_id", .nullable(.text),
            "The draft that is edited in the shop, or the order that is looked at there."),
    ]

    static func json(_ session: PunchOutSession) -> JSON {
        [
            "id": JSON(session.id), "connection_id": JSON(session.connectionID), "user_id": JSON(session.userID),
            "status": .string(session.status.rawValue), "created_at": JSON(session.createdAt),
            "expires_at": JSON(session.expiresAt), "purchase_order_id": JSON(session.orderID),
            "operation": .string(session.operation.rawValue), "edited_purchase_order_id": JSON(session.editedOrderID),
        ]
    }

    private static func startSession(_ call: Call) async throws -> StartedPunchOut {
        let connection = try call.body.string("connection_id")
        func order(_ name: String) throws -> Identifier<PurchaseOrder>? {
            guard let text = try call.body.optionalString(name) else { return nil }
            guard let id = Identifier<PurchaseOrder>(text) else {
                throw Refusal.invalid("/\(name)", "not-found", "There is no purchase order “\(text)”.")
            }
            return id
        }
        let edited = try order("edit_purchase_order_id")
        guard let inspected = try order("inspect_purchase_order_id") else {
            return try await call.exchange.startPunchOut(connectionID: connection, editing: edited, as: call.actor)
        }
        guard edited == nil else {
            throw Refusal.invalid("/inspect_purchase_order_id", "invalid", "Edit a cart or inspect it, not both at once.")
        }
        return try await call.exchange.inspectInShop(connectionID: connection, inspected, as: call.actor)
    }

    var sessionRoutes: [Route] {
        [
            Route(
                kind: .create, pattern: "/v1/punchout-sessions", name: "createPunchoutSession", tag: "punchout-sessions",
                summary: "Begin a trip to a supplier's shop.",
                note: "Takes a user's token. Open start_page_url in a browser, once; the cart comes back to return_url.",
                access: StartPunchOut.access,
                body: .object([
                    .required("connection_id", .text),
                    .optional("edit_purchase_order_id", .text, "A draft to take back to the shop, when the shop allows it."),
                    .optional(
                        "inspect_purchase_order_id", .text,
                        "An order whose cart the shop shows again, when it allows that; what comes back is ignored."),
                ]),
                response: .named(
                    "StartedPunchoutSession",
                    .object(Self.sessionMembers + [.required("start_page_url", .uri), .required("return_url", .uri)])),
                example: ["connection_id": "poc_01"]
            ) { call in
                let started = try await Self.startSession(call)
                let json = Self.json(started.session).adding([
                    JSON.Member("start_page_url", .string(started.startPageURL)),
                    JSON.Member("return_url", .string(started.returnURL)),
                ])
                return .created(json, at: "/v1/punchout-sessions/\(started.session.id)")
            },
            Route(
                kind: .verb, pattern: "/v1/punchout-sessions/{id}/answer-empty", name: "answerEmptyPunchoutSession",
                tag: "punchout-sessions",
                summary: "Say whether a draft's lines go whose cart came back from an edit without items.",
                note: "Without lines there is no order: removing them cancels the draft.", access: AnswerEmptyEdit.access,
                body: .object([.required("remove_lines", .boolean)]),
                response: .named("PunchoutSession", .object(Self.sessionMembers)),
                example: ["remove_lines": false]
            ) { call in
                let id: Identifier<PunchOutSession> = try call.id("punch-out session")
                _ = try await call.perform(AnswerEmptyEdit(id, removesLines: try call.body.bool("remove_lines")))
                return Answer(Self.json(try await call.answer(ShowPunchOutSession(id))))
            },
            Route(
                kind: .show, pattern: "/v1/punchout-sessions/{id}", name: "showPunchoutSession", tag: "punchout-sessions",
                summary: "Show one of your trips, and the order it made.", access: ShowPunchOutSession.access,
                response: .named("PunchoutSession", .object(Self.sessionMembers))
            ) { call in Answer(Self.json(try await call.answer(ShowPunchOutSession(try call.id("punch-out session"))))) },
        ]
    }
}
