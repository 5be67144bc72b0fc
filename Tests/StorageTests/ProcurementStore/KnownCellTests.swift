import Database
import FoundationEssentials
import Procurement
import ProcurementStore
import SQLiteDatabase
import Testing

/// The sums of reports, of which the numbers are remembered from one transaction to the next.
struct KnownCellTests {
    private struct TakenBack: Error {}

    @Test func `a sum that was taken back is not mistaken for the one that has its number now`() async throws {
        let database = try SQLiteDatabase.scratch()
        try await Migrator(Migrations.sqlite).run(on: database, at: Date(timeIntervalSince1970: 1_800_000_000))
        try await database.write { sql in try sql.executeScript(UpgradeTests.waitingOrder) }
        let known = KnownOrders()
        func approve(_ day: String, keeps: Bool = true) async throws {
            let moment = try #require(Day(day)?.start)
            try await database.write { sql in
                let store = Store(sql, orders: OrderMemory(known))
                guard var order = try store.order(Identifier(trusted: "po_1")) else { return }
                (order.status, order.approvedAt) = (.approved, moment)
                order.version += 1
                try store.update(order, lines: false)
                _ = try store.countWrittenOrders(limit: 10)
                if !keeps { throw TakenBack() }
            }
        }
        func sums() async throws -> [String] {
            try await database.read { sql in
                try sql.query("SELECT month || ' ' || documents || ' ' || ordered FROM spend_cells ORDER BY month") {
                    try $0.text(0)
                }
            }
        }
        await #expect(throws: TakenBack.self) { try await approve("2026-01-10", keeps: false) }
        try await approve("2026-02-10")
        #expect(try await sums() == ["2026-02 1 1000"])
        try await approve("2026-01-10")
        #expect(try await sums() == ["2026-01 1 1000", "2026-02 0 0"])
        try await approve("2026-02-10")
        #expect(try await sums() == ["2026-01 0 0", "2026-02 1 1000"])
        await database.close()
    }
}
