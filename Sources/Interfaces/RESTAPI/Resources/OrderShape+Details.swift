import JSON
import Procurement
import UseCases

extension OrderShape {
    /// What a plan leads to, what is missing, who decides, what was sent and what came back.
    static let details = Schema.named(
        "PurchaseOrderDetails",
        .object(
            members + [
                .required("supplier_name", .nullable(.text)), .required("buyer_name", .nullable(.text)),
                .required(
                    "missing_coding",
                    .array(.object([.required("field", .text), .required("line_number", .nullable(.integer()))])),
                    "What must be chosen before it can be submitted."),
                .required("plan", .nullable(plan), "What submitting would do; only while it can be submitted."),
                .required("approvals", .array(task), "Of every round, oldest first."),
                .required("open_approval_id", .nullable(.text), "Your own, when it is your turn."),
                .required("confirmations", .array(notice)), .required("shipments", .array(shipment)),
                .required("deliveries", .array(delivery), "The order's ways to the supplier."),
                .required(
                    "allowed_actions",
                    .array(.word(["edit", "submit", "withdraw", "cancel", "close", "reopen", "change", "undo", "claim"])),
                    "What you may do now; edit is PATCH, change a change order, the others are verbs."),
                .required("price_hold", .nullable(hold), "How long the shop holds the cart's prices; null where none does."),
                .required(
                    "split_purchase", .nullable(split),
                    "What the guard against purchases cut into pieces found; null when nothing."),
                .required("pending_change_id", .nullable(.text), "The change order that waits for approval."),
                .required("undo", .nullable(undo), "What you did last, while it can be taken back."),
            ]))

    private static let plan = Schema.object([
        .required("route", .word(["purchase", "approval", "blocked"]), "purchase goes out without approval."),
        .required("reason", .nullable(.text)),
        .required(
            "stages",
            .array(
                .object([
                    .required("number", .integer()), .required("reason", .text), .required("approvers", .array(person)),
                ]))), .required("notes", .array(.text)),
    ])

    private static let hold = Schema.object([
        .required("since", .time), .required("remind_at", .time), .required("until", .time),
        .required(
            "phase", .word(PriceHold.Phase.allCases.map(\.rawValue)),
            "ended: the supplier may charge other prices; edit the cart in the shop to have them confirmed."),
    ])

    private static let split = Schema.object([
        .required("sum", .money), .required("limit", .money), .required("purchase_order_ids", .array(.text)),
        .required("message", .text),
    ])

    private static let undo = Schema.object([
        .required("kind", .word(UndoableAct.Kind.allCases.map(\.rawValue))), .required("until", .time),
        .required("seconds_left", .integer()),
    ])

    private static let person = Schema.object([.required("user_id", .text), .required("name", .nullable(.text))])

    private static let task = Schema.object([
        .required("id", .text), .required("round", .integer()), .required("stage", .integer()), .required("approver", person),
        .required("reason", .text), .required("status", .word(ApprovalTask.Status.allCases.map(\.rawValue))),
        .required("comment", .nullable(.text)), .required("decided_at", .nullable(.time)),
    ])

    private static let notice = Schema.object([
        .required("confirm_id", .text), .required("notice_at", .time), .required("received_at", .time),
        .required("scope", .word(SupplierConfirmation.Scope.allCases.map(\.rawValue))), .required("comment", .nullable(.text)),
        .required(
            "lines",
            .array(
                .object([
                    .required("line_number", .integer()), .required("accepted", .number), .required("rejected", .number),
                    .required("backordered", .number), .required("note", .nullable(.text)),
                ]))),
    ])

    private static let shipment = Schema.object([
        .required("shipment_id", .text), .required("notice_at", .time), .required("carrier", .nullable(.text)),
        .required("tracking_numbers", .array(.text)), .required("tracking_url", .nullable(.text)),
        .required("shipped_at", .nullable(.time)), .required("expected_at", .nullable(.time)),
        .required(
            "lines", .array(.object([.required("line_number", .integer()), .required("quantity", .number)])),
            "Empty: the whole order."),
    ])

    private static let delivery = Schema.object([
        .required("id", .text), .required("payload_id", .text), .required("status", RESTAPI.deliveryStatus),
        .required("attempts", .integer()), .required("next_attempt_at", .nullable(.time)),
        .required("last_answer", .nullable(.text)),
    ])

    static func json(_ details: OrderDetails, for actor: Actor) -> JSON {
        json(details.order).adding([
            JSON.Member("supplier_name", JSON(details.supplier?.name)), JSON.Member("buyer_name", JSON(details.buyer?.name)),
            JSON.Member(
                "missing_coding",
                .array(
                    details.missing.map { ["field": .string("\($0.field.rawValue)_id"), "line_number": JSON($0.lineNumber)] }
                        + details.missingOwnFields.map {
                            ["field": .string("own_fields/\($0.key)"), "line_number": JSON($0.lineNumber)]
                        })),
            JSON.Member("plan", details.plan.map { json($0, details.people) } ?? .null),
            JSON.Member("approvals", .array(details.tasks.map { json($0, details.people) })),
            JSON.Member("open_approval_id", JSON(details.myTask?.id)),
            JSON.Member("confirmations", .array(details.confirmations.map(json))),
            JSON.Member("shipments", .array(details.shipments.map(json))),
            JSON.Member("deliveries", .array(details.deliveries.map(json))),
            JSON.Member("allowed_actions", JSON(actions(details, actor))),
            JSON.Member(
                "price_hold",
                details.priceHold.map {
                    [
                        "since": JSON($0.hold.since), "remind_at": JSON($0.hold.remindAt), "until": JSON($0.hold.until),
                        "phase": .string($0.phase.rawValue),
                    ]
                } ?? .null),
            JSON.Member(
                "split_purchase",
                details.splitPurchase.map {
                    [
                        "sum": JSON($0.sum), "limit": JSON($0.limit),
                        "purchase_order_ids": .array($0.orders.map { JSON($0) }), "message": .string($0.message),
                    ]
                } ?? .null),
            JSON.Member("pending_change_id", JSON(details.pendingChange?.id)),
            JSON.Member(
                "undo",
                details.undo.map {
                    [
                        "kind": .string($0.act.kind.rawValue), "until": JSON($0.act.until), "seconds_left": JSON($0.seconds),
                    ]
                } ?? .null),
        ])
    }

    /// Verbs of this interface: ordering without approval is `submit`, too, and what a plan blocks is not offered.
    private static func actions(_ details: OrderDetails, _ actor: Actor) -> [String] {
        var words = details.allowed.subtracting([.purchase, .approve, .reject]).map(\.rawValue)
        if case .blocked? = details.plan?.route { words.removeAll { $0 == "submit" } }
        if details.order.buyerID == nil {
            words.removeAll { $0 == "submit" }
            if actor.has(.administrator) { words.append("claim") }
        }
        if details.allowed.contains(.edit), details.order.status == .approved, details.pendingChange == nil {
            words.append("change")
        }
        if details.undo != nil { words.append("undo") }
        return words.sorted()
    }

    private static func json(_ id: Identifier<User>, _ people: People) -> JSON {
        ["user_id": JSON(id), "name": JSON(people[id]?.name)]
    }

    private static func json(_ plan: ApprovalPlan, _ people: People) -> JSON {
        let (route, reason): (String, String?) =
            switch plan.route {
            case .purchase(let reason): ("purchase", reason)
            case .approval: ("approval", nil)
            case .blocked(let blockage): ("blocked", blockage.reason)
            }
        return [
            "route": .string(route), "reason": JSON(reason),
            "stages": .array(
                plan.stages.map { stage in
                    [
                        "number": JSON(stage.number), "reason": .string(stage.reason),
                        "approvers": .array(stage.approverIDs.map { json($0, people) }),
                    ]
                }), "notes": JSON(plan.notes),
        ]
    }

    private static func json(_ task: ApprovalTask, _ people: People) -> JSON {
        [
            "id": JSON(task.id), "round": JSON(task.round), "stage": JSON(task.stage), "approver": json(task.approverID, people),
            "reason": .string(task.reason), "status": .string(task.status.rawValue), "comment": JSON(task.comment),
            "decided_at": JSON(task.decidedAt),
        ]
    }

    private static func json(_ notice: SupplierConfirmation) -> JSON {
        [
            "confirm_id": .string(notice.confirmID), "notice_at": JSON(notice.noticeDate), "received_at": JSON(notice.receivedAt),
            "scope": .string(notice.scope.rawValue), "comment": JSON(notice.comment),
            "lines": .array(
                notice.lines.map {
                    [
                        "line_number": JSON($0.lineNumber), "accepted": .number($0.accepted), "rejected": .number($0.rejected),
                        "backordered": .number($0.backordered), "note": JSON($0.note),
                    ]
                }),
        ]
    }

    private static func json(_ shipment: Shipment) -> JSON {
        [
            "shipment_id": .string(shipment.shipmentID), "notice_at": JSON(shipment.noticeDate),
            "carrier": JSON(shipment.carrier),
            "tracking_numbers": JSON(shipment.trackingNumbers), "tracking_url": JSON(shipment.trackingURL),
            "shipped_at": JSON(shipment.shippedAt), "expected_at": JSON(shipment.expectedAt),
            "lines": .array(shipment.lines.map { ["line_number": JSON($0.lineNumber), "quantity": .number($0.quantity)] }),
        ]
    }

    private static func json(_ delivery: Delivery) -> JSON {
        [
            "id": JSON(delivery.id), "payload_id": .string(delivery.payloadID), "status": .string(delivery.status.rawValue),
            "attempts": JSON(delivery.attempts), "next_attempt_at": JSON(delivery.nextAttemptAt),
            "last_answer": JSON(delivery.lastAnswer),
        ]
    }
}
