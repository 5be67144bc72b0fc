import HTML
import Procurement
import UseCases

/// Money to spend in a period.
struct BudgetSection: OrganisationSection {
    let word = "budgets"
    let title = "Budgets"
    let noun = "budget"
    let lead: HTML = "Money to spend in a period, by one department or by all."

    func count(_ lists: OrganisationData) -> Int { lists.budgets.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Name", "Department", .init("Amount", .number), "First day", "Last day"],
            lists.budgets.map { budget in
                let department = lists.departments.first { $0.id == budget.departmentID }
                return .init(
                    [
                        link(budget.name, budget.id.text, canChange), "\(department?.name ?? "Every department")",
                        "\(Words.money(budget.amount))", "\(budget.periodStart)", "\(budget.periodEnd)",
                    ], id: budget.id.text)
            }, empty: "No budgets yet. Add one with its amount and period; orders are coded to it.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("department_id", "Department", .select(lists.departmentChoices, prompt: "Every department")))
        \(state.field("amount.amount", "Amount", hint: "Digits with a point, for example 5000.00.", isRequired: true, complete: "off"))
        \(state.field("amount.currency", "Currency", hint: "Three letters, for example USD or EUR.", isRequired: true))
        \(state.field("period_start", "First day", .date, isRequired: true))
        \(state.field("period_end", "Last day", .date, isRequired: true))
        \(state.field("legal_entity_id", "Legal entity", .select(lists.legalEntities.map { .init($0.id.text, $0.name) }, prompt: "Every legal entity")))
        \(state.field("parent_id", "Part of", .select(lists.budgets.map { .init($0.id.text, $0.name) }, prompt: "No other budget"),
            hint: "What is taken here is taken there, too."))
        \(state.field("check", "An order that takes more than is left", .select([.init("warn", "is warned"), .init("block", "is refused"), .init("none", "passes")])))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] {
        ["amount.currency": lists.legalEntities.first?.currency.code ?? "", "check": Budget.Check.warn.rawValue]
    }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.budgets.first { $0.id.text == id }.map { budget in
            OrganisationEntry(
                name: budget.name,
                values: [
                    "name": budget.name, "department_id": budget.departmentID?.text ?? "", "amount.amount": budget.amount.text,
                    "amount.currency": budget.amount.currency.code, "period_start": budget.periodStart,
                    "period_end": budget.periodEnd, "legal_entity_id": budget.legalEntityID?.text ?? "",
                    "parent_id": budget.parentID?.text ?? "", "check": budget.check.rawValue,
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        let before = try await context.answer(ShowOrganisation()).budgets.first { $0.id.text == id }
        _ = try await context.perform(
            SaveBudget(
                id: try identifier(id), name: form["name"] ?? "", departmentID: form["department_id"],
                amount: form["amount.amount"] ?? "", currency: form.text("amount.currency") ?? "",
                periodStart: form.text("period_start") ?? "", periodEnd: form.text("period_end") ?? "",
                parentID: form["parent_id"], legalEntityID: form["legal_entity_id"], ownerID: before?.ownerID?.text,
                check: form["check"] ?? Budget.Check.warn.rawValue))
    }
}
