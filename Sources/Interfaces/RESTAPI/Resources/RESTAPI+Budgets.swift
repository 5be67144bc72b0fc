import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let budgetMembers: [Schema.Property] = [
        .optional("parent_id", .nullable(.text), "The budget above, which is charged, too."),
        .optional("legal_entity_id", .nullable(.text), "Only its orders may use the budget."),
        .optional("owner_id", .nullable(.text), "Whom approval policies mean by budget_owner."),
        .optional(
            "check", .word(Budget.Check.allCases.map(\.rawValue)),
            "What an order meets that takes more than is left: warn when left out."),
        .optional(
            "check_ordered", .word(Budget.Check.allCases.map(\.rawValue)),
            "What the last approval meets when more would be ordered and billed than the budget holds: none when left out."),
        .optional(
            "check_actual", .word(Budget.Check.allCases.map(\.rawValue)),
            "What a bill meets when more would be billed than the budget holds: none when left out."),
        .optional(
            "except_requested", .nullable(.word(Role.allCases.map(\.rawValue))), "Whom check only warns: the buyer's role."),
        .optional(
            "except_ordered", .nullable(.word(Role.allCases.map(\.rawValue))),
            "Whom check_ordered only warns: the approver's role."),
        .optional(
            "except_actual", .nullable(.word(Role.allCases.map(\.rawValue))), "Whom check_actual only warns: the booker's role."),
        .optional("near_percent", .nullable(.integer(minimum: 1)), "From which percentage in use buyers are warned."),
    ]

    var budgetRoutes: [Route] {
        let budgets = RecordCollection<ListRecords<Budget>, ShowRecord<Budget>, Budget>(
            path: "budgets", symbol: "Budget", hasActivity: false, schema: Self.budgetSchema, json: Self.json)
        return budgets.readRoutes + [
            budgets.createRoute(
                .object(
                    [
                        .required("name", .text), .optional("department_id", .nullable(.text)), .required("amount", .money),
                        .required("period_start", .day, "The first day."), .required("period_end", .day, "The last day, within."),
                    ] + Self.budgetMembers),
                example: [
                    "name": "Engineering 2026", "department_id": "dep_01", "amount": ["amount": "5000.00", "currency": "USD"],
                    "period_start": "2026-01-01", "period_end": "2026-12-31",
                ]
            ) { body in
                let amount = try body.object("amount")
                return SaveBudget(
                    name: try body.string("name"), departmentID: try body.optionalString("department_id"),
                    amount: try amount.string("amount"), currency: try amount.string("currency"),
                    periodStart: try body.string("period_start"), periodEnd: try body.string("period_end"),
                    parentID: try body.optionalString("parent_id"), legalEntityID: try body.optionalString("legal_entity_id"),
                    ownerID: try body.optionalString("owner_id"),
                    check: try body.optionalString("check") ?? Budget.Check.warn.rawValue,
                    rules: try Self.rules(body, over: SaveBudget.Rules()),
                    nearPercent: try body.optionalInteger("near_percent"))
            },
            budgets.changeRoute(
                .object(
                    [
                        .optional("name", .text), .optional("department_id", .nullable(.text)), .optional("amount", .money),
                        .optional("period_start", .day), .optional("period_end", .day),
                    ] + Self.budgetMembers), example: ["amount": ["amount": "7500.00", "currency": "USD"]]
            ) { budget, body in
                let amount = try body.optionalObject("amount")
                return SaveBudget(
                    id: budget.id, name: try body.text("name", over: budget.name),
                    departmentID: try body.text("department_id", over: budget.departmentID?.text),
                    amount: try amount?.string("amount") ?? budget.amount.text,
                    currency: try amount?.string("currency") ?? budget.amount.currency.code,
                    periodStart: try body.text("period_start", over: budget.periodStart),
                    periodEnd: try body.text("period_end", over: budget.periodEnd),
                    parentID: try body.text("parent_id", over: budget.parentID?.text),
                    legalEntityID: try body.text("legal_entity_id", over: budget.legalEntityID?.text),
                    ownerID: try body.text("owner_id", over: budget.ownerID?.text),
                    check: try body.text("check", over: budget.check.rawValue),
                    rules: try Self.rules(body, over: SaveBudget.Rules(budget)),
                    nearPercent: body.has("near_percent") ? try body.optionalInteger("near_percent") : budget.nearPercent)
            },
        ]
    }

    private static func rules(_ body: JSONObject, over present: SaveBudget.Rules) throws -> SaveBudget.Rules {
        var rules = SaveBudget.Rules(
            ordered: try body.text("check_ordered", over: present.ordered),
            actual: try body.text("check_actual", over: present.actual))
        for amount in Budget.Amount.allCases {
            rules.except[amount] = try body.text("except_\(amount.rawValue)", over: present.except[amount])
        }
        return rules
    }
}
