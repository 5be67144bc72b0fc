import JSON
import Procurement
import UseCases

extension RESTAPI {
    var departmentRoutes: [Route] {
        let departments = Collection(
            path: "departments", noun: "department", symbol: "Department", question: ShowOrganisation(),
            items: { $0.departments }, id: { $0.id.text }, schema: Self.departmentSchema
        ) { ["id": JSON($0.id), "name": .string($0.name)] }
        return departments.readRoutes + [
            departments.createRoute(.object([.required("name", .text)]), example: ["name": "Engineering"]) { body in
                SaveDepartment(name: try body.string("name"))
            },
            departments.changeRoute(.object([.optional("name", .text)]), example: ["name": "Research"]) { department, body in
                SaveDepartment(id: department.id, name: try body.text("name", over: department.name))
            },
        ]
    }

    var glAccountRoutes: [Route] {
        let accounts = Collection(
            path: "gl-accounts", noun: "GL account", symbol: "GLAccount", question: ShowOrganisation(), items: { $0.glAccounts },
            id: { $0.id.text }, schema: Self.glAccountSchema
        ) { ["id": JSON($0.id), "code": .string($0.code), "name": .string($0.name)] }
        return accounts.readRoutes + [
            accounts.createRoute(
                .object([.required("code", .text), .required("name", .text)]),
                example: ["code": "6815", "name": "Office supplies"]
            ) { body in SaveGLAccount(code: try body.string("code"), name: try body.string("name")) },
            accounts.changeRoute(
                .object([.optional("code", .text), .optional("name", .text)]), example: ["name": "Office supplies and toner"]
            ) { account, body in
                SaveGLAccount(
                    id: account.id, code: try body.text("code", over: account.code),
                    name: try body.text("name", over: account.name))
            },
        ]
    }

    private static let budgetMembers: [Schema.Property] = [
        .optional("parent_id", .nullable(.text), "The budget above, which is charged, too."),
        .optional("legal_entity_id", .nullable(.text), "Only its orders may use the budget."),
        .optional("owner_id", .nullable(.text), "Whom approval policies mean by budget_owner."),
        .optional(
            "check", .word(Budget.Check.allCases.map(\.rawValue)),
            "What an order meets that takes more than is left: warn when left out."),
    ]

    var budgetRoutes: [Route] {
        let budgets = Collection(
            path: "budgets", noun: "budget", symbol: "Budget", question: ShowOrganisation(), items: { $0.budgets },
            id: { $0.id.text }, schema: Self.budgetSchema, json: Self.json)
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
                    check: try body.optionalString("check") ?? Budget.Check.warn.rawValue)
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
                    check: try body.text("check", over: budget.check.rawValue))
            },
        ]
    }
}
