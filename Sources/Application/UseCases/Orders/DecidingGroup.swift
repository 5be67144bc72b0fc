import Procurement
import ProcurementStore

extension Workspace {
    /// Today, in UTC.
    var today: Day { Day(now) }

    /// The buying group that decides about orders of a user on a connection today.
    func decidingGroup(
        for user: Identifier<User>, on connection: Identifier<PunchOutConnection>
    ) throws -> BuyingGroup? {
        BuyingGroup.deciding(among: try setUp().groups(of: user), for: user, on: connection, at: today)
    }
}
