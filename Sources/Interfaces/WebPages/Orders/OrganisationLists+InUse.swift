import Procurement
import UseCases

extension OrganisationLists {
    /// What can be chosen now: what is in use, and what an order is coded with already.
    func inUse(beside order: PurchaseOrder) -> OrganisationLists {
        let codings = order.lines.flatMap { order.codings(of: $0) } + [order.coding]
        let kept = Set(codings.flatMap { coding in Coding.Field.allCases.compactMap { coding.id(of: $0) } })
        let today = Day(order.updatedAt)
        var lists = inUse(keeping: kept)
        lists.projects.removeAll { !$0.days.contains(today) && !kept.contains($0.id.text) }
        return lists
    }

    /// What is in use, and what is named.
    func inUse(keeping kept: Set<String>) -> OrganisationLists {
        var lists = self
        lists.legalEntities.removeAll { !$0.isActive && !kept.contains($0.id.text) }
        lists.locations.removeAll { !$0.isActive && !kept.contains($0.id.text) }
        lists.departments.removeAll { !$0.isActive && !kept.contains($0.id.text) }
        lists.glAccounts.removeAll { !$0.isActive && !kept.contains($0.id.text) }
        lists.projects.removeAll { !$0.isActive && !kept.contains($0.id.text) }
        lists.taxCodes.removeAll { !$0.isActive && !kept.contains($0.id.text) }
        return lists
    }
}
