import Database
import FoundationEssentials
import SQLiteDatabase
import Testing

struct MigratorTests {
    private static let first = Migration(name: "0001-start", sql: "CREATE TABLE a (x TEXT) STRICT;")
    private static let second = Migration(name: "0002-more", sql: "CREATE TABLE b (x TEXT) STRICT; INSERT INTO b VALUES ('1');")
    private static let now = Date(timeIntervalSince1970: 1_000_000)

    @Test func `steps are applied once, in order, with the time`() async throws {
        let database = try SQLiteDatabase.scratch()
        #expect(try await Migrator([Self.first]).run(on: database, at: Self.now) == ["0001-start"])
        #expect(try await Migrator([Self.first, Self.second]).run(on: database, at: Self.now) == ["0002-more"])
        #expect(try await Migrator([Self.first, Self.second]).run(on: database, at: Self.now) == [])
        let dates = try await database.read { try $0.query("SELECT applied_at FROM schema_migration") { try $0.date(0) } }
        #expect(dates == [Self.now, Self.now])
        await database.close()
    }

    @Test func `a step that was changed after it was applied is refused`() async throws {
        let database = try SQLiteDatabase.scratch()
        try await Migrator([Self.first]).run(on: database, at: Self.now)
        let edited = Migration(name: Self.first.name, sql: Self.first.sql + " ")
        await #expect(throws: MigrationError.changed(name: "0001-start")) {
            try await Migrator([edited]).run(on: database, at: Self.now)
        }
        await database.close()
    }

    @Test func `a database of a newer program and another order are refused`() async throws {
        let database = try SQLiteDatabase.scratch()
        try await Migrator([Self.first, Self.second]).run(on: database, at: Self.now)
        await #expect(throws: MigrationError.unknown(name: "0002-more")) {
            try await Migrator([Self.first]).run(on: database, at: Self.now)
        }
        await #expect(throws: MigrationError.outOfOrder(expected: "0002-more", found: "0001-start")) {
            try await Migrator([Self.second, Self.first]).run(on: database, at: Self.now)
        }
        await #expect(throws: MigrationError.duplicate(name: "0001-start")) {
            try await Migrator([Self.first, Self.first]).run(on: database, at: Self.now)
        }
        await database.close()
    }

    @Test func `a step that fails changes nothing and can be mended`() async throws {
        let database = try SQLiteDatabase.scratch()
        let broken = Migration(name: "0002-more", sql: "CREATE TABLE b (x TEXT) STRICT; INSERT INTO nothing VALUES (1);")
        await #expect(throws: DatabaseError.self) {
            try await Migrator([Self.first, broken]).run(on: database, at: Self.now)
        }
        #expect(try await Migrator([Self.first, Self.second]).run(on: database, at: Self.now) == ["0002-more"])
        await database.close()
    }
}
