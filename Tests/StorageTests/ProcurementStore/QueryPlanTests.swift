import Database
import FoundationEssentials
import Procurement
@testable import ProcurementStore
import SQLiteDatabase
import Testing

/// What SQLite says it would do for the queries of set-up data: found by a key, never by reading a whole table.
struct QueryPlanTests {
    private static let queries = [
        "SELECT \(Department.columns) FROM departments WHERE departments.id > ?1 ORDER BY departments.id LIMIT 51",
        "SELECT \(User.columns) FROM users \(User.joins) WHERE users.id > ?1 ORDER BY users.id LIMIT 51",
        "SELECT \(User.columns) FROM users \(User.joins) WHERE manager_id = ?1 ORDER BY users.id",
        "SELECT \(CategoryRule.columns) FROM category_rules \(CategoryRule.joins) WHERE prefix = ?1 ORDER BY category_rules.id",
        "SELECT \(TaxCode.columns) FROM tax_codes WHERE legal_entity_id = ?1 AND code = ?2",
        "SELECT \(Location.columns) FROM locations WHERE legal_entity_id = ?1 ORDER BY locations.id",
        "SELECT \(Substitution.columns) FROM substitutions WHERE last_day >= ?1 ORDER BY last_day, id",
        "SELECT \(NumberScheme.columns) FROM number_schemes WHERE document_type = ?1 ORDER BY number_schemes.id",
        """
        SELECT \(ExchangeRate.columns) FROM exchange_rates
        WHERE from_currency = ?1 AND to_currency = ?2 AND day <= ?3 ORDER BY day DESC LIMIT 1
        """,
        Store.nextTo, Store.nextFrom,
        """
        SELECT \(ExchangeRate.columns) FROM exchange_rates
        WHERE from_currency = ?1 AND to_currency = ?2 ORDER BY day DESC LIMIT 10
        """,
        "SELECT id FROM buying_groups WHERE id > ?1 ORDER BY id LIMIT 51",
        "SELECT \(ExchangeRate.columns) FROM exchange_rates WHERE exchange_rates.id > ?1 ORDER BY exchange_rates.id LIMIT 51",
        "SELECT \(OwnField.columns) FROM own_fields WHERE own_fields.id > ?1 ORDER BY own_fields.id LIMIT 51",
        "SELECT \(Supplier.columns) FROM suppliers \(Supplier.joins) WHERE suppliers.id > ?1 ORDER BY suppliers.id LIMIT 51",
        "SELECT line_number FROM order_line_shares WHERE order_id = ?1 ORDER BY line_number, position",
        "SELECT group_id FROM group_credentials WHERE from_identity = ?1",
        "SELECT group_id FROM group_credentials WHERE connection_id = ?1",
        "SELECT 1 FROM purchase_orders WHERE number = ?1",
    ]

    @Test(arguments: queries)
    func `a query of set-up data is answered by an index`(query: String) async throws {
        let database = try SQLiteDatabase.scratch()
        try await Migrator(Migrations.sqlite).run(on: database, at: Date(timeIntervalSince1970: 0))
        let arguments = (1...3).filter { query.contains("?\($0)") }.map { _ in SQLValue.text("x") }
        let plan = try await database.read { sql in
            try sql.query("EXPLAIN QUERY PLAN " + query, arguments) { try $0.text(3) }
        }
        #expect(!plan.isEmpty && !plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
        await database.close()
    }
}
