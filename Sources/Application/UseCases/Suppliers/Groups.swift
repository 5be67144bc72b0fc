package import Procurement
import ProcurementStore

/// A new buying group, or with `id` a changed one; members are the complete list.
package struct SaveGroup: Command {
    package static let access = Access.roles(scope: "groups.write")

    package struct Member: Sendable {
        package var userID: String
        package var role: String

        package init(userID: String, role: String) {
            self.userID = userID
            self.role = role
        }
    }

    package var id: Identifier<BuyingGroup>?
    package var name: String
    package var mode: String
    package var connectionID: String?
    package var members: [Member]

    package init(id: Identifier<BuyingGroup>? = nil, name: String, mode: String, connectionID: String?, members: [Member]) {
        self.id = id
        self.name = name
        self.mode = mode
        self.connectionID = connectionID
        self.members = members
    }

    package func perform(in work: UnitOfWork) throws -> BuyingGroup {
        if let id { _ = try work.need(try work.store.group(id), "group") }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        let mode = BuyingGroup.Mode(rawValue: mode)
        if mode == nil { checks.add("/mode", "invalid", "The mode is direct or punch_in.") }
        let connection = try checks.reference(connectionID, "/connection_id", "connection", work.store.connection)
        var resolved: [BuyingGroup.Member] = []
        for (index, member) in members.enumerated() {
            let user = try checks.reference(member.userID, "/members/\(index)/user_id", "user", work.store.user)
            let role = BuyingGroup.MemberRole(rawValue: member.role)
            if role == nil {
                checks.add("/members/\(index)/role", "invalid", "A member is punchout_buyer or requisitioner.")
            }
            guard let user, let role else { continue }
            if resolved.contains(where: { $0.userID == user }) {
                checks.add("/members/\(index)/user_id", "duplicate", "This user is named twice. Remove one.")
            }
            resolved.append(BuyingGroup.Member(userID: user, role: role))
        }
        try checks.finish()
        let group = BuyingGroup(
            id: id ?? work.newID(), name: name, mode: mode ?? .punchIn, connectionID: connection, members: resolved)
        try work.store.save(group)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, group.id,
            [("name", name), ("mode", group.mode.rawValue), ("members", String(resolved.count))])
        return group
    }
}

package struct ListGroups: Query {
    package static let access = Access.roles(.auditor, scope: "groups.read")
    package init() {}
    package func answer(in view: View) throws -> [BuyingGroup] { try view.store.groups() }
}
