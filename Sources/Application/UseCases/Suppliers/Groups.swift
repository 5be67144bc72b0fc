package import Procurement
import ProcurementStore

/// A new buying group, or with `id` a changed one; the lists are complete.
package struct SaveGroup: Command {
    package static let access = Access.roles(scope: "groups.write")

    package struct Member: Sendable {
        package var userID: String
        package var role: String
        /// As written; `nil` or empty is open.
        package var from: String?
        package var through: String?

        package init(userID: String, role: String, from: String? = nil, through: String? = nil) {
            self.userID = userID
            self.role = role
            self.from = from
            self.through = through
        }
    }

    package var id: Identifier<BuyingGroup>?
    package var name: String
    package var mode: String
    package var connectionIDs: [String]
    /// Nobody but members may buy over these connections.
    package var keepsConnections: Bool
    package var members: [Member]
    package var policyIDs: [String]
    package var budgetIDs: [String]
    package var isActive: Bool

    package init(
        id: Identifier<BuyingGroup>? = nil, name: String, mode: String, connectionIDs: [String],
        keepsConnections: Bool = false, members: [Member],
        policyIDs: [String] = [], budgetIDs: [String] = [], isActive: Bool = true
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

    package func perform(in work: UnitOfWork) throws -> BuyingGroup {
        if let id { _ = try work.need(try work.store.group(id), "group") }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        let mode = BuyingGroup.Mode(rawValue: mode)
        if mode == nil { checks.add("/mode", "invalid", "The mode is direct or punch_in.") }
        var group = BuyingGroup(id: id ?? work.newID(), name: name, mode: mode ?? .punchIn, members: [], isActive: isActive)
        group.connectionIDs = try checks.references(connectionIDs, "/connection_ids", "connection", work.store.connection)
        group.keepsConnections = keepsConnections
        if keepsConnections, connectionIDs.isEmpty {
            checks.add(
                "/keeps_connections", "invalid",
                "The group has no connections of its own that it could keep. Choose at least one, or do not keep them.")
        }
        group.policyIDs = try checks.references(policyIDs, "/policy_ids", "approval policy", work.store.policy)
        group.budgetIDs = try checks.references(budgetIDs, "/budget_ids", "budget", work.store.budget)
        group.members = try resolvedMembers(in: work, &checks)
        try checks.finish()
        try work.store.save(group)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, group.id,
            [
                ("name", name), ("mode", group.mode.rawValue), ("members", String(group.members.count)),
                ("keeps_connections", keepsConnections ? "yes" : "no"), ("active", group.isActive ? "yes" : "no"),
            ])
        return group
    }

    private func resolvedMembers(in work: UnitOfWork, _ checks: inout FieldChecks) throws -> [BuyingGroup.Member] {
        var resolved: [BuyingGroup.Member] = []
        for (index, member) in members.enumerated() {
            let place = "/members/\(index)"
            let user = try checks.reference(member.userID, "\(place)/user_id", "user", work.store.user)
            let role = BuyingGroup.MemberRole(rawValue: member.role)
            if role == nil { checks.add("\(place)/role", "invalid", "A member is punchout_buyer or requisitioner.") }
            let days = checks.days(member.from, member.through, place)
            guard let user, let role else { continue }
            if resolved.contains(where: { $0.userID == user && !$0.days.intersection(days).isEmpty }) {
                checks.add(
                    "\(place)/user_id", "duplicate",
                    "This user is named twice for the same days. Remove one, or let one period end before the other begins.")
            }
            resolved.append(BuyingGroup.Member(userID: user, role: role, days: days))
        }
        return resolved
    }
}

package struct ListGroups: Query {
    package static let access = Access.roles(.auditor, scope: "groups.read")
    package init() {}
    package func answer(in view: View) throws -> [BuyingGroup] { try view.store.groups() }
}

package struct PageOfGroups: Query {
    package static let access = Access.roles(.auditor, scope: "groups.read")
    package var page: PageRequest
    package init(_ page: PageRequest) { self.page = page }
    package func answer(in view: View) throws -> Page<BuyingGroup> { try view.store.groups(page) }
}

package struct ShowGroup: Query {
    package static let access = Access.roles(.auditor, scope: "groups.read")
    package var id: Identifier<BuyingGroup>
    package init(_ id: Identifier<BuyingGroup>) { self.id = id }
    package func answer(in view: View) throws -> BuyingGroup { try view.need(try view.store.group(id), "group") }
}

extension FieldChecks {
    /// Identifiers of records that exist, each once.
    mutating func references<Subject>(
        _ texts: [String], _ pointer: String, _ kind: String, _ find: (Identifier<Subject>) throws -> Subject?
    ) throws -> [Identifier<Subject>] {
        var found: [Identifier<Subject>] = []
        for (index, text) in texts.enumerated() {
            if text.isEmpty {
                add("\(pointer)/\(index)", "required", "Name a \(kind), or leave the entry out.")
            } else if let id = try reference(text, "\(pointer)/\(index)", kind, find), !found.contains(id) {
                found.append(id)
            }
        }
        return found
    }

    /// A first and a last day, each of which may be missing, at `from` and `through` below the pointer.
    mutating func days(_ from: String?, _ through: String?, _ pointer: String) -> DayRange {
        func day(_ text: String?, _ name: String, _ label: String) -> Day? {
            guard let text, !FieldChecks.trimmed(text).isEmpty else { return nil }
            let day = Day(FieldChecks.trimmed(text))
            if day == nil { add("\(pointer)/\(name)", "invalid", "\(label) must be a day written as 2026-01-31.") }
            return day
        }
        let range = DayRange(from: day(from, "from", "The first day"), through: day(through, "through", "The last day"))
        if range.isEmpty { add("\(pointer)/through", "invalid", "The last day is before the first.") }
        return range
    }
}
