/// Which orders a list shows; every condition that is set has to hold.
package struct OrderFilter: Sendable, Hashable {
    package var status: PurchaseOrder.Status?
    package var buyerID: Identifier<User>?
    /// Only orders that nobody owns yet.
    package var unclaimed: Bool
    /// Orders of this buyer or with an approval task of this user.
    package var visibleTo: Identifier<User>?

    /// Only orders any part of which is for one of these; `nil` limits nothing.
    package private(set) var legalEntityIDs: Set<Identifier<LegalEntity>>?
    package private(set) var departmentIDs: Set<Identifier<Department>>?

    package init(
        status: PurchaseOrder.Status? = nil, buyerID: Identifier<User>? = nil, unclaimed: Bool = false,
        visibleTo: Identifier<User>? = nil
    ) {
        self.status = status
        self.buyerID = buyerID
        self.unclaimed = unclaimed
        self.visibleTo = visibleTo
    }

    /// Keeps to what somebody's roles are limited to.
    package mutating func limit(to limits: UserLimits, in tree: DepartmentTree) {
        if !limits.legalEntityIDs.isEmpty { legalEntityIDs = limits.legalEntityIDs }
        if !limits.departmentIDs.isEmpty {
            departmentIDs = limits.departmentIDs.reduce(into: limits.departmentIDs) { $0.formUnion(tree.subtree(of: $1)) }
        }
    }
}
