/// Which orders a list shows; every condition that is set has to hold.
package struct OrderFilter: Sendable, Hashable {
    package var status: PurchaseOrder.Status?
    package var buyerID: Identifier<User>?
    /// Only orders that nobody owns yet.
    package var unclaimed: Bool
    /// Orders of this buyer or with an approval task of this user.
    package var visibleTo: Identifier<User>?

    package init(
        status: PurchaseOrder.Status? = nil, buyerID: Identifier<User>? = nil, unclaimed: Bool = false,
        visibleTo: Identifier<User>? = nil
    ) {
        self.status = status
        self.buyerID = buyerID
        self.unclaimed = unclaimed
        self.visibleTo = visibleTo
    }
}
