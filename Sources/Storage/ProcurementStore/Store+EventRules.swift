import Database
package import Procurement

extension Store {
    private static let ruleColumns = """
        id, name, event, is_active, connection_id, from_amount, currency, conditions, action, targets
        """

    private static func rule(_ row: any SQLRow) throws -> EventRule {
        var read = RowReader(row)
        let (id, name): (Identifier<EventRule>, String) = (try read.id(), try read.text())
        let event = try read.text()
        guard let trigger = RuleTrigger(word: event) else {
            throw StoredValueError(description: "“\(event)” is not an event that this version knows.")
        }
        let (isActive, connection): (Bool, Identifier<PunchOutConnection>?) = (try read.bool(), read.optionalID())
        let units = read.optionalInteger()
        let amount = read.optionalText().flatMap { Currency($0) }.flatMap { currency in
            units.map { Money(minorUnits: Int64($0), currency: currency) }
        }
        return EventRule(
            id: id, name: name, trigger: trigger, isActive: isActive, connectionID: connection, fromAmount: amount,
            conditions: Self.conditions(try read.lines()), action: RuleAction(try read.word(), try read.lines()))
    }

    private static func conditions(_ lines: [String]) -> [ApprovalCondition] {
        lines.reduce(into: []) { conditions, line in
            let rest = String(line.dropFirst(2))
            if line.hasPrefix("s:"), let subject = ApprovalCondition.Subject(word: rest) {
                conditions.append(ApprovalCondition(subject))
            } else if line.hasPrefix("v:"), let last = conditions.indices.last {
                conditions[last].values.append(rest)
            }
        }
    }

    /// Every one in the order in which they were made: few by their nature.
    package func eventRules() throws -> [EventRule] {
        try sql.query("SELECT \(Self.ruleColumns) FROM event_rules ORDER BY id", [], Self.rule)
    }

    package func eventRule(_ id: Identifier<EventRule>) throws -> EventRule? {
        try sql.first("SELECT \(Self.ruleColumns) FROM event_rules WHERE id = ?1", [SQLValue(id)], Self.rule)
    }

    package func eventRules(_ page: PageRequest) throws -> Page<EventRule> {
        let rows = try sql.query(
            "SELECT \(Self.ruleColumns) FROM event_rules WHERE id > ?1 ORDER BY id LIMIT \(page.limit + 1)",
            [SQLValue(page.after ?? "")], Self.rule)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    package func countEventRules() throws -> Int {
        try sql.first("SELECT count(*) FROM event_rules", []) { try $0.integer(0) } ?? 0
    }

    package func save(_ rule: EventRule) throws {
        let conditions = rule.conditions.flatMap { ["s:" + $0.subject.word] + $0.values.map { "v:" + $0 } }
        try upsert(
            "event_rules",
            [
                ("id", SQLValue(rule.id)), ("name", SQLValue(rule.name)), ("event", SQLValue(rule.trigger.word)),
                ("is_active", SQLValue(rule.isActive)), ("connection_id", SQLValue(rule.connectionID)),
                ("from_amount", SQLValue(units: rule.fromAmount)), ("currency", SQLValue(rule.fromAmount?.currency.code)),
                ("conditions", SQLValue(lines: conditions)), ("action", SQLValue(rule.action.kind.rawValue)),
                ("targets", SQLValue(lines: rule.action.targets)),
            ])
    }

    package func delete(_ id: Identifier<EventRule>) throws {
        try sql.execute("DELETE FROM event_rules WHERE id = ?1", [SQLValue(id)])
    }
}
