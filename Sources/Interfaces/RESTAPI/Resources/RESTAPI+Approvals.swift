import JSON
import Procurement
import UseCases

extension RESTAPI {
    static let approvalSchema = Schema.named(
        "Approval",
        .object([
            .required("id", .text), .required("purchase_order_id", .nullable(.text), "What it is about: an order,"),
            .required("invoice_id", .nullable(.text), "or else an invoice."), .required("approver_id", .text),
            .required("round", .integer(), "Counts submissions."), .required("stage", .integer()),
            .required("reason", .text, "The rule that put this person here."),
            .required("needed", .integer(), "How many approvals the stage needs."),
            .required("decided_by_id", .nullable(.text), "Who decided; differs from the approver when somebody acted for them."),
            .required("escalated_to_id", .nullable(.text), "Who may decide, too, since nobody did for long."),
            .required("repeats_stage", .nullable(.integer()), "The stage right before that the same person approved."),
            .required("carried_from_round", .nullable(.integer()), "The earlier round whose approval still holds."),
            .required("status", .word(ApprovalTask.Status.allCases.map(\.rawValue))), .required("comment", .nullable(.text)),
            .required("created_at", .time), .required("decided_at", .nullable(.time)),
            .required(
                "prices_held_until", .nullable(.time), "Of an open one: how long the shop holds the prices of the order's cart."),
            .required("price_hold", .nullable(.word(PriceHold.Phase.allCases.map(\.rawValue))), "Where that stands now."),
            .required("split_purchase", .nullable(.text), "Why the order looks like a part of a larger purchase."),
            .required(
                "purchase_order",
                .nullable(
                    .object([
                        .required("id", .text), .required("number", .nullable(.text)),
                        .required("status", .word(PurchaseOrder.Status.allCases.map(\.rawValue))),
                        .required("total", .nullable(.money)), .required("buyer_id", .nullable(.text)),
                        .required("line_count", .integer()), .required("is_test", .boolean),
                    ]))),
            .required(
                "invoice",
                .nullable(
                    .object([
                        .required("id", .text), .required("number", .text),
                        .required("status", .word(Invoice.Status.allCases.map(\.rawValue))),
                        .required("match", .word(MatchStatus.allCases.map(\.rawValue))), .required("total", .money),
                        .required("supplier_id", .text), .required("line_count", .integer()),
                    ]))),
        ]))

    private static func json(
        _ task: ApprovalTask, _ order: PurchaseOrder?, _ invoice: Invoice?, _ item: ApprovalItem? = nil
    ) -> JSON {
        [
            "id": JSON(task.id), "purchase_order_id": JSON(task.orderID), "invoice_id": JSON(task.invoiceID),
            "approver_id": JSON(task.approverID),
            "round": JSON(task.round), "stage": JSON(task.stage), "reason": .string(task.reason),
            "needed": JSON(task.needed), "decided_by_id": JSON(task.decidedByID), "escalated_to_id": JSON(task.escalatedToID),
            "repeats_stage": task.repeatsStage.map { JSON($0) } ?? .null,
            "carried_from_round": task.carriedFromRound.map { JSON($0) } ?? .null,
            "status": .string(task.status.rawValue), "comment": JSON(task.comment), "created_at": JSON(task.createdAt),
            "decided_at": JSON(task.decidedAt), "prices_held_until": JSON(item?.priceHold?.hold.until),
            "price_hold": JSON(item?.priceHold?.phase.rawValue), "split_purchase": JSON(item?.splitPurchase?.message),
            "purchase_order": order.map(short) ?? .null, "invoice": invoice.map(short) ?? .null,
        ]
    }

    private static func short(_ order: PurchaseOrder) -> JSON {
        [
            "id": JSON(order.id), "number": JSON(order.number), "status": .string(order.status.rawValue),
            "total": JSON(order.total), "buyer_id": JSON(order.buyerID), "line_count": JSON(order.lines.count),
            "is_test": JSON(order.isTest),
        ]
    }

    private static func short(_ invoice: Invoice) -> JSON {
        [
            "id": JSON(invoice.id), "number": .string(invoice.number), "status": .string(invoice.status.rawValue),
            "match": .string(invoice.match.rawValue), "total": JSON(invoice.totals.total),
            "supplier_id": JSON(invoice.supplierID), "line_count": JSON(invoice.lines.count),
        ]
    }

    var approvalRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/approvals", name: "listApprovals", tag: "approvals",
                summary: "List your approvals; everybody's for administrators, auditors and accounts payable.",
                access: ListApprovals.access,
                parameters: [
                    .init(name: "status", schema: .word(ApprovalTask.Status.allCases.map(\.rawValue)), note: "Only those in it."),
                    .init(
                        name: "mine", schema: .word(["true", "false"]), note: "true: only your own, whatever else you may see."),
                ], response: Self.approvalSchema
            ) { call in
                let onlyMine = try call.flag("mine") ?? false
                let page = try call.page(of: ApprovalTask.self)
                let query = ListApprovals(status: try call.word("status"), onlyMine: onlyMine, page: page)
                return .page(try await call.answer(query), for: call) { Self.json($0.task, $0.order, $0.invoice, $0) }
            },
            Route(
                kind: .show, pattern: "/v1/approvals/{id}", name: "showApproval", tag: "approvals", summary: "Show one approval.",
                access: ShowApproval.access, response: Self.approvalSchema
            ) { call in
                let item = try await call.answer(ShowApproval(try call.id("approval")))
                return Answer(Self.json(item.task, item.order, item.invoice, item))
            },
            decideMany,
            decide(
                "approve", approve: true, "Approve an order or an invoice at your stage.",
                note: "Nobody approves their own order."),
            decide(
                "reject", approve: false, "Reject an order, or dispute an invoice; the comment tells why.",
                note: "The comment is required."),
            Route(
                kind: .verb, pattern: "/v1/approvals/{id}/undo", name: "undoApproval", tag: "approvals",
                summary: "Take back your decision about an order, within a short time.",
                note: "The order waits for your word again, and its supplier has heard nothing.", access: UndoDecision.access,
                response: Self.approvalSchema
            ) { call in
                let undone = try await call.perform(UndoDecision(try call.id("approval")))
                return Answer(Self.json(undone.task, undone.order, nil))
            },
        ]
    }

    private var decideMany: Route {
        Route(
            kind: .verb, pattern: "/v1/approvals/decide", name: "decideApprovals", tag: "approvals",
            summary: "Approve or reject up to 100 approvals, each by itself.",
            note: "Answers 200 also when some were refused; failed says which ones and why.", access: DecideApproval.access,
            body: .object([
                .required("ids", .array(.text)), .required("decision", .word(["approve", "reject"])),
                .optional("comment", .nullable(.text)),
            ]),
            response: .named(
                "BulkDecision",
                .object([
                    .required("done", .array(.text)),
                    .required(
                        "failed",
                        .array(.object([.required("id", .text), .required("code", .text), .required("message", .text)]))),
                    .required("message", .text, "12 done, 2 not. And why."),
                ])),
            example: ["ids": ["apr_01", "apr_02"], "decision": "approve"]
        ) { call in
            let outcome = try await call.application.perform(
                DecideMany(
                    try call.body.strings("ids"), approve: try call.body.string("decision") == "approve",
                    comment: try call.body.optionalString("comment")), as: call.actor)
            return Answer([
                "done": .array(outcome.done.map { JSON($0) }),
                "failed": .array(
                    outcome.refused.map {
                        ["id": .string($0.id), "code": .string($0.code), "message": .string($0.message)]
                    }), "message": .string(outcome.sentence),
            ])
        }
    }

    private func decide(_ verb: String, approve: Bool, _ summary: String, note: String) -> Route {
        Route(
            kind: .verb, pattern: "/v1/approvals/{id}/\(verb)", name: "\(verb)Approval", tag: "approvals", summary: summary,
            note: note, access: DecideApproval.access,
            body: .object(
                [.optional("comment", .nullable(.text), "At most 2000 characters.")]
                    + (approve
                        ? [
                            .optional(
                                "refused_lines", .nullable(.array(.integer(minimum: 1))),
                                "Numbers of lines to refuse while the rest is approved; the comment tells why.")
                        ] : [])), response: Self.approvalSchema,
            example: ["comment": approve ? "Fine" : "Please take the cheaper one"]
        ) { call in
            let command = DecideApproval(
                try call.id("approval"), approve: approve, comment: try call.body.optionalString("comment"),
                refusedLines: try call.body.optionalArray("refused_lines").map { items in
                    try items.indices.map { try JSONObject(.object([JSON.Member("line", items[$0])])).integer("line") }
                } ?? [])
            let decided = try await call.perform(command)
            return Answer(Self.json(decided.task, decided.order, decided.invoice))
        }
    }
}
