package import Procurement
import Database

extension Store {
    // MARK: Suppliers

    private static func supplier(_ row: any SQLRow) throws -> Supplier {
        var read = RowReader(row)
        return Supplier(id: try read.id(), name: try read.text())
    }

    package func suppliers() throws -> [Supplier] {
        try sql.query("SELECT id, name FROM suppliers ORDER BY name", [], Self.supplier)
    }

    package func supplier(_ id: Identifier<Supplier>) throws -> Supplier? {
        try sql.first("SELECT id, name FROM suppliers WHERE id = ?1", [SQLValue(id)], Self.supplier)
    }

    package func save(_ supplier: Supplier) throws {
        try upsert("suppliers", [("id", SQLValue(supplier.id)), ("name", SQLValue(supplier.name))])
    }

    // MARK: Connections

    private static let connectionColumns = """
        id, name, slug, supplier_id, from_domain, from_identity, to_domain, to_identity, punchout_url, order_url, mode,
        require_approval, default_location_id, default_legal_entity_id, secret IS NOT NULL, checked_at, check_ok, check_findings
        """

    private static func connection(_ row: any SQLRow) throws -> PunchOutConnection {
        var read = RowReader(row)
        var connection = PunchOutConnection(
            id: try read.id(), name: try read.text(), slug: try read.text(), supplierID: try read.id(),
            from: PartyIdentity(domain: try read.text(), identity: try read.text()),
            to: PartyIdentity(domain: try read.text(), identity: try read.text()), punchOutURL: try read.text(),
            orderURL: try read.text(), mode: try read.word(), requireApproval: try read.bool(),
            defaultLocationID: read.optionalID(),
            defaultLegalEntityID: read.optionalID(), hasSecret: try read.bool())
        if let at = read.optionalDate(), let ok = read.optionalInteger() {
            connection.lastCheck = ConnectionCheck(at: at, ok: ok != 0, findings: Lines.split(read.optionalText() ?? ""))
        }
        return connection
    }

    package func connections() throws -> [PunchOutConnection] {
        try sql.query("SELECT \(Self.connectionColumns) FROM punchout_connections ORDER BY name", [], Self.connection)
    }

    package func connection(_ id: Identifier<PunchOutConnection>) throws -> PunchOutConnection? {
        try sql.first("SELECT \(Self.connectionColumns) FROM punchout_connections WHERE id = ?1", [SQLValue(id)], Self.connection)
    }

    package func connection(slug: String) throws -> PunchOutConnection? {
        try sql.first(
            "SELECT \(Self.connectionColumns) FROM punchout_connections WHERE slug = ?1", [SQLValue(slug)], Self.connection)
    }

    /// Connections whose own identity is `identity`, in whatever domain.
    package func connections(fromIdentity identity: String) throws -> [PunchOutConnection] {
        try sql.query(
            "SELECT \(Self.connectionColumns) FROM punchout_connections WHERE from_identity = ?1", [SQLValue(identity)],
            Self.connection)
    }

    package func save(_ connection: PunchOutConnection) throws {
        try upsert(
            "punchout_connections",
            [
                ("id", SQLValue(connection.id)), ("name", SQLValue(connection.name)), ("slug", SQLValue(connection.slug)),
                ("supplier_id", SQLValue(connection.supplierID)), ("from_domain", SQLValue(connection.from.domain)),
                ("from_identity", SQLValue(connection.from.identity)), ("to_domain", SQLValue(connection.to.domain)),
                ("to_identity", SQLValue(connection.to.identity)), ("punchout_url", SQLValue(connection.punchOutURL)),
                ("order_url", SQLValue(connection.orderURL)), ("mode", SQLValue(connection.mode.rawValue)),
                ("require_approval", SQLValue(connection.requireApproval)),
                ("default_location_id", SQLValue(connection.defaultLocationID)),
                ("default_legal_entity_id", SQLValue(connection.defaultLegalEntityID)),
                ("checked_at", SQLValue(connection.lastCheck?.at)),
                ("check_ok", connection.lastCheck.map { SQLValue($0.ok) } ?? .null),
                ("check_findings", connection.lastCheck.map { SQLValue(lines: $0.findings) } ?? .null),
            ])
    }

    /// The sealed shared secret.
    package func sealedSecret(of id: Identifier<PunchOutConnection>) throws -> [UInt8]? {
        try sql.first("SELECT secret FROM punchout_connections WHERE id = ?1", [SQLValue(id)]) { $0.optionalBlob(0) } ?? nil
    }

    package func setSealedSecret(_ secret: [UInt8], of id: Identifier<PunchOutConnection>) throws {
        try sql.execute("UPDATE punchout_connections SET secret = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(secret)])
    }

    // MARK: Buying groups

    package func groups() throws -> [BuyingGroup] {
        var groups = try sql.query("SELECT id, name, mode, connection_id FROM buying_groups ORDER BY name", [], Self.group)
        for index in groups.indices { groups[index].members = try members(of: groups[index].id) }
        return groups
    }

    package func group(_ id: Identifier<BuyingGroup>) throws -> BuyingGroup? {
        guard
            var group = try sql.first(
                "SELECT id, name, mode, connection_id FROM buying_groups WHERE id = ?1", [SQLValue(id)], Self.group)
        else { return nil }
        group.members = try members(of: id)
        return group
    }

    package func groups(of user: Identifier<User>) throws -> [BuyingGroup] {
        let ids = try sql.query(
            "SELECT group_id FROM buying_group_members WHERE user_id = ?1 ORDER BY group_id", [SQLValue(user)]
        ) { Identifier<BuyingGroup>(trusted: try $0.text(0)) }
        return try ids.compactMap { try group($0) }
    }

    private static func group(_ row: any SQLRow) throws -> BuyingGroup {
        var read = RowReader(row)
        return BuyingGroup(
            id: try read.id(), name: try read.text(), mode: try read.word(), connectionID: read.optionalID(), members: [])
    }

    private func members(of id: Identifier<BuyingGroup>) throws -> [BuyingGroup.Member] {
        try sql.query("SELECT user_id, role FROM buying_group_members WHERE group_id = ?1 ORDER BY user_id", [SQLValue(id)]) {
            row in
            var read = RowReader(row)
            return BuyingGroup.Member(userID: try read.id(), role: try read.word())
        }
    }

    package func save(_ group: BuyingGroup) throws {
        try upsert(
            "buying_groups",
            [
                ("id", SQLValue(group.id)), ("name", SQLValue(group.name)), ("mode", SQLValue(group.mode.rawValue)),
                ("connection_id", SQLValue(group.connectionID)),
            ])
        try sql.execute("DELETE FROM buying_group_members WHERE group_id = ?1", [SQLValue(group.id)])
        for member in group.members {
            try insert(
                "buying_group_members",
                [
                    ("group_id", SQLValue(group.id)), ("user_id", SQLValue(member.userID)),
                    ("role", SQLValue(member.role.rawValue)),
                ])
        }
    }

    // MARK: Approval policies

    package func policies() throws -> [ApprovalPolicy] {
        var policies = try sql.query("SELECT id, name, is_active FROM approval_policies ORDER BY id", [], Self.policy)
        for index in policies.indices { policies[index].stages = try stages(of: policies[index].id) }
        return policies
    }

    package func policy(_ id: Identifier<ApprovalPolicy>) throws -> ApprovalPolicy? {
        guard
            var policy = try sql.first(
                "SELECT id, name, is_active FROM approval_policies WHERE id = ?1", [SQLValue(id)], Self.policy)
        else { return nil }
        policy.stages = try stages(of: id)
        return policy
    }

    private static func policy(_ row: any SQLRow) throws -> ApprovalPolicy {
        var read = RowReader(row)
        return ApprovalPolicy(id: try read.id(), name: try read.text(), isActive: try read.bool(), stages: [])
    }

    private func stages(of id: Identifier<ApprovalPolicy>) throws -> [ApprovalPolicy.Stage] {
        try sql.query(
            """
            SELECT from_amount, currency, conditions, approvers, quorum, remind_after, escalate_after, expire_after
            FROM approval_stages WHERE policy_id = ?1 ORDER BY position
            """, [SQLValue(id)]
        ) { row in
            var read = RowReader(row)
            let units = Int64(try read.integer())
            return ApprovalPolicy.Stage(
                fromAmount: Money(minorUnits: units, currency: try read.currency()),
                conditions: Self.conditions(try read.lines()),
                approvers: try read.lines().compactMap(ApprovalPolicy.Approver.init(word:)),
                quorum: ApprovalPolicy.Quorum(word: try read.text()) ?? .all,
                timing: ApprovalTiming(
                    remindAfter: read.optionalInteger(), escalateAfter: read.optionalInteger(),
                    expireAfter: read.optionalInteger()))
        }
    }

    /// `subject=value`, one a line; a subject without values stands alone.
    private static func conditions(_ lines: [String]) -> [ApprovalCondition] {
        var conditions: [ApprovalCondition] = []
        for line in lines {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let subject = ApprovalCondition.Subject(word: parts[0]) else { continue }
            let value = parts.count == 2 ? [parts[1]] : []
            if let last = conditions.last, last.subject == subject {
                conditions[conditions.count - 1].values += value
            } else {
                conditions.append(ApprovalCondition(subject, value))
            }
        }
        return conditions
    }

    private static func lines(_ conditions: [ApprovalCondition]) -> [String] {
        conditions.flatMap { condition in
            condition.values.isEmpty
                ? [condition.subject.word] : condition.values.map { "\(condition.subject.word)=\($0)" }
        }
    }

    package func save(_ policy: ApprovalPolicy) throws {
        try upsert(
            "approval_policies",
            [("id", SQLValue(policy.id)), ("name", SQLValue(policy.name)), ("is_active", SQLValue(policy.isActive))])
        try sql.execute("DELETE FROM approval_stages WHERE policy_id = ?1", [SQLValue(policy.id)])
        for (position, stage) in policy.stages.enumerated() {
            try insert(
                "approval_stages",
                [
                    ("policy_id", SQLValue(policy.id)), ("position", SQLValue(position)),
                    ("from_amount", .integer(stage.fromAmount.minorUnits)),
                    ("currency", SQLValue(stage.fromAmount.currency.code)),
                    ("conditions", SQLValue(lines: Self.lines(stage.conditions))),
                    ("approvers", SQLValue(lines: stage.approvers.map(\.word))), ("quorum", SQLValue(stage.quorum.word)),
                    ("remind_after", SQLValue(stage.timing.remindAfter)),
                    ("escalate_after", SQLValue(stage.timing.escalateAfter)),
                    ("expire_after", SQLValue(stage.timing.expireAfter)),
                ])
        }
    }
}
