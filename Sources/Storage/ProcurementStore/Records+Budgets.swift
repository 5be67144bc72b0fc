package import Database
package import Procurement

extension Budget: StoredRecord {
    package static let table = "budgets"
    package static let columns = """
        id, name, department_id, amount, currency, period_start, period_end, parent_id, legal_entity_id, owner_id, check_mode,
        check_ordered, check_actual, except_requested, except_ordered, except_actual, near_percent, is_closed
        """

    package static func read(_ row: any SQLRow) throws -> Budget {
        var read = RowReader(row)
        let (id, name, department, units) = (
            try read.id(Budget.self), try read.text(), read.optionalID(Department.self), try read.integer()
        )
        var budget = Budget(
            id: id, name: name, departmentID: department, amount: Money(minorUnits: Int64(units), currency: try read.currency()),
            periodStart: try read.text(), periodEnd: try read.text(), parentID: read.optionalID(),
            legalEntityID: read.optionalID(), ownerID: read.optionalID())
        let actions = try Amount.allCases.map { _ in try read.word(Check.self) }
        for (amount, action) in zip(Amount.allCases, actions) {
            budget.rules[amount] = Rule(action, exceptRole: read.optionalText().flatMap(Role.init(rawValue:)))
        }
        budget.nearPercent = read.optionalInteger()
        budget.isClosed = try read.bool()
        return budget
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("name", SQLValue(name)), ("department_id", SQLValue(departmentID)),
            ("amount", .integer(amount.minorUnits)), ("currency", SQLValue(amount.currency.code)),
            ("period_start", SQLValue(periodStart)), ("period_end", SQLValue(periodEnd)), ("parent_id", SQLValue(parentID)),
            ("legal_entity_id", SQLValue(legalEntityID)), ("owner_id", SQLValue(ownerID)),
            ("check_mode", SQLValue(check.rawValue)), ("check_ordered", SQLValue(rule(for: .ordered).action.rawValue)),
            ("check_actual", SQLValue(rule(for: .actual).action.rawValue)),
            ("except_requested", SQLValue(rule(for: .requested).exceptRole?.rawValue)),
            ("except_ordered", SQLValue(rule(for: .ordered).exceptRole?.rawValue)),
            ("except_actual", SQLValue(rule(for: .actual).exceptRole?.rawValue)), ("near_percent", SQLValue(nearPercent)),
            ("is_closed", SQLValue(isClosed)),
        ]
    }
}
