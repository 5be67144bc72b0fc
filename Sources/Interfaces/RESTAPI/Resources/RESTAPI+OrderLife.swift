import HTTP
import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let tag = "purchase-orders"

    var orderLifeRoutes: [Route] {
        [
            listVersions, showVersion, showDifferences, listChanges, createChange, withdrawChange, reopenOrder, reorder,
            undoOrder,
        ]
    }

    // MARK: Versions

    private static let versionMembers: [Schema.Property] = [
        .required("purchase_order_id", .text), .required("number", .integer()),
        .required("state", .word(OrderVersion.State.allCases.map(\.rawValue)), "How it came about."),
        .required("at", .time), .required("who", .text), .required("reason", .nullable(.text)),
        .required("approved_at", .nullable(.time), "When it became what is ordered."),
        .required("approved_by", .nullable(.text)), .required("total", .nullable(.text), "For example 40.00 USD."),
    ]

    private static let versionSchema = Schema.named("PurchaseOrderVersion", .object(versionMembers))

    private static let wholeVersionSchema = Schema.named(
        "PurchaseOrderVersionDetails",
        .object(
            versionMembers + [
                .required("fields", .map(.text), "What the order as a whole said, by the names of its members."),
                .required(
                    "lines", .array(.object([.required("line_number", .integer()), .required("fields", .map(.text))])),
                    "What its lines said."),
            ]))

    private static func members(_ version: OrderVersion) -> [JSON.Member] {
        [
            JSON.Member("purchase_order_id", JSON(version.orderID)), JSON.Member("number", JSON(version.number)),
            JSON.Member("state", .string(version.state.rawValue)), JSON.Member("at", JSON(version.at)),
            JSON.Member("who", .string(version.who)), JSON.Member("reason", JSON(version.reason)),
            JSON.Member("approved_at", JSON(version.approvedAt)), JSON.Member("approved_by", JSON(version.approvedBy)),
            JSON.Member("total", JSON(version.snapshot.head["total"])),
        ]
    }

    private static func json(_ fields: OrderSnapshot.Fields) -> JSON {
        .object(fields.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
    }

    private var listVersions: Route {
        Route(
            kind: .list, pattern: "\(Self.orderPattern)/versions", name: "listPurchaseOrderVersions", tag: Self.tag,
            summary: "List the versions of an order, newest first.",
            note: "What was submitted, what was approved where that differs, and what each change made of it.",
            access: ListOrderVersions.access, response: Self.versionSchema
        ) { call in
            let page = try call.page()
            if let after = page.after, Int(after) == nil { throw Problem.badCursor }
            let found = try await call.answer(ListOrderVersions(of: try call.id("purchase order"), page: page))
            return .page(found, for: call) { .object(Self.members($0)) }
        }
    }

    private var showVersion: Route {
        Route(
            kind: .show, pattern: "\(Self.orderPattern)/versions/{number}", name: "showPurchaseOrderVersion", tag: Self.tag,
            summary: "Show one version of an order as it was.", access: ShowOrderVersion.access, response: Self.wholeVersionSchema
        ) { call in
            let version = try await call.answer(
                ShowOrderVersion(try call.number("version of the order"), of: try call.id("purchase order")))
            let lines = version.snapshot.lines.sorted { $0.key < $1.key }.map { number, fields -> JSON in
                ["line_number": JSON(number), "fields": Self.json(fields)]
            }
            return Answer(
                .object(
                    Self.members(version) + [
                        JSON.Member("fields", Self.json(version.snapshot.head)), JSON.Member("lines", .array(lines)),
                    ]))
        }
    }

    /// What one version of an order has otherwise than another.
    static let differenceList = Schema.array(
        .object([
            .required("line_number", .nullable(.integer()), "null for the order as a whole."),
            .required("kind", .word(OrderDifference.Kind.allCases.map(\.rawValue)), "Of the line."),
            .required("field", .text), .required("old", .nullable(.text)), .required("new", .nullable(.text)),
        ]))

    static func json(_ differences: [OrderDifference]) -> JSON {
        .array(
            differences.map {
                [
                    "line_number": JSON($0.lineNumber), "kind": .string($0.kind.rawValue), "field": .string($0.field),
                    "old": JSON($0.old), "new": JSON($0.new),
                ]
            })
    }

    private static let differencesSchema = Schema.named(
        "PurchaseOrderDifferences",
        .object([
            .required("from", .integer()), .required("to", .integer()),
            .required("differences", differenceList, "Complete: applied to the one version they give the other."),
        ]))

    private var showDifferences: Route {
        Route(
            kind: .show, pattern: "\(Self.orderPattern)/differences", name: "showPurchaseOrderDifferences", tag: Self.tag,
            summary: "Show what differs between two versions of an order.",
            note: "409 no-versions before it is submitted for the first time.", access: CompareOrderVersions.access,
            parameters: [
                .init(name: "from", schema: .integer(minimum: 1), note: "The version before `to` when left out."),
                .init(name: "to", schema: .integer(minimum: 1), note: "The newest when left out."),
            ], response: Self.differencesSchema
        ) { call in
            func number(_ name: String) throws -> Int? {
                guard let text = call.parameter(name) else { return nil }
                // Beyond what can be counted there is none either.
                let isWhole = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard isWhole, case let number = Int(text) ?? .max, number > 0 else {
                    throw Problem.parameter(name, "must be a version's number")
                }
                return number
            }
            let found = try await call.answer(
                CompareOrderVersions(of: try call.id("purchase order"), from: try number("from"), to: try number("to")))
            return Answer([
                "from": JSON(found.old.number), "to": JSON(found.new.number),
                "differences": Self.json(found.differences),
            ])
        }
    }

    // MARK: Changes

    private static let changeSchema = Schema.named(
        "ChangeOrder",
        .object([
            .required("id", .text), .required("purchase_order_id", .text), .required("number", .integer(), "Of this order's."),
            .required("status", .word(ChangeRequest.Status.allCases.map(\.rawValue)), "approved: made."),
            .required("reason", .text),
            .required(
                "lines",
                .array(
                    .object([
                        .required("line_number", .integer()), .required("is_new", .boolean),
                        .required("quantity", .nullable(.number), "null stays as it is; 0 takes the line out."),
                        .required("unit_price", .nullable(.text)), .required("requested_delivery", .nullable(.text)),
                    ]))),
            .required("told_supplier", .boolean, "The supplier was told another way."), .required("made_by", .text),
            .required("created_at", .time), .required("decided_at", .nullable(.time)),
            .required("version_number", .nullable(.integer()), "The version that it became."),
        ]))

    private static func json(_ request: ChangeRequest) -> JSON {
        let changed = request.change.lines.map { line -> JSON in
            var day: String?
            if case .set(let wish) = line.delivery { day = wish?.text ?? "" }
            return [
                "line_number": JSON(line.lineNumber), "is_new": false, "quantity": line.quantity.map { JSON.number($0) } ?? .null,
                "unit_price": JSON(line.unitPrice.map(ExactNumber.text)), "requested_delivery": JSON(day),
            ]
        }
        let added = request.change.added.map { line -> JSON in
            [
                "line_number": JSON(line.lineNumber), "is_new": true, "quantity": .number(line.quantity),
                "unit_price": JSON(line.unitPrice.map(ExactNumber.text)),
                "requested_delivery": JSON(line.requestedDelivery?.text),
            ]
        }
        return [
            "id": JSON(request.id), "purchase_order_id": JSON(request.orderID), "number": JSON(request.number),
            "status": .string(request.status.rawValue), "reason": .string(request.change.reason),
            "lines": .array(changed + added), "told_supplier": JSON(request.isTold), "made_by": .string(request.madeBy),
            "created_at": JSON(request.createdAt), "decided_at": JSON(request.decidedAt),
            "version_number": JSON(request.versionNumber),
        ]
    }

    private var listChanges: Route {
        Route(
            kind: .list, pattern: "\(Self.orderPattern)/change-orders", name: "listChangeOrders", tag: Self.tag,
            summary: "List the change orders of an order, oldest first.", access: ListChanges.access, response: Self.changeSchema
        ) { call in
            let page = try call.page(of: ChangeRequest.self)
            let all = try await call.answer(ListChanges(of: try call.id("purchase order")))
            let rest = all.drop { change in page.after.map { change.id.text <= $0 } ?? false }
            let shown = Page(reading: Array(rest.prefix(page.limit + 1)), limit: page.limit) { $0.id.text }
            return .page(shown, for: call, Self.json)
        }
    }

    private static let changeBody = Schema.object([
        .optional(
            "lines",
            .array(
                .object([
                    .required("line_number", .integer(minimum: 1)),
                    .optional("quantity", .number, "0 takes the line out."),
                    .optional("unit_price", .text, "Digits with a point, in the order's currency."),
                    .optional("requested_delivery", .nullable(.day), "null takes the wish away."),
                ])), "What changes; everything else stays."),
        .optional("added_lines", .array(NewOrder.line(codingChange)), "Lines that come in addition."),
        .required("reason", .string(limit: 500), "Approvers read it, and the trail keeps it."),
        .optional("told_supplier", .boolean, "true: the supplier was told another way; no document is sent."),
    ])

    private var createChange: Route {
        Route(
            kind: .create, pattern: "\(Self.orderPattern)/change-orders", name: "requestChangeOrder", tag: Self.tag,
            summary: "Change an approved order.",
            note: """
                What costs more, or is new, is approved again as the policies say; what gets less, or later, is made at once. \
                Never below what was received or billed. A supplier that has the order gets the whole of it again as \
                OrderRequest type update, where its connection takes changes; else 409 already-sent: tell it first, then say \
                so by told_supplier.
                """, access: RequestChange.access, body: Self.changeBody, response: Self.changeSchema,
            example: ["lines": [["line_number": 1, "quantity": 1]], "reason": "Fewer people than planned"], takesIfMatch: true
        ) { call in
            let id: Identifier<PurchaseOrder> = try call.id("purchase order")
            let lines = try (call.body.optionalObjects("lines") ?? []).map(Self.lineChange)
            let command = RequestChange(
                id, lines: lines, added: try (call.body.optionalObjects("added_lines") ?? []).map(NewOrder.line),
                reason: try call.body.string("reason"), isTold: try call.body.optionalBool("told_supplier") ?? false)
            let made = try await call.perform(AtVersion(try ETag.seen(call.request.headers), of: id, command))
            return .created(Self.json(made.change), at: "/v1/purchase-orders/\(id)/change-orders")
        }
    }

    private static func lineChange(_ line: JSONObject) throws -> ChangeOrder.LineChange {
        var change = ChangeOrder.LineChange(
            lineNumber: try line.integer("line_number"), quantity: try line.optionalDecimal("quantity"))
        if let text = try line.optionalString("unit_price") {
            guard let price = ExactNumber.parse(text) else {
                throw line.error("unit_price", "must be digits with a point, for example 12.50")
            }
            change.unitPrice = price
        }
        guard line.has("requested_delivery") else { return change }
        let text = try line.optionalString("requested_delivery")
        let day = text.flatMap { Day($0) }
        if text != nil, day == nil { throw line.error("requested_delivery", "must be a day such as 2026-01-31") }
        change.delivery = .set(day)
        return change
    }

    private var withdrawChange: Route {
        orderVerb("withdraw-change", "Take back a change order that waits for approval; the order is as it was.") { id, _ in
            WithdrawChange(of: id)
        }
    }

    // MARK: Again

    private var reopenOrder: Route {
        orderVerb(
            "reopen", "Open a closed order again.", note: "Its budgets promise again what is not billed yet.",
            body: .object([.optional("reason", .nullable(.string(limit: 500)), "Kept in the trail.")]),
            example: ["reason": "The rest comes after all"]
        ) { id, body in ReopenOrder(id, reason: try body.optionalString("reason")) }
    }

    private var reorder: Route {
        Route(
            kind: .create, pattern: "\(Self.orderPattern)/reorder", name: "reorderPurchaseOrder", tag: Self.tag,
            summary: "Make a new draft with the lines of an order.",
            note: """
                Prices of our own catalogue are those of today. Others are those of the old order, and the warnings of the \
                lines say that they have to be confirmed: a shop tells a price only for a cart that comes from there.
                """, access: Reorder.access, response: OrderShape.details
        ) { call in
            let (order, shown) = try await Self.changedOrder(by: Reorder(try call.id("purchase order")), call)
            return .created(
                shown.json, at: "/v1/purchase-orders/\(order.id)", version: shown.version, sequence: shown.sequence)
        }
    }

    private var undoOrder: Route {
        orderVerb(
            "undo", "Take back what you did last to an order, within a short time.",
            note: """
                An approval, a rejection, sending it off, a cancellation, or a change that needed no approval; undo tells \
                whether and how long. 409 too-late, went-on or nothing-to-undo otherwise.
                """
        ) { id, _ in UndoAct(on: id) }
    }
}
