import HTTP
import JSON
import Procurement
import UseCases

extension RESTAPI {
    var orderRoutes: [Route] {
        [
            listOrders, createOrder, showOrder, changeOrder, submitOrder, sendOrder, withdrawOrder, cancelOrder, closeOrder,
            claimOrder,
            codeOpenLines,
        ] + orderLifeRoutes
    }

    static let orderPattern = "/v1/purchase-orders/{id}"
    private static let tag = "purchase-orders"

    /// The whole order as `actor` sees it, with its version.
    private static func shownOrder(_ id: Identifier<PurchaseOrder>, to actor: Actor, _ call: Call) async throws -> Answer {
        let details = try await call.application.answer(ShowOrderDetails(id, withHistory: false), as: actor)
        return Answer(
            OrderShape.json(details, for: actor), version: details.order.version, sequence: details.sequence)
    }

    /// The order as `command` leaves it: whoever may change it sees what it becomes, whatever their token may read. Pointers at
    /// lines become places in the body by `places`.
    static func changedOrder<C: Command>(
        by command: C, places: [Int: Int] = [:], _ call: Call
    ) async throws -> (order: PurchaseOrder, answer: Answer) where C.Outcome == PurchaseOrder {
        let order = try await OrderChange.placing(places) { try await call.perform(command) }
        let actor = Actor(call.actor.kind)
        let details = try await call.application.answer(ShowOrderDetails(changed: order), as: actor)
        let json = OrderShape.json(details, for: actor)
        return (order, Answer(json, version: details.order.version, sequence: details.sequence))
    }

    private var listOrders: Route {
        Route(
            kind: .list, pattern: "/v1/purchase-orders", name: "listPurchaseOrders", tag: Self.tag,
            summary: "List the orders you may see, newest first.",
            note: "Buyers see their own and those they approve; administrators, auditors and accounts payable see all.",
            access: ListOrders.access,
            parameters: [
                .init(name: "status", schema: .word(PurchaseOrder.Status.allCases.map(\.rawValue)), note: "Only orders in it."),
                .init(name: "buyer_id", schema: .identifier("usr"), note: "Only this user's orders."),
                .init(name: "unclaimed", schema: .word(["true", "false"]), note: "true: only punch-ins that nobody owns yet."),
            ], response: OrderShape.order
        ) { call in
            var filter = OrderFilter(status: try call.word("status"))
            filter.buyerID = try call.identifier("buyer_id", "a user's id")
            filter.unclaimed = try call.flag("unclaimed") ?? false
            let page = try call.page(of: PurchaseOrder.self)
            return .page(try await call.answer(ListOrders(filter, page: page)), for: call) { OrderShape.json($0) }
        }
    }

    private var showOrder: Route {
        Route(
            kind: .show, pattern: Self.orderPattern, name: "showPurchaseOrder", tag: Self.tag,
            summary: "Show one order with its plan, its approvals, and what was sent and came back.",
            access: ShowOrderDetails.access, response: OrderShape.details
        ) { call in try await Self.shownOrder(try call.id("purchase order"), to: call.actor, call) }
    }

    private var createOrder: Route {
        Route(
            kind: .create, pattern: "/v1/purchase-orders", name: "createPurchaseOrder", tag: Self.tag,
            summary: "Make a draft order from lines of your own.",
            note: """
                For what is ordered without a trip to the shop. It starts with the codings of its buyer, connection, supplier \
                and categories; what coding names goes over them. The plan shows what its budgets say about it.
                """,
            access: CreateOrder.access, body: NewOrder.schema(coding: Self.codingChange), response: OrderShape.details,
            example: NewOrder.example
        ) { call in
            let (order, shown) = try await Self.changedOrder(by: try NewOrder.command(call.body), call)
            return .created(
                shown.json, at: "/v1/purchase-orders/\(order.id)", version: shown.version, sequence: shown.sequence)
        }
    }

    private static let codedLine = Schema.object([
        .required("line_number", .integer(minimum: 1)), .optional("coding", codingChange),
        .optional(
            "shares",
            .nullable(
                .array(
                    .object([
                        .optional("percent", .nullable(.text), "Up to four digits after the point; 100 together."),
                        .optional("amount", .nullable(.text), "Of the line's currency; the line's amount together."),
                        .required("coding", codingChange),
                    ]))), "The complete split by percent or by amount; null or an empty list makes the line whole again."),
    ])

    private var changeOrder: Route {
        Route(
            kind: .change, pattern: Self.orderPattern, name: "changePurchaseOrder", tag: Self.tag, summary: "Code an order.",
            note: """
                For the whole order, and by line where a line differs. What is left out stays; null clears, \
                and a line's null falls back to the order's coding. A rejected order becomes a draft again. \
                What the supplier sent cannot be changed.
                """,
            access: CodeOrder.access,
            body: .object([
                .optional("coding", Self.codingChange),
                .optional("lines", .array(Self.codedLine)),
                .optional("comment", .nullable(.text), "For approvers; at most 2000 characters. Never sent to the supplier."),
                .optional(
                    "note_to_supplier", .nullable(.text), "Goes to the supplier with the order; at most 2000 characters."),
            ]), response: OrderShape.details,
            example: [
                "coding": ["department_id": "dep_01", "budget_id": "bud_01", "gl_account_id": "gl_01"],
                "lines": [
                    ["line_number": 2, "coding": ["gl_account_id": "gl_02", "own_fields": ["cost_type": "opex"]]],
                    [
                        "line_number": 3,
                        "shares": [
                            ["percent": "60", "coding": ["department_id": "dep_01"]],
                            ["percent": "40", "coding": ["department_id": "dep_02", "budget_id": "bud_02"]],
                        ],
                    ],
                ], "comment": "For the new desk",
            ]
        ) { call in
            let id: Identifier<PurchaseOrder> = try call.id("purchase order")
            let change = try OrderChange(call.body)
            let command = CodeOrder(
                id, coding: change.coding, lines: change.lines, shares: change.shares, comment: change.comment,
                supplierNote: change.supplierNote)
            let seen = try ETag.seen(call.request.headers)
            return try await Self.changedOrder(by: AtVersion(seen, of: id, command), places: change.places, call).answer
        }
    }

    /// POST of a verb that changes an order and shows it; `If-Match` is checked inside the transaction.
    func orderVerb<C: Command>(
        _ verb: String, _ summary: String, note: String? = nil, body: Schema? = nil, example: JSON? = nil,
        _ make: @escaping @Sendable (Identifier<PurchaseOrder>, JSONObject) throws -> C
    ) -> Route where C.Outcome == PurchaseOrder {
        Route(
            kind: .verb, pattern: "\(Self.orderPattern)/\(verb)", name: Route.name(verb, "PurchaseOrder"), tag: Self.tag,
            summary: summary,
            note: note, access: C.access, body: body, response: OrderShape.details, example: example, takesIfMatch: true
        ) { call in
            let id: Identifier<PurchaseOrder> = try call.id("purchase order")
            let command = AtVersion(try ETag.seen(call.request.headers), of: id, try make(id, call.body))
            return try await Self.changedOrder(by: command, call).answer
        }
    }

    private var submitOrder: Route {
        orderVerb(
            "submit", "Ask for approval, or order at once where the plan says so.",
            note: "Refused with every missing coding field named until the coding is complete.",
            body: .object([
                .optional(
                    "skip_approval", .boolean,
                    "true: order without approval, as a requisitioner of the buying group that decides may."),
                .optional(
                    "reason", .nullable(.string(limit: 500)), "Why approval is skipped; needed then, and kept in the trail."),
            ]), example: ["skip_approval": false]
        ) { id, body in
            let skips = try body.optionalBool("skip_approval") ?? false
            return SubmitOrder(id, skippingBecause: skips ? try body.optionalString("reason") ?? "" : nil)
        }
    }

    private var codeOpenLines: Route {
        orderVerb(
            "code-open-lines", "Code every open line like one of the lines.",
            note:
                "Fields that are empty take that line's choice; lines without any coding take its split. What was chosen stays.",
            body: .object([.required("line_number", .integer(minimum: 1), "The line to copy from.")]), example: ["line_number": 1]
        ) { id, body in CodeOpenLines(id, like: try body.integer("line_number")) }
    }

    private var withdrawOrder: Route {
        orderVerb("withdraw", "Take an order back from approval, so that it can be changed.") { id, _ in WithdrawOrder(id) }
    }

    private var sendOrder: Route {
        orderVerb("send", "Send an approved order by hand that no event rule has sent.") { id, _ in SendOrder(id) }
    }

    private var cancelOrder: Route {
        orderVerb(
            "cancel", "Cancel an order.",
            note: """
                One that was sent goes to the supplier as OrderRequest type delete, where its connection takes changes; \
                else 409 already-sent: tell the supplier first, then say so by told_supplier. 409 received or billed when \
                something arrived or was billed.
                """,
            body: .object([
                .optional("reason", .nullable(.string(limit: 2000)), "Needed once the order was sent; kept in the trail."),
                .optional("told_supplier", .boolean, "true: the supplier was told another way; no document is sent."),
            ]), example: ["reason": "Not needed any more"]
        ) { id, body in
            CancelOrder(
                id, reason: try body.optionalString("reason"), isTold: try body.optionalBool("told_supplier") ?? false)
        }
    }

    private var closeOrder: Route {
        orderVerb(
            "close", "Close an order that nothing more is expected of.",
            note: "What its budgets promised and nobody billed comes back.",
            body: .object([.optional("reason", .nullable(.string(limit: 500)), "Kept in the trail.")]),
            example: ["reason": "The rest is no longer made"]
        ) { id, body in CloseOrder(id, reason: try body.optionalString("reason")) }
    }

    private var claimOrder: Route {
        orderVerb(
            "claim", "Give an unclaimed punch-in to the buyer it belongs to.", body: .object([.required("user_id", .text)]),
            example: ["user_id": "usr_01"]
        ) { id, body in ClaimOrder(id, userID: try body.string("user_id")) }
    }
}
