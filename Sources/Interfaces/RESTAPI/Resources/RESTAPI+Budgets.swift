import JSON
import Procurement
import UseCases

extension RESTAPI {
    var budgetRoutes: [Route] {
        let budgets = Collection(
            path: "budgets", noun: "budget", symbol: "Budget", question: ShowOrganisation(), items: { $0.budgets },
            id: { $0.id.text }, schema: Self.budgetSchema, json: Self.json)
        return budgets.readRoutes + [
            budgets.createRoute(
                .object([
                    .required("name", .text), .optional("department_id", .nullable(.text)), .required("amount", .money),
                    .required("period_start", .day, "The first day."), .required("period_end", .day, "The last day, within."),
                ]),
                example: [
                    "name": "Engineering 2026", "department_id": "dep_01", "amount": ["amount": "5000.00", "currency": "USD"],
                    "period_start": "2026-01-01", "period_end": "2026-12-31",
                ]
            ) { body in
                let amount = try body.object("amount")
                return SaveBudget(
                    name: try body.string("name"), departmentID: try body.optionalString("department_id"),
                    amount: try amount.string("amount"), currency: try amount.string("currency"),
                    periodStart: try body.string("period_start"), periodEnd: try body.string("period_end"))
            },
            budgets.changeRoute(
                .object([
                    .optional("name", .text), .optional("department_id", .nullable(.text)), .optional("amount", .money),
                    .optional("period_start", .day), .optional("period_end", .day),
                ]), example: ["amount": ["amount": "7500.00", "currency": "USD"]]
            ) { budget, body in
                let amount = try body.optionalObject("amount")
                return SaveBudget(
                    id: budget.id, name: try body.text("name", over: budget.name),
                    departmentID: try body.text("department_id", over: budget.departmentID?.text),
                    amount: try amount?.string("amount") ?? budget.amount.text,
                    currency: try amount?.string("currency") ?? budget.amount.currency.code,
                    periodStart: try body.text("period_start", over: budget.periodStart),
                    periodEnd: try body.text("period_end", over: budget.periodEnd))
            },
        ]
    }
}
