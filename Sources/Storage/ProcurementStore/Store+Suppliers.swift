package import Procurement
import Database
package import FoundationEssentials

extension Store {
    // MARK: Suppliers

    package func suppliers() throws -> [Supplier] { try all().sorted { $0.name < $1.name } }
    package func supplier(_ id: Identifier<Supplier>) throws -> Supplier? { try record(id) }

    /// Every category's rule, in the order of their prefixes.
    package func categoryRules() throws -> [CategoryRule] {
        try all().sorted { ($0.prefix, $0.id.text) < ($1.prefix, $1.id.text) }
    }

    /// Rules for the categories that any of these codes may belong to.
    package func categoryRules(for codes: Set<String>) throws -> [CategoryRule] {
        // Most companies have none, and this is asked for each order that comes in.
        guard !codes.isEmpty, try sql.first("SELECT 1 FROM category_rules LIMIT 1", [], { _ in true }) != nil else { return [] }
        var prefixes = Array(Set(codes.flatMap { code in [2, 4, 6, 8].map { String(code.prefix($0)) } }))
        var rules: [CategoryRule] = []
        while !prefixes.isEmpty {
            let some = prefixes.suffix(Self.prefixPlaces)
            let arguments = some + repeatElement("", count: Self.prefixPlaces - some.count)
            rules += try all(where: Self.hasPrefix, arguments.map { SQLValue($0) })
            prefixes.removeLast(some.count)
        }
        return rules.sorted { ($0.prefix, $0.id.text) < ($1.prefix, $1.id.text) }
    }

    /// So many beginnings of codes are looked up by one statement, whose text then is always the same.
    private static let prefixPlaces = 16
    private static let hasPrefix = "prefix IN (\((1...prefixPlaces).map { "?\($0)" }.joined(separator: ", ")))"

    /// The coding that orders at a supplier start with.
    package func defaultCoding(of supplier: Identifier<Supplier>) throws -> Coding? {
        try sql.first(Self.defaultCoding, [SQLValue(supplier)]) { row in
            var read = RowReader(row)
            return try read.coding()
        }
    }

    private static let defaultCoding = "SELECT \(Coding.columns) FROM default_codings WHERE owner_id = ?1"

    // MARK: Connections

    private static let connectionColumns = """
        id, name, slug, supplier_id, from_domain, from_identity, to_domain, to_identity, punchout_url, order_url, mode,
        require_approval, secret IS NOT NULL, checked_at, check_ok, check_findings, second_secret IS NOT NULL,
        mac_key IS NOT NULL, client_certificate, opens_catalogue, takes_changes, \(Coding.defaultColumns)
        """
    private static let connectionTables = "punchout_connections \(Coding.join("punchout_connections"))"

    private static func connection(_ row: any SQLRow) throws -> PunchOutConnection {
        var read = RowReader(row)
        var connection = PunchOutConnection(
            id: try read.id(), name: try read.text(), slug: try read.text(), supplierID: try read.id(),
            from: PartyIdentity(domain: try read.text(), identity: try read.text()),
            to: PartyIdentity(domain: try read.text(), identity: try read.text()), punchOutURL: try read.text(),
            orderURL: try read.text(), mode: try read.word(), requireApproval: try read.bool(),
            hasSecret: try read.bool())
        let (at, ok, findings) = (read.optionalDate(), read.optionalInteger(), read.optionalText())
        if let at, let ok { connection.lastCheck = ConnectionCheck(at: at, ok: ok != 0, findings: Lines.split(findings ?? "")) }
        connection.hasSecondSecret = try read.bool()
        connection.hasMACKey = try read.bool()
        connection.clientCertificate = read.optionalText()
        connection.opensCatalogue = try read.bool()
        connection.takesChanges = try read.bool()
        connection.defaultCoding = try read.coding()
        return connection
    }

    package func connections() throws -> [PunchOutConnection] {
        try sql.query("SELECT \(Self.connectionColumns) FROM \(Self.connectionTables) ORDER BY name", [], Self.connection)
    }

    package func connections(_ page: PageRequest) throws -> Page<PunchOutConnection> {
        let rows = try sql.query(
            "SELECT \(Self.connectionColumns) FROM \(Self.connectionTables) WHERE id > ?1 ORDER BY id LIMIT \(page.limit + 1)",
            [SQLValue(page.after ?? "")], Self.connection)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    package func connection(_ id: Identifier<PunchOutConnection>) throws -> PunchOutConnection? {
        try known(id.text) {
            try sql.first(
                "SELECT \(Self.connectionColumns) FROM \(Self.connectionTables) WHERE id = ?1", [SQLValue(id)], Self.connection)
        }
    }

    package func connection(slug: String) throws -> PunchOutConnection? {
        try sql.first(
            "SELECT \(Self.connectionColumns) FROM \(Self.connectionTables) WHERE slug = ?1", [SQLValue(slug)], Self.connection)
    }

    /// Connections whose own identity is `identity`, in whatever domain.
    package func connections(fromIdentity identity: String) throws -> [PunchOutConnection] {
        try sql.query(
            "SELECT \(Self.connectionColumns) FROM \(Self.connectionTables) WHERE from_identity = ?1", [SQLValue(identity)],
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
                ("client_certificate", SQLValue(connection.clientCertificate)),
                ("opens_catalogue", SQLValue(connection.opensCatalogue)),
                ("takes_changes", SQLValue(connection.takesChanges)),
                ("checked_at", SQLValue(connection.lastCheck?.at)),
                ("check_ok", connection.lastCheck.map { SQLValue($0.ok) } ?? .null),
                ("check_findings", connection.lastCheck.map { SQLValue(lines: $0.findings) } ?? .null),
            ])
        if connection.defaultCoding.isEmpty {
            try sql.execute("DELETE FROM default_codings WHERE owner_id = ?1", [SQLValue(connection.id)])
        } else {
            try upsert("default_codings", [("owner_id", SQLValue(connection.id))] + connection.defaultCoding.columns)
        }
    }

    /// The sealed shared secret.
    package func sealedSecret(of id: Identifier<PunchOutConnection>) throws -> [UInt8]? {
        try sql.first("SELECT secret FROM punchout_connections WHERE id = ?1", [SQLValue(id)]) { $0.optionalBlob(0) } ?? nil
    }

    package func setSealedSecret(_ secret: [UInt8], of id: Identifier<PunchOutConnection>) throws {
        try sql.execute("UPDATE punchout_connections SET secret = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(secret)])
    }

    /// Everything sealed that proves a partner: the shared secret, the second one, the key of message authentication codes.
    package func sealedProofs(
        of id: Identifier<PunchOutConnection>
    ) throws -> (secret: [UInt8]?, second: [UInt8]?, macKey: [UInt8]?) {
        try sql.first("SELECT secret, second_secret, mac_key FROM punchout_connections WHERE id = ?1", [SQLValue(id)]) {
            (secret: $0.optionalBlob(0), second: $0.optionalBlob(1), macKey: $0.optionalBlob(2))
        } ?? (nil, nil, nil)
    }

    package func setSealedSecondSecret(_ secret: [UInt8]?, of id: Identifier<PunchOutConnection>) throws {
        try sql.execute("UPDATE punchout_connections SET second_secret = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(secret)])
    }

    package func setSealedMACKey(_ key: [UInt8]?, of id: Identifier<PunchOutConnection>) throws {
        try sql.execute("UPDATE punchout_connections SET mac_key = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(key)])
    }

    /// Wrong proofs in a row from an address.
    package func partnerFailures(
        of id: Identifier<PunchOutConnection>, address: String
    ) throws -> (count: Int, lastAt: Date)? {
        try sql.first(
            "SELECT failures, last_at FROM partner_failures WHERE connection_id = ?1 AND address = ?2",
            [SQLValue(id), SQLValue(address)]
        ) { (count: try $0.integer(0), lastAt: try $0.date(1)) }
    }

    package func countPartnerFailure(of id: Identifier<PunchOutConnection>, address: String, at now: Date) throws {
        try sql.execute(
            """
            INSERT INTO partner_failures (connection_id, address, failures, last_at) VALUES (?1, ?2, 1, ?3)
            ON CONFLICT (connection_id, address) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at
            """, [SQLValue(id), SQLValue(address), SQLValue(now)])
    }

    package func forgetPartnerFailures(of id: Identifier<PunchOutConnection>, address: String) throws {
        try sql.execute(
            "DELETE FROM partner_failures WHERE connection_id = ?1 AND address = ?2", [SQLValue(id), SQLValue(address)])
    }

    /// Forgets what was counted before a time.
    package func forgetPartnerFailures(before moment: Date) throws {
        try sql.execute("DELETE FROM partner_failures WHERE last_at < ?1", [SQLValue(moment)])
    }
    // MARK: Approval policies

    package func policies() throws -> [ApprovalPolicy] {
        var policies = try sql.query("SELECT id, name, is_active, document FROM approval_policies ORDER BY id", [], Self.policy)
        for index in policies.indices { policies[index].stages = try stages(of: policies[index].id) }
        return policies
    }

    /// In the order in which they were made.
    package func policies(_ page: PageRequest) throws -> Page<ApprovalPolicy> {
        let rows = try sql.query(
            "SELECT id, name, is_active, document FROM approval_policies WHERE id > ?1 ORDER BY id LIMIT \(page.limit + 1)",
            [SQLValue(page.after ?? "")], Self.policy)
        return try Page(reading: rows, limit: page.limit) { $0.id.text }.map { policy in
            var policy = policy
            policy.stages = try stages(of: policy.id)
            return policy
        }
    }

    package func policy(_ id: Identifier<ApprovalPolicy>) throws -> ApprovalPolicy? {
        guard
            var policy = try sql.first(
                "SELECT id, name, is_active, document FROM approval_policies WHERE id = ?1", [SQLValue(id)], Self.policy)
        else { return nil }
        policy.stages = try stages(of: id)
        return policy
    }

    private static func policy(_ row: any SQLRow) throws -> ApprovalPolicy {
        var read = RowReader(row)
        return ApprovalPolicy(
            id: try read.id(), name: try read.text(), isActive: try read.bool(), document: try read.word(), stages: [])
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
            [
                ("id", SQLValue(policy.id)), ("name", SQLValue(policy.name)), ("is_active", SQLValue(policy.isActive)),
                ("document", SQLValue(policy.document.rawValue)),
            ])
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
