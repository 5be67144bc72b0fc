import Database
package import Procurement

extension Store {
    private static let groupColumns = "id, name, mode, keeps_connections, is_active"

    package func groups() throws -> [BuyingGroup] {
        try sql.query("SELECT \(Self.groupColumns) FROM buying_groups ORDER BY name", [], Self.group).map(completed)
    }

    package func groups(_ page: PageRequest) throws -> Page<BuyingGroup> {
        let rows = try sql.query(
            "SELECT \(Self.groupColumns) FROM buying_groups WHERE id > ?1 ORDER BY id LIMIT \(page.limit + 1)",
            [SQLValue(page.after ?? "")], Self.group)
        return try Page(reading: rows, limit: page.limit) { $0.id.text }.map(completed)
    }

    package func group(_ id: Identifier<BuyingGroup>) throws -> BuyingGroup? {
        try sql.first("SELECT \(Self.groupColumns) FROM buying_groups WHERE id = ?1", [SQLValue(id)], Self.group)
            .map(completed)
    }

    /// The groups that a user is, was or will be a member of.
    package func groups(of user: Identifier<User>) throws -> [BuyingGroup] {
        let ids = try sql.query(
            "SELECT DISTINCT group_id FROM buying_group_members WHERE user_id = ?1 ORDER BY group_id", [SQLValue(user)]
        ) { Identifier<BuyingGroup>(trusted: try $0.text(0)) }
        return try ids.compactMap { try group($0) }
    }

    private static func group(_ row: any SQLRow) throws -> BuyingGroup {
        var read = RowReader(row)
        return BuyingGroup(
            id: try read.id(), name: try read.text(), mode: try read.word(), keepsConnections: try read.bool(), members: [],
            isActive: try read.bool())
    }

    private func completed(_ group: BuyingGroup) throws -> BuyingGroup {
        var group = group
        group.members = try sql.query(
            "SELECT user_id, role, first_day, last_day FROM buying_group_members WHERE group_id = ?1 ORDER BY position",
            [SQLValue(group.id)]
        ) { row in
            var read = RowReader(row)
            return BuyingGroup.Member(userID: try read.id(), role: try read.word(), days: read.days())
        }
        group.connectionIDs = try belongings("buying_group_connections", "connection_id", group.id)
        group.policyIDs = try belongings("buying_group_policies", "policy_id", group.id)
        group.budgetIDs = try belongings("buying_group_budgets", "budget_id", group.id)
        return group
    }

    private func belongings<Subject>(
        _ table: String, _ column: String, _ id: Identifier<BuyingGroup>
    ) throws -> [Identifier<Subject>] {
        try sql.query("SELECT \(column) FROM \(table) WHERE group_id = ?1 ORDER BY \(column)", [SQLValue(id)]) {
            Identifier(trusted: try $0.text(0))
        }
    }

    package func save(_ group: BuyingGroup) throws {
        try upsert(
            "buying_groups",
            [
                ("id", SQLValue(group.id)), ("name", SQLValue(group.name)), ("mode", SQLValue(group.mode.rawValue)),
                ("keeps_connections", SQLValue(group.keepsConnections)), ("is_active", SQLValue(group.isActive)),
            ])
        try sql.execute("DELETE FROM buying_group_members WHERE group_id = ?1", [SQLValue(group.id)])
        let members = group.members.sorted {
            ($0.userID.text, $0.days.from?.text ?? "") < ($1.userID.text, $1.days.from?.text ?? "")
        }
        for (position, member) in members.enumerated() {
            try insert(
                "buying_group_members",
                [
                    ("group_id", SQLValue(group.id)), ("position", SQLValue(position)), ("user_id", SQLValue(member.userID)),
                    ("role", SQLValue(member.role.rawValue)), ("first_day", SQLValue(member.days.from)),
                    ("last_day", SQLValue(member.days.through)),
                ])
        }
        try saveBelongings("buying_group_connections", "connection_id", group.connectionIDs, of: group.id)
        try saveBelongings("buying_group_policies", "policy_id", group.policyIDs, of: group.id)
        try saveBelongings("buying_group_budgets", "budget_id", group.budgetIDs, of: group.id)
    }

    private func saveBelongings<Subject>(
        _ table: String, _ column: String, _ ids: [Identifier<Subject>], of group: Identifier<BuyingGroup>
    ) throws {
        try sql.execute("DELETE FROM \(table) WHERE group_id = ?1", [SQLValue(group)])
        for id in ids { try insert(table, [("group_id", SQLValue(group)), (column, SQLValue(id))]) }
    }

    // MARK: Credentials

    private static let credentialColumns = "group_id, connection_id, from_domain, from_identity, secret IS NOT NULL"

    private static func credential(_ row: any SQLRow) throws -> GroupCredential {
        var read = RowReader(row)
        return GroupCredential(
            groupID: try read.id(), connectionID: try read.id(),
            from: PartyIdentity(domain: try read.text(), identity: try read.text()), hasSecret: try read.bool())
    }

    package func credentials(of group: Identifier<BuyingGroup>) throws -> [GroupCredential] {
        try sql.query(
            "SELECT \(Self.credentialColumns) FROM group_credentials WHERE group_id = ?1 ORDER BY connection_id",
            [SQLValue(group)], Self.credential)
    }

    package func credential(
        of group: Identifier<BuyingGroup>, on connection: Identifier<PunchOutConnection>
    ) throws -> GroupCredential? {
        try sql.first(
            "SELECT \(Self.credentialColumns) FROM group_credentials WHERE group_id = ?1 AND connection_id = ?2",
            [SQLValue(group), SQLValue(connection)], Self.credential)
    }

    /// Credentials of any group whose identity is `identity`, in whatever domain.
    package func credentials(fromIdentity identity: String) throws -> [GroupCredential] {
        try sql.query(
            "SELECT \(Self.credentialColumns) FROM group_credentials WHERE from_identity = ?1", [SQLValue(identity)],
            Self.credential)
    }

    package func credentials(on connection: Identifier<PunchOutConnection>) throws -> [GroupCredential] {
        try sql.query(
            "SELECT \(Self.credentialColumns) FROM group_credentials WHERE connection_id = ?1", [SQLValue(connection)],
            Self.credential)
    }

    /// `sealedSecret` `nil` keeps the one that is there.
    package func save(_ credential: GroupCredential, sealedSecret: [UInt8]?) throws {
        try sql.execute(
            """
            INSERT INTO group_credentials (group_id, connection_id, from_domain, from_identity, secret) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (group_id, connection_id) DO UPDATE SET from_domain = excluded.from_domain,
            from_identity = excluded.from_identity, secret = coalesce(excluded.secret, secret)
            """,
            [
                SQLValue(credential.groupID), SQLValue(credential.connectionID), SQLValue(credential.from.domain),
                SQLValue(credential.from.identity), SQLValue(sealedSecret),
            ])
    }

    package func deleteCredential(of group: Identifier<BuyingGroup>, on connection: Identifier<PunchOutConnection>) throws {
        try sql.execute(
            "DELETE FROM group_credentials WHERE group_id = ?1 AND connection_id = ?2", [SQLValue(group), SQLValue(connection)])
    }

    /// The sealed secret of a group on a connection.
    package func sealedSecret(
        of group: Identifier<BuyingGroup>, on connection: Identifier<PunchOutConnection>
    ) throws -> [UInt8]? {
        try sql.first(
            "SELECT secret FROM group_credentials WHERE group_id = ?1 AND connection_id = ?2",
            [SQLValue(group), SQLValue(connection)]
        ) { $0.optionalBlob(0) } ?? nil
    }
}
