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
    ]

    static func json(_ session: PunchOutSession) -> JSON {
        [
            "id": JSON(session.id), "connection_id": JSON(session.connectionID), "user_id": JSON(session.userID),
            "status": .string(session.status.rawValue), "created_at": JSON(session.createdAt),
            "expires_at": JSON(session.expiresAt), "purchase_order_id": JSON(session.orderID),
        ]
    }

    var sessionRoutes: [Route] {
        [
            Route(
                kind: .create, pattern: "/v1/punchout-sessions", name: "createPunchoutSession", tag: "punchout-sessions",
                summary: "Begin a trip to a supplier's shop.",
                note: "Takes a user's token. Open start_page_url in a browser, once; the cart comes back to return_url.",
                access: StartPunchOut.access, body: .object([.required("connection_id", .text)]),
                response: .named(
                    "StartedPunchoutSession",
                    .object(Self.sessionMembers + [.required("start_page_url", .uri), .required("return_url", .uri)])),
                example: ["connection_id": "poc_01"]
            ) { call in
                let started = try await call.exchange.startPunchOut(
                    connectionID: try call.body.string("connection_id"), as: call.actor)
                let json = Self.json(started.session).adding([
                    JSON.Member("start_page_url", .string(started.startPageURL)),
                    JSON.Member("return_url", .string(started.returnURL)),
                ])
                return .created(json, at: "/v1/punchout-sessions/\(started.session.id)")
            },
            Route(
                kind: .show, pattern: "/v1/punchout-sessions/{id}", name: "showPunchoutSession", tag: "punchout-sessions",
                summary: "Show one of your trips, and the order it made.", access: ShowPunchOutSession.access,
                response: .named("PunchoutSession", .object(Self.sessionMembers))
            ) { call in Answer(Self.json(try await call.answer(ShowPunchOutSession(try call.id("punch-out session"))))) },
        ]
    }
}
