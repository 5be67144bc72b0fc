/// Which orders a list shows; every condition that is set has to hold.
package struct OrderFilter: Sendable, Hashable {
    package var status: PurchaseOrder.Status?
    package var buyerID: Identifier<User>?
    /// Only orders that nobody owns yet.
    package var unclaimed: Bool
    /// Only orders that somebody may see.
    package var visibleTo: OrderReader?

    /// Only orders any part of which is for one of these; `nil` limits nothing.
    package private(set) var legalEntityIDs: Set<Identifier<LegalEntity>>?
    package private(set) var departmentIDs: Set<Identifier<Department>>?

    package init(
        status: PurchaseOrder.Status? = nil, buyerID: Identifier<User>? = nil, unclaimed: Bool = false,
        visibleTo: OrderReader? = nil
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

/// Somebody who sees their own orders and those that they decide or decided about.
package struct OrderReader: Sendable, Hashable {
    package var id: Identifier<User>
    /// Whose approvals they may decide today: their own, and of those whom they stand in for.
    package var approvers: [Identifier<User>]

    package init(_ id: Identifier<User>, approvers: [Identifier<User>]) {
        self.id = id
        self.approvers = approvers
    }
}
