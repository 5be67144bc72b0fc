import Delivery
import DemoShop
import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import TestSupport
import Testing
import UseCases

/// Every statement that the stories of this process really run is explained by SQLite as it is met (`PlanWatch`); here is told
/// which of them may read a whole table.
@Suite(.serialized)
struct QueryPlanStories {
    /// Tables that are read whole, and why that is right.
    private static let small: [String: String] = [
        "approval_policies": "rules of the company, kept in memory as of a version of the set-up",
        "buying_groups": "kept in memory as of a version of the set-up",
        "departments": "the tree, kept in memory as of a version of the set-up",
        "users": "people, kept in memory as of a version of the set-up",
        "category_rules": "kept in memory as of a version of the set-up",
        "exchange_rates": "the pairs of currencies, from the index alone",
        "own_fields": "ten at most",
        "chart_of_accounts": "a row a segment",
        "legal_entities": "offered whole in forms", "locations": "offered whole in forms",
        "addresses": "offered whole in forms", "gl_accounts": "offered whole in forms",
        "projects": "offered whole in forms", "tax_codes": "offered whole in forms",
        "budgets": "offered whole in forms", "suppliers": "offered whole in forms",
        "punchout_connections": "one a supplier's shop", "number_schemes": "one a legal entity and kind of document",
        "second_factors": "read whole by the test of what is stored of them", "recovery_codes": "the same",
        "message_search": "counted by the test of the index itself",
        "portal_contents": "counted by the test that the same octets are kept once",
        "webhooks": "a hundred at most", "vendor_connections": "a hundred at most",
        "event_rules": "kept in memory as of a version of the set-up",
        "schema_migration": "one row a step of the schema",
    ]

    /// Filters of the message log that are read from its newest end until a page is full: an index each would be written with
    /// every document for a console that is looked at now and then. Words are looked for in the texts themselves. How far back
    /// they read is bounded by how long the log is kept.
    private static let log = [
        "FROM messages WHERE direction = ?1 ORDER BY id DESC LIMIT", "FROM messages WHERE kind = ?1 ORDER BY id DESC LIMIT",
        "FROM messages WHERE direction = ?1 AND kind = ?2", "FROM messages WHERE (CAST(decompressed(body) AS TEXT) LIKE ?1",
    ]

    /// Counting everything anew, once after an upgrade or by hand; and the slowest orders of a stage: one pass over short rows.
    private static let reports = [
        "SELECT c.number, c.month FROM spend_cells c LEFT JOIN", "bucket, orders, seconds FROM cycle_cells",
        "FROM order_times WHERE created_at <=", "FROM order_times WHERE submitted_at <=", "FROM order_times WHERE approved_at <=",
        "FROM order_times WHERE sent_at <=", "FROM order_times WHERE confirmed_at <=", "FROM order_times WHERE received_at <=",
        "FROM report_backlog", "DELETE FROM spend_", "DELETE FROM cycle_cells", "DELETE FROM order_times",
    ]

    /// Walks every list and page once, beside an order's whole life.
    private func walk(_ world: World) async throws {
        let id = try await world.sentOrder()
        let received = try #require(await world.shop.receivedOrders().first)
        try await world.shop.confirm(orderPayloadID: received.payloadID)
        _ = try await world.composition.housekeeping.tidy()
        let open = try await world.draft()
        try await world.code(open)
        let document = try await world.rest("GET", "/openapi.json", as: nil)
        guard case .object(let paths)? = document.json["paths"] else { return }
        for path in paths where path.value["get"]?["responses"]?["200"]?["content"]?["application/json"] != nil {
            for user in ["alex", "ada", "bianca"] {
                let address = path.name.replacing("{id}", with: id.text).replacing("{number}", with: "1")
                for query in ["", "?limit=2", "?limit=2&status=approved"] {
                    let answer = try await world.rest("GET", address + query, as: user)
                    #expect(answer.status < 500, "\(address): \(answer.json)")
                }
            }
        }
    }

    @Test func `no statement of the stories reads a table that grows from one end to the other`() async throws {
        try await World.run { (world: World) async throws in try await walk(world) }
        let report = PlanWatch.report
        #expect(report.statements > 100)
        for (statement, steps) in report.scans.sorted(by: { $0.key < $1.key }) {
            if (Self.log + Self.reports).contains(where: statement.contains) { continue }
            let tables = steps.map { $0.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
            let unknown = tables.filter { Self.small[$0] == nil }
            #expect(unknown.isEmpty, "\(steps) in: \(statement)")
        }
    }

    @Test func `the watch itself sees a whole table read, and lets a bounded list pass`() {
        let bad = PlanWatch.scans(
            in: ["SCAN purchase_orders", "USE TEMP B-TREE FOR ORDER BY"],
            of: "SELECT id FROM purchase_orders ORDER BY total LIMIT 5")
        #expect(bad == ["SCAN purchase_orders"])
        #expect(PlanWatch.scans(in: ["SCAN events"], of: "SELECT * FROM events WHERE type = ?1 LIMIT 5") == ["SCAN events"])
        #expect(PlanWatch.scans(in: ["SCAN events"], of: "SELECT * FROM events ORDER BY sequence DESC LIMIT 5").isEmpty)
        #expect(PlanWatch.scans(in: ["SCAN below", "SEARCH d USING INDEX x"], of: "WITH RECURSIVE below …").isEmpty)
    }
}
