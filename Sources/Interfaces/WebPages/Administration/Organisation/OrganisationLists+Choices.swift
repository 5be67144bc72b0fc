import HTML
import Procurement
import UseCases

extension OrganisationLists {
    /// Addresses to choose from.
    var addressChoices: [FormField.Choice] { addresses.map { .init($0.id.text, "\($0.code): \($0.oneLine)") } }

    /// Departments to choose from, each with those above it.
    var departmentChoices: [FormField.Choice] {
        let tree = DepartmentTree(departments)
        return departments.map { FormField.Choice($0.id.text, tree.pathName(of: $0.id)) }.sorted { $0.label < $1.label }
    }

    var entityChoices: [FormField.Choice] { legalEntities.map { .init($0.id.text, $0.name) } }
}
