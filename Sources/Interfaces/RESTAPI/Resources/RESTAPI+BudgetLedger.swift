import JSON
import Procurement
import UseCases

/// What budgets hold, and what happened to them.
extension RESTAPI {
    private static let balanceSchema = Schema.object([
        .required("allotted", .money), .required("reserved", .money, "Asked for by orders that wait for approval."),
        .required("committed", .money, "Promised by approved orders."), .required("actual", .money, "Billed."),
        .required("available", .money),
    ])

    private static let stateSchema = Schema.named(
        "BudgetBalance",
        .object([
            .required("id", .text), .required("name", .text), .required("balance", balanceSchema, "With all budgets under it."),
            .required("if_all_approved", balanceSchema, "If all that waits for approval and every coded draft were approved."),
        ]))

    private static let entrySchema = Schema.named(
        "BudgetEntry",
        .object([
            .required("id", .text), .required("at", .time), .required("kind", .word(BudgetEntry.Kind.allCases.map(\.rawValue))),
            .required("allotted", .money), .required("reserved", .money), .required("committed", .money),
            .required("actual", .money), .required("purchase_order_id", .nullable(.text)),
            .required("line_number", .nullable(.integer())), .required("invoice_id", .nullable(.text)),
            .required("counterpart_id", .nullable(.text)),
            .required("conversion", .nullable(.text), "The amount in the order's currency and the rate."),
            .required("note", .nullable(.text)), .required("actor", .text),
        ]))

    private static func json(_ delta: BudgetDelta, _ money: (Int64) -> Money) -> JSON {
        [
            "allotted": JSON(money(delta.allotted)), "reserved": JSON(money(delta.reserved)),
            "committed": JSON(money(delta.committed)), "actual": JSON(money(delta.actual)),
            "available": JSON(money(delta.available)),
        ]
    }

    private static func json(_ state: BudgetState) -> JSON {
        [
            "id": JSON(state.budget.id), "name": .string(state.budget.name), "balance": json(state.balance, state.money),
            "if_all_approved": json(state.ifAllApproved, state.money),
        ]
    }

    private static func json(_ entry: BudgetEntry, _ currency: Currency) -> JSON {
        func money(_ units: Int64) -> JSON { JSON(Money(minorUnits: units, currency: currency)) }
        let posting = entry.posting
        return [
            "id": JSON(entry.id), "at": JSON(entry.at), "kind": .string(posting.kind.rawValue),
            "allotted": money(posting.delta.allotted), "reserved": money(posting.delta.reserved),
            "committed": money(posting.delta.committed), "actual": money(posting.delta.actual),
            "purchase_order_id": JSON(posting.orderID), "line_number": posting.lineNumber.map { JSON($0) } ?? .null,
            "invoice_id": JSON(posting.invoiceID),
            "counterpart_id": JSON(posting.counterpartID), "conversion": JSON(posting.conversion), "note": JSON(posting.note),
            "actor": .string(entry.actor),
        ]
    }

    var budgetLedgerRoutes: [Route] { [balanceRoute, entriesRoute] + budgetVerbs }

    private var balanceRoute: Route {
        Route(
            kind: .show, pattern: "/v1/budgets/{id}/balance", name: "showBudgetBalance", tag: "budgets",
            summary: "Show what a budget has left, now or at a past moment.", access: ShowBudgetState.access,
            parameters: [.init(name: "at", schema: .time, note: "A past moment; now when left out.")], response: Self.stateSchema
        ) { call in
            let id = try call.id("budget", Budget.self)
            return Answer(Self.json(try await call.answer(ShowBudgetState(id, at: try call.moment("at")))))
        }
    }

    private var entriesRoute: Route {
        Route(
            kind: .list, pattern: "/v1/budgets/{id}/entries", name: "listBudgetEntries", tag: "budgets",
            summary: "List a budget's ledger, newest first.", access: ListBudgetEntries.access, response: Self.entrySchema
        ) { call in
            let page = try call.page(of: BudgetEntry.self)
            let found = try await call.answer(ListBudgetEntries(try call.id("budget"), page: page))
            return .page(found.entries, for: call) { Self.json($0, found.budget.amount.currency) }
        }
    }

    private var budgetVerbs: [Route] {
        [
            Route(
                kind: .verb, pattern: "/v1/budgets/{id}/transfer", name: "transferBudget", tag: "budgets",
                summary: "Move money to another budget.", access: TransferBudget.access,
                body: .object([
                    .required("to_budget_id", .text), .required("amount", .money), .optional("note", .nullable(.text)),
                ]), response: Self.budgetSchema,
                example: ["to_budget_id": "bud_02", "amount": ["amount": "25.00", "currency": "USD"]]
            ) { call in
                let amount = try call.body.object("amount")
                return Answer(
                    Self.json(
                        try await call.perform(
                            TransferBudget(
                                from: try call.id("budget"), to: try call.body.string("to_budget_id"),
                                amount: try amount.string("amount"), currency: try amount.string("currency"),
                                note: try call.body.optionalString("note")))))
            },
            Route(
                kind: .verb, pattern: "/v1/budgets/{id}/book", name: "bookBudget", tag: "budgets",
                summary: "Book a bill, or spend made elsewhere; a credit note with an amount below zero gives back.",
                access: BookActual.access,
                body: .object([
                    .required("amount", .money), .optional("purchase_order_id", .nullable(.text)),
                    .optional("line_number", .nullable(.integer(minimum: 1))), .optional("note", .nullable(.text)),
                ]), response: Self.budgetSchema,
                example: ["amount": ["amount": "-20.00", "currency": "USD"], "note": "Credit note 17"]
            ) { call in
                let amount = try call.body.object("amount")
                return Answer(
                    Self.json(
                        try await call.perform(
                            BookActual(
                                try call.id("budget"), amount: try amount.string("amount"),
                                currency: try amount.string("currency"),
                                orderID: try call.body.optionalString("purchase_order_id"),
                                lineNumber: try call.body.optionalInteger("line_number"),
                                note: try call.body.optionalString("note")))))
            },
            Route(
                kind: .verb, pattern: "/v1/budgets/{id}/split", name: "splitBudget", tag: "budgets",
                summary: "Make a budget under this one for each month or quarter of its period.",
                note:
                    "Their amounts add up to this one's to the last cent. What is taken from a part is taken from the whole, too.",
                access: SplitBudget.access, body: .object([.required("into", .word(BudgetSplit.allCases.map(\.rawValue)))]),
                response: Self.budgetSchema, example: ["into": "months"]
            ) { call in
                Answer(
                    Self.json(try await call.perform(SplitBudget(try call.id("budget"), into: try call.body.string("into")))))
            },
            closing("close", isClosed: true, "Close a budget to new orders."),
            closing("reopen", isClosed: false, "Open a closed budget again."),
        ]
    }

    private func closing(_ verb: String, isClosed: Bool, _ summary: String) -> Route {
        Route(
            kind: .verb, pattern: "/v1/budgets/{id}/\(verb)", name: "\(verb)Budget", tag: "budgets", summary: summary,
            access: CloseBudget.access, response: Self.budgetSchema
        ) { call in Answer(Self.json(try await call.perform(CloseBudget(try call.id("budget"), isClosed: isClosed)))) }
    }
}
