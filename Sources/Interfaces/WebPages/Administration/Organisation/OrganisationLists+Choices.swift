import HTML
import Procurement
import UseCases

extension OrganisationLists {
    /// Addresses to choose from.
    var addressChoices: [FormField.Choice] { addresses.map { .init($0.id.text, "\($0.code): \($0.oneLine)") } }

    /// Departments to choose from.
    var departmentChoices: [FormField.Choice] { departments.map { .init($0.id.text, $0.name) } }
}
