import HTML
import Procurement
import UseCases

/// Parts of the company that spend.
struct DepartmentSection: OrganisationSection {
    let word = "departments"
    let title = "Departments"
    let noun = "department"
    let lead: HTML = "Parts of the company that spend. Orders are coded to them, and approval stages can be for one of them."

    func count(_ lists: OrganisationLists) -> Int { lists.departments.count }

    func table(_ lists: OrganisationLists, canChange: Bool) -> DataTable {
        DataTable(
            ["Name", .init("Budgets", .number)],
            lists.departments.map { department in
                let budgets = lists.budgets.count { $0.departmentID == department.id }
                return .init([link(department.name, department.id.text, canChange), "\(budgets)"], id: department.id.text)
            }, empty: "No departments yet. Add those that buyers should choose from.")
    }

    func fields(_ state: FormState, _ lists: OrganisationLists) -> HTML {
        state.field("name", "Name", isRequired: true, complete: "off").html
    }

    func entry(_ id: String, _ lists: OrganisationLists) -> OrganisationEntry? {
        lists.departments.first { $0.id.text == id }.map { OrganisationEntry(name: $0.name, values: ["name": $0.name]) }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        _ = try await context.perform(
            SaveDepartment(id: try identifier(id), name: context.form["name"] ?? ""))
    }
}
