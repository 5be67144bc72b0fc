import Database
import FoundationEssentials
import SQLiteDatabase
import Testing

/// Transactions that do not fit into SQLite's memory: their pages reach the log before the commit, some of them twice.
struct GatheredLogTests {
    private struct Refusal: Error {}

    private func make() async throws -> SQLiteDatabase {
        let database = try SQLiteDatabase.scratch()
        try await database.write { connection in
            try connection.executeScript("CREATE TABLE item (id INTEGER PRIMARY KEY, turn INTEGER NOT NULL, data BLOB) STRICT")
            try connection.executeScript("PRAGMA cache_size = 8")
        }
        return database
    }

    /// Writes rows of more than a page, changes early ones again among later ones, and reads some while they are not committed.
    private static func fill(_ connection: any SQLConnection, turn: Int64) throws {
        for id in Int64(1)...300 {
            let data = [UInt8](repeating: UInt8(truncatingIfNeeded: id &+ turn), count: 5000)
            try connection.execute(
                "INSERT INTO item VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET turn = ?2, data = ?3",
                [SQLValue.integer(id), .integer(turn), SQLValue(data)])
            guard id.isMultiple(of: 20) else { continue }
            try connection.execute("UPDATE item SET turn = ?1 WHERE id <= 20", [.integer(turn)])
            let seen = try connection.first("SELECT sum(turn) FROM item WHERE id <= 20") { try $0.integer(0) }
            #expect(seen == Int(turn) * 20)
        }
    }

    private func check(_ database: SQLiteDatabase, turn: Int) async throws {
        let (rows, sum, verdict) = try await database.read { connection in
            (
                try connection.query("SELECT id, data FROM item ORDER BY id") { (try $0.integer(0), try $0.blob(1)) },
                try connection.first("SELECT sum(turn) FROM item") { try $0.integer(0) },
                try connection.first("PRAGMA integrity_check") { try $0.text(0) }
            )
        }
        #expect(verdict == "ok")
        #expect(rows.count == 300)
        #expect(sum == 300 * turn)
        #expect(rows.allSatisfy { id, data in data == [UInt8](repeating: UInt8(truncatingIfNeeded: id + turn), count: 5000) })
    }

    @Test func `a transaction larger than memory is seen whole, and one that is undone leaves nothing`() async throws {
        let database = try await make()
        for turn in 1...3 {
            try await database.write { try Self.fill($0, turn: Int64(turn)) }
            try await check(database, turn: turn)
            await #expect(throws: Refusal.self) {
                try await database.write { connection in
                    try Self.fill(connection, turn: 9)
                    throw Refusal()
                }
            }
            try await check(database, turn: turn)
        }
        await database.close()
    }

    @Test func `what was committed is in the files, without the database being closed`() async throws {
        let database = try await make()
        try await database.write { try Self.fill($0, turn: 5) }
        try await database.write { try $0.execute("UPDATE item SET turn = 6") }
        try await database.write { try $0.execute("UPDATE item SET turn = 5") }
        let copy = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString).db"
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) } }
        for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: database.path + suffix, toPath: copy + suffix) }
        let other = try SQLiteDatabase(path: copy)
        try await check(other, turn: 5)
        await other.close()
        await database.close()
    }
}
