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
        \(state.field("owner_id", "Owner", .select(lists.people.filter(\.isActive).map { .init($0.id.text, "\($0.name) (\($0.email))") }, prompt: "Nobody"),
            hint: "Whom approval policies mean by the budget's owner."))
        \(state.field("check", "An order that takes more than is left", .select(Self.actions("The order"))))
        \(state.field("except_requested", "Only warned there", .select(Self.roles, prompt: "Nobody")))
        \(state.field("check_ordered", "At the last approval, when more would be ordered and billed than it holds", .select(Self.actions("The order"))))
        \(state.field("except_ordered", "Only warned there", .select(Self.roles, prompt: "Nobody")))
        \(state.field("check_actual", "A bill, when more would be billed than it holds", .select(Self.actions("The bill"))))
        \(state.field("except_actual", "Only warned there", .select(Self.roles, prompt: "Nobody")))
        \(state.field("near_percent", "Warn from this much in use", .number(step: "1", minimum: "1"), hint: "Percent; empty warns of nothing."))
        """
    }

    private static func actions(_ what: String) -> [FormField.Choice] {
        [.init("warn", "\(what) is warned"), .init("block", "\(what) is refused"), .init("none", "\(what) passes")]
    }

    private static let roles = Role.allCases.map { FormField.Choice($0.rawValue, $0.label) }

    func freshValues(_ lists: OrganisationData) -> [String: String] {
        [
            "amount.currency": lists.legalEntities.first?.currency.code ?? "",
            "check": Budget.Check.warn.rawValue,
            "check_ordered": Budget.Check.none.rawValue, "check_actual": Budget.Check.none.rawValue,
        ]
    }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.budgets.first { $0.id.text == id }.map { budget in
            OrganisationEntry(
                name: budget.name,
                values: [
                    "name": budget.name, "department_id": budget.departmentID?.text ?? "", "amount.amount": budget.amount.text,
                    "amount.currency": budget.amount.currency.code, "period_start": budget.periodStart,
                    "period_end": budget.periodEnd, "legal_entity_id": budget.legalEntityID?.text ?? "",
                    "parent_id": budget.parentID?.text ?? "", "owner_id": budget.ownerID?.text ?? "",
                    "check": budget.check.rawValue, "check_ordered": budget.rule(for: .ordered).action.rawValue,
                    "check_actual": budget.rule(for: .actual).action.rawValue,
                    "except_requested": budget.rule(for: .requested).exceptRole?.rawValue ?? "",
                    "except_ordered": budget.rule(for: .ordered).exceptRole?.rawValue ?? "",
                    "except_actual": budget.rule(for: .actual).exceptRole?.rawValue ?? "",
                    "near_percent": budget.nearPercent.map(String.init) ?? "",
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveBudget(
                id: try identifier(id), name: form["name"] ?? "", departmentID: form["department_id"],
                amount: form["amount.amount"] ?? "", currency: form.text("amount.currency") ?? "",
                periodStart: form.text("period_start") ?? "", periodEnd: form.text("period_end") ?? "",
                parentID: form["parent_id"], legalEntityID: form["legal_entity_id"], ownerID: form["owner_id"],
                check: form["check"] ?? Budget.Check.warn.rawValue,
                rules: SaveBudget.Rules(
                    ordered: form["check_ordered"] ?? Budget.Check.none.rawValue,
                    actual: form["check_actual"] ?? Budget.Check.none.rawValue,
                    except: Dictionary(
                        uniqueKeysWithValues: Budget.Amount.allCases.map { ($0, form["except_\($0.rawValue)"] ?? "") })),
                // What is no number is refused with the field named.
                nearPercent: form.text("near_percent").map { Int($0) ?? 0 }))
    }
}
