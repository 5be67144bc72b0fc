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
        case requisitioner
    }

    package struct Member: Hashable, Sendable {
        package var userID: Identifier<User>
        package var role: MemberRole

        package init(userID: Identifier<User>, role: MemberRole) {
            self.userID = userID
            self.role = role
        }
    }

    package let id: Identifier<BuyingGroup>
    package var name: String
    package var mode: Mode
    /// The connection whose orders this group's members make; `nil` means every connection.
    package var connectionID: Identifier<PunchOutConnection>?
    package var members: [Member]

    package init(
        id: Identifier<BuyingGroup>, name: String, mode: Mode, connectionID: Identifier<PunchOutConnection>?, members: [Member]
    ) {
        self.id = id
        self.name = name
        self.mode = mode
        self.connectionID = connectionID
        self.members = members
    }

    /// Whether orders of this member on this connection are this group's.
    package func covers(_ user: Identifier<User>, on connection: Identifier<PunchOutConnection>) -> Bool {
        (connectionID == nil || connectionID == connection) && members.contains { $0.userID == user }
    }

    /// The group that decides about an order: of several, one named for the connection before one for all, and a
    /// `punch_in` group before a `direct` one, so that doubt means approval.
    package static func deciding(
        among groups: [BuyingGroup], for user: Identifier<User>, on connection: Identifier<PunchOutConnection>
    ) -> BuyingGroup? {
        let candidates = groups.filter { $0.covers(user, on: connection) }
        let named = candidates.filter { $0.connectionID == connection }
        let pool = named.isEmpty ? candidates : named
        return pool.first { $0.mode == .punchIn } ?? pool.first
    }
}
