import Procurement
import ProcurementStore

extension Workspace {
    /// Throws for a connection that groups keep to themselves and the buyer is a member of none of them.
    func demandOpen(_ connection: Identifier<PunchOutConnection>, to buyer: Identifier<User>?) throws {
        guard let buyer else { return }
        let keepers = BuyingGroup.keeping(connection, from: buyer, at: today, among: try setUp().groups)
        if keepers.isEmpty { return }
        let name = try store.connection(connection)?.name ?? "this connection"
        let groups = keepers.map(\.name).sorted().joined(separator: " or ")
        throw Refusal.invalid(
            "/connection_id", "other-group",
            "Only members of the group \(groups) buy over \(name). Use another connection, or ask an administrator to add you to the group."
        )
    }

    /// Today, in UTC.
    var today: Day { Day(now) }

    /// The buying group that decides about orders of a user on a connection today.
    func decidingGroup(
        for user: Identifier<User>, on connection: Identifier<PunchOutConnection>
    ) throws -> BuyingGroup? {
        BuyingGroup.deciding(among: try setUp().groups(of: user), for: user, on: connection, at: today)
    }
}
