import HTML
import Procurement
import UseCases

/// What lines of a category of goods start with.
struct CategoryRuleSection: OrganisationSection {
    let word = "category-rules"
    let title = "Category rules"
    let noun = "category rule"
    let lead: HTML =
        "What lines of a category start with, by the beginning of their UNSPSC code. The longest beginning wins, and it goes before the defaults of user, connection and supplier."

    private static let prefix = "coding"

    func count(_ lists: OrganisationData) -> Int { lists.setup.categoryRules.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        let names = CodingNames(lists.lists)
        return DataTable(
            ["Name", "UNSPSC", "Supplier", "Lines start with"],
            lists.setup.categoryRules.map { rule in
                let supplier = lists.setup.suppliers.first { $0.id == rule.supplierID }
                return .init(
                    [
                        named(rule.name, rule.id.text, canChange, isActive: rule.isActive),
                        "\(rule.prefix)…", "\(supplier?.name ?? "Every supplier")", "\(names.words(rule.coding))",
                    ], id: rule.id.text)
            }, empty: "No category rules. With one, lines of office supplies can start with their GL account, for example.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("prefix", "UNSPSC code", hint: "2, 4, 6 or 8 digits: 44 or 4412 stands for all that begin so.", isRequired: true, complete: "off"))
        \(state.field("supplier_id", "Supplier", .select(lists.setup.suppliers.map { .init($0.id.text, $0.name) }, prompt: "Every supplier")))
        \(state.field("active", "In use", .checkbox, hint: "Orders that are coded stay as they are."))
        <div class="wide">\(state.remark(on: Self.prefix))\(DefaultCodingFields(title: "Lines start with", prefix: Self.prefix, state: state, lists: lists.lists))</div>
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] { ["active": "on"] }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.setup.categoryRules.first { $0.id.text == id }.map { rule in
            var values = DefaultCodingFields.values(rule.coding, prefix: Self.prefix)
            values["name"] = rule.name
            values["prefix"] = rule.prefix
            values["supplier_id"] = rule.supplierID?.text ?? ""
            values["active"] = rule.isActive ? "on" : ""
            return OrganisationEntry(name: rule.name, values: values)
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveCategoryRule(
                id: try identifier(id), name: form["name"] ?? "", prefix: form["prefix"] ?? "", supplierID: form["supplier_id"],
                coding: DefaultCodingFields.change(form, prefix: Self.prefix), isActive: form.isTicked("active")))
    }
}
