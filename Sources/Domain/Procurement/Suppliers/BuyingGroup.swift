/// A buying group and its members.
package struct BuyingGroup: Hashable, Sendable, Identified {
    package static let identifierPrefix = "grp"

    package enum Mode: String, Hashable, Sendable, CaseIterable {
        /// Orders go out without approval here.
        case direct
        /// Every order is approved here.
        case punchIn = "punch_in"
    }

    package enum MemberRole: String, Hashable, Sendable, CaseIterable {
        case punchOutBuyer = "punchout_buyer"
        /// May order without approval where the group is `punch_in`.
        case requisitioner
    }

    package struct Member: Hashable, Sendable {
        package var userID: Identifier<User>
        package var role: MemberRole
        /// When the person is a member.
        package var days: DayRange

        package init(userID: Identifier<User>, role: MemberRole, days: DayRange = DayRange()) {
            self.userID = userID
            self.role = role
            self.days = days
        }
    }

    package let id: Identifier<BuyingGroup>
    package var name: String
    package var mode: Mode
    /// The connections whose orders this group's members make; none means every connection.
    package var connectionIDs: [Identifier<PunchOutConnection>]
    /// Nobody but its members may buy over its connections.
    package var keepsConnections: Bool
    package var members: [Member]
    /// Its own approval policies: they decide about its orders in place of the company's, and about no other's.
    package var policyIDs: [Identifier<ApprovalPolicy>]
    /// Its own budgets: only its orders may use them.
    package var budgetIDs: [Identifier<Budget>]
    package var isActive: Bool

    package init(
        id: Identifier<BuyingGroup>, name: String, mode: Mode, connectionIDs: [Identifier<PunchOutConnection>] = [],
        keepsConnections: Bool = false, members: [Member], policyIDs: [Identifier<ApprovalPolicy>] = [],
        budgetIDs: [Identifier<Budget>] = [],
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.mode = mode
        self.connectionIDs = connectionIDs
        self.keepsConnections = keepsConnections
        self.members = members
        self.policyIDs = policyIDs
        self.budgetIDs = budgetIDs
        self.isActive = isActive
    }

    /// The membership of a user that holds on a day.
    package func membership(of user: Identifier<User>, on day: Day) -> Member? {
        members.first { $0.userID == user && $0.days.contains(day) }
    }

    /// Whether orders of this member on this connection are this group's.
    package func covers(_ user: Identifier<User>, on connection: Identifier<PunchOutConnection>, at day: Day) -> Bool {
        isActive && (connectionIDs.isEmpty || connectionIDs.contains(connection)) && membership(of: user, on: day) != nil
    }

    /// Whether this member may order without approval although the group is `punch_in`.
    package func maySkipApproval(_ user: Identifier<User>, on day: Day) -> Bool {
        membership(of: user, on: day)?.role == .requisitioner
    }

    /// The group that decides about an order: of several, one named for the connection before one for all, and a
    /// `punch_in` group before a `direct` one, so that doubt means approval.
    package static func deciding(
        among groups: [BuyingGroup], for user: Identifier<User>, on connection: Identifier<PunchOutConnection>, at day: Day
    ) -> BuyingGroup? {
        let candidates = groups.filter { $0.covers(user, on: connection, at: day) }
        let named = candidates.filter { $0.connectionIDs.contains(connection) }
        let pool = named.isEmpty ? candidates : named
        return pool.first { $0.mode == .punchIn } ?? pool.first
    }

    /// The groups that keep a connection to themselves and of which the user is no member on a day; empty when the user may
    /// buy over it: nobody keeps it, or one of those who do has the user as a member.
    package static func keeping(
        _ connection: Identifier<PunchOutConnection>, from user: Identifier<User>, at day: Day, among groups: [BuyingGroup]
    ) -> [BuyingGroup] {
        let keepers = groups.filter { $0.isActive && $0.keepsConnections && $0.connectionIDs.contains(connection) }
        return keepers.contains { $0.membership(of: user, on: day) != nil } ? [] : keepers
    }

    /// The policies that decide about orders of `group`: its own where it has any, else those that no group owns.
    package static func policies(
        _ policies: [ApprovalPolicy], for group: BuyingGroup?, among groups: [BuyingGroup]
    ) -> [ApprovalPolicy] {
        if let group, !group.policyIDs.isEmpty { return policies.filter { group.policyIDs.contains($0.id) } }
        let owned = Set(groups.flatMap(\.policyIDs))
        return policies.filter { !owned.contains($0.id) }
    }

    /// Whether orders of `group` may use a budget: its own, or one that no group owns.
    package static func mayUse(_ budget: Identifier<Budget>, _ group: BuyingGroup?, among groups: [BuyingGroup]) -> Bool {
        let owners = groups.filter { $0.budgetIDs.contains(budget) }
        return owners.isEmpty || owners.contains { $0.id == group?.id }
    }
}

/// Who a buying group is to a supplier where it is somebody else than the company: its own account there.
///
/// The shared secret is sealed in the store, like that of the connection.
package struct GroupCredential: Hashable, Sendable {
    package var groupID: Identifier<BuyingGroup>
    package var connectionID: Identifier<PunchOutConnection>
    /// In place of the connection's `from`.
    package var from: PartyIdentity
    package var hasSecret: Bool

    package init(
        groupID: Identifier<BuyingGroup>, connectionID: Identifier<PunchOutConnection>, from: PartyIdentity,
        hasSecret: Bool = false
    ) {
        self.groupID = groupID
        self.connectionID = connectionID
        self.from = from
        self.hasSecret = hasSecret
    }
}
