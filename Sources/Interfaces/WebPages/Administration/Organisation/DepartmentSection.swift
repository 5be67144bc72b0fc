import HTML
import Procurement
import UseCases

/// Parts of the company that spend.
struct DepartmentSection: OrganisationSection {
    let word = "departments"
    let title = "Departments"
    let noun = "department"
    let lead: HTML = "Parts of the company that spend. Orders are coded to them, and approval stages can be for one of them."

    func count(_ lists: OrganisationData) -> Int { lists.departments.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        let tree = DepartmentTree(lists.departments)
        return DataTable(
            ["Name", "Legal entity", "Head", .init("Budgets", .number)],
            lists.departments.map { department in
                let budgets = lists.budgets.count { $0.departmentID == department.id }
                let head = lists.people.first { $0.id == department.headID }
                return .init(
                    [
                        named(tree.pathName(of: department.id), department.id.text, canChange, isActive: department.isActive),
                        "\(lists.entityName(tree.legalEntity(of: department.id)))", "\(head?.name ?? "–")", "\(budgets)",
                    ], id: department.id.text)
            }, empty: "No departments yet. Add those that buyers should choose from.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("parent_id", "Belongs to", .select(lists.departmentChoices, prompt: "Nothing above it")))
        \(state.field("legal_entity_id", "Legal entity", .select(lists.lists.entityChoices, prompt: "As the department above, or every one"),
            hint: "Orders of other legal entities cannot be coded to it."))
        \(state.field("head_id", "Head", .select(lists.people.filter(\.isActive).map { .init($0.id.text, $0.name) }, prompt: "Nobody"),
            hint: "Approval policies can mean the head of a department."))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] { ["active": "on"] }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.departments.first { $0.id.text == id }.map { department in
            OrganisationEntry(
                name: department.name,
                values: [
                    "name": department.name, "parent_id": department.parentID?.text ?? "",
                    "head_id": department.headID?.text ?? "", "legal_entity_id": department.legalEntityID?.text ?? "",
                    "active": department.isActive ? "on" : "",
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        _ = try await context.perform(
            SaveDepartment(
                id: try identifier(id), name: context.form["name"] ?? "", parentID: context.form["parent_id"],
                headID: context.form["head_id"], legalEntityID: context.form["legal_entity_id"],
                isActive: context.form.isTicked("active")))
    }
}
