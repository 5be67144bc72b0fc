import Procurement
import UseCases

/// All that the pages of the organisation show: what is chosen from, and what decides beside it.
@dynamicMemberLookup
struct OrganisationData: Sendable {
    var lists: OrganisationLists
    var setup: AccountingSetup

    subscript<Value>(dynamicMember path: KeyPath<OrganisationLists, Value>) -> Value { lists[keyPath: path] }

    /// The name of a legal entity, or what none of them means.
    func entityName(_ id: Identifier<LegalEntity>?, none: String = "Every legal entity") -> String {
        guard let id else { return none }
        return lists.legalEntities.first { $0.id == id }?.name ?? "–"
    }
}
