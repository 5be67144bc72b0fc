import Database
import FoundationEssentials
import Procurement
import ProcurementStore
import SQLiteDatabase
import Testing

/// Data of an older version behind an upgrade.
struct UpgradeTests {
    @Test func `events are as they were behind the step that drops an index of theirs`() async throws {
        let database = try SQLiteDatabase.scratch()
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let before = Array(Migrations.sqlite.prefix { $0.name != "0010-event-rows" })
        try await Migrator(before).run(on: database, at: now)
        let written = (1...300).map { number in
            StoredEvent(
                sequence: number, id: Identifier(trusted: "evt_\(number)"), at: now, type: "order.created", actorKind: "system",
                actorID: number % 2 == 0 ? "usr_1" : nil, actorName: "Portico", subjectID: "po_\(number % 7)",
                details: "a=\(number)", hash: [UInt8(number % 256)])
        }
        try await database.write { sql in for event in written { try Store(sql).append(event) } }
        let applied = try await Migrator(Migrations.sqlite).run(on: database, at: now)
        #expect(applied.contains("0010-event-rows"))
        #expect(try await database.read { try Store($0).events(after: 0, limit: 1000) } == written)
        let plan = try await database.read { sql in
            try sql.query("EXPLAIN QUERY PLAN SELECT * FROM events WHERE subject_id = ?1 ORDER BY sequence", ["po_1"]) {
                try $0.text(3)
            }
        }
        #expect(plan.allSatisfy { $0.contains("USING INDEX events_by_subject") } && !plan.isEmpty)
        await database.close()
    }
}
