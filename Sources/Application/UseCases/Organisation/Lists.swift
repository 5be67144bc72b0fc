package import Procurement
import ProcurementStore

/// Everything that codings, addresses and rules choose from.
package struct OrganisationLists: Sendable {
    package var legalEntities: [LegalEntity]
    package var locations: [Location]
    package var departments: [Department]
    package var budgets: [Budget]
    package var glAccounts: [GLAccount]
    package var addresses: [Address]
    package var projects: [Project]
    package var taxCodes: [TaxCode]
    package var ownFields: [OwnField]
    /// Who may be named as head of a department; for administrators and auditors only.
    package var people: [User]
}

package struct ShowOrganisation: Query {
    package static let access = Access.signedIn("organisation.read")
    package init() {}

    package func answer(in view: View) throws -> OrganisationLists {
        OrganisationLists(
            legalEntities: try view.store.legalEntities(), locations: try view.store.locations(),
            departments: try view.store.departments(), budgets: try view.store.budgets(), glAccounts: try view.store.glAccounts(),
            addresses: try view.store.addresses(), projects: try view.store.projects(), taxCodes: try view.store.taxCodes(),
            ownFields: try view.store.ownFields(),
            people: view.actor.has(.administrator) || view.actor.has(.auditor) ? try view.store.users() : [])
    }
}
