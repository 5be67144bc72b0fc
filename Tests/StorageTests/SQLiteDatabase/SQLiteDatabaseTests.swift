import Database
import FoundationEssentials
import SQLiteDatabase
import Testing

/// Transactions: what stays, what is undone, who sees it.
struct SQLiteDatabaseTests {
    private struct Refusal: Error, Equatable {}

    private func make() async throws -> SQLiteDatabase {
        let database = try SQLiteDatabase.scratch()
        try await database.write { connection in
            try connection.executeScript(
                """
                CREATE TABLE account (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL CHECK (amount >= 0)) STRICT;
                CREATE TABLE entry (
                    id INTEGER PRIMARY KEY,
                    account INTEGER NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED
                ) STRICT;
                INSERT INTO account VALUES (1, 0);
                """)
        }
        return database
    }

    private func count(_ table: String, in database: SQLiteDatabase) async throws -> Int? {
        try await database.read { try $0.first("SELECT count(*) FROM \(table)") { try $0.integer(0) } }
    }

    @Test func `a body that throws changes nothing and its error arrives`() async throws {
        let database = try await make()
        await #expect(throws: Refusal()) {
            try await database.write { connection in
                try connection.execute("INSERT INTO account VALUES (2, 5)")
                throw Refusal()
            }
        }
        #expect(try await count("account", in: database) == 1)
        await database.close()
    }

    @Test func `writers that come together keep their own changes although others fail`() async throws {
        let database = try await make()
        let kept = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await database.write { connection in
                            try connection.execute("UPDATE account SET amount = amount + 1 WHERE id = 1")
                            if number.isMultiple(of: 3) { throw Refusal() }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let amount = try await database.read { try $0.first("SELECT amount FROM account") { try $0.integer(0) } }
        #expect(kept == 133)
        #expect(amount == 133)
        await database.close()
    }

    @Test func `a deferred foreign key fails its own write only`() async throws {
        let database = try await make()
        let bad = Task { try await database.write { try $0.execute("INSERT INTO entry VALUES (1, 99)") } }
        let good = Task { try await database.write { try $0.execute("INSERT INTO entry VALUES (2, 1)") } }
        #expect(try await good.value == 1)
        let error = await #expect(throws: DatabaseError.self) { try await bad.value }
        #expect(error?.kind == .constraint("FOREIGN KEY"))
        #expect(try await count("entry", in: database) == 1)
        await database.close()
    }

    @Test func `a write that ends its transaction is refused and the next one works`() async throws {
        let database = try await make()
        await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute("ROLLBACK") } }
        try await database.write { try $0.execute("INSERT INTO account VALUES (2, 0)") }
        #expect(try await count("account", in: database) == 2)
        await database.close()
    }

    @Test func `a rule of the schema is reported as a constraint`() async throws {
        let database = try await make()
        let error = await #expect(throws: DatabaseError.self) {
            try await database.write { try $0.execute("UPDATE account SET amount = -1") }
        }
        guard case .constraint = error?.kind else {
            Issue.record("the kind is \(String(describing: error?.kind))")
            return
        }
        await database.close()
    }

    @Test func `a read cannot change anything`() async throws {
        let database = try await make()
        await #expect(throws: DatabaseError.self) { try await database.read { try $0.execute("DELETE FROM account") } }
        #expect(try await count("account", in: database) == 1)
        await database.close()
    }

    @Test func `what was written is there after closing and opening again`() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString).db"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try SQLiteDatabase(path: path)
        try await first.write { try $0.executeScript("CREATE TABLE t (a TEXT) STRICT; INSERT INTO t VALUES ('kept')") }
        await first.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        let second = try SQLiteDatabase(path: path, options: SQLiteOptions(checksOnOpen: true))
        #expect(try await second.read { try $0.query("SELECT a FROM t") { try $0.text(0) } } == ["kept"])
        await second.close()
    }

    @Test func `the file and the directory that are made belong to their owner only`() async throws {
        let directory = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let database = try SQLiteDatabase(path: directory + "/a.db")
        try await database.write { try $0.executeScript("CREATE TABLE t (a TEXT) STRICT") }
        for name in ["", "/a.db", "/a.db-wal"] {
            let mode = try FileManager.default.attributesOfItem(atPath: directory + name)[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o077 } == 0)
        }
        await database.close()
    }

    @Test func `a full disk undoes the write that met it, and smaller ones go on`() async throws {
        let database = try await make()
        try await database.write { connection in
            let pages = try connection.first("PRAGMA page_count") { try $0.integer(0) } ?? 0
            _ = try connection.query("PRAGMA max_page_count = \(pages + 2)") { _ in }
        }
        let error = await #expect(throws: DatabaseError.self) {
            try await database.write { connection in
                try connection.execute("INSERT INTO account VALUES (2, 0)")
                try connection.executeScript("CREATE TABLE big (x BLOB) STRICT; INSERT INTO big VALUES (zeroblob(1000000))")
            }
        }
        #expect(error?.kind == .full)
        try await database.write { try $0.execute("INSERT INTO account VALUES (3, 0)") }
        #expect(try await count("account", in: database) == 2)
        await database.close()
    }

    @Test func `a closed database refuses reads and writes`() async throws {
        let database = try await make()
        await database.close()
        await #expect(throws: DatabaseError.self) { try await database.read { _ in } }
        await #expect(throws: DatabaseError.self) { try await database.write { _ in } }
        await database.close()
    }

    @Test func `a file that is no database is refused as corrupt`() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString).txt"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(String(repeating: "not a database ", count: 100).utf8).write(to: URL(filePath: path))
        let error = #expect(throws: DatabaseError.self) { _ = try SQLiteDatabase(path: path) }
        #expect(error?.kind == .corrupt)
    }

    @Test func `a backup holds the data and never replaces a file`() async throws {
        let database = try await make()
        let target = database.path + ".copy"
        try await database.backup(to: target)
        let copy = try SQLiteDatabase(path: target)
        #expect(try await count("account", in: copy) == 1)
        await copy.close()
        await #expect(throws: DatabaseError.self) { try await database.backup(to: target) }
        try FileManager.default.removeItem(atPath: target)
        await database.close()
    }
}
