import Database
import FoundationEssentials
import Glibc
import SQLiteDatabase
import Synchronization
import Testing

/// When writes are answered, with a disk that the test holds.
struct DiskWaitTests {
    /// A disk that takes its time, or breaks.
    private final class Disk: Sendable {
        let isHeld = Atomic<Bool>(false)
        let isBroken = Atomic<Bool>(false)
        let waits = Atomic<Int>(0)

        var count: Int { waits.load(ordering: .sequentiallyConsistent) }

        func wait(_ file: Int32) -> Int32 {
            waits.add(1, ordering: .sequentiallyConsistent)
            while isHeld.load(ordering: .sequentiallyConsistent) { usleep(500) }
            return isBroken.load(ordering: .sequentiallyConsistent) ? -1 : fdatasync(file)
        }
    }

    private final class Answer: Sendable {
        private let flag = Atomic<Bool>(false)
        var hasCome: Bool { flag.load(ordering: .sequentiallyConsistent) }
        func come() { flag.store(true, ordering: .sequentiallyConsistent) }
    }

    private func make(_ disk: Disk, patience: Duration = .milliseconds(1)) async throws -> SQLiteDatabase {
        let path = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString).db"
        var options = SQLiteOptions()
        options.patience = patience
        options.waitForDisk = { disk.wait($0) }
        let database = try SQLiteDatabase(path: path, options: options)
        try await database.write { try $0.executeScript("CREATE TABLE t (a INTEGER NOT NULL) STRICT") }
        return database
    }

    private func end(_ database: SQLiteDatabase) async {
        await database.close()
        try? FileManager.default.removeItem(atPath: database.path)
    }

    private func rows(in database: SQLiteDatabase) async throws -> [Int] {
        try await database.read { try $0.query("SELECT a FROM t ORDER BY a") { try $0.integer(0) } }
    }

    @Test func `a write is answered behind the wait for the disk`() async throws {
        let disk = Disk()
        let database = try await make(disk)
        let answer = Answer()
        disk.isHeld.store(true, ordering: .sequentiallyConsistent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await database.write { try $0.execute("INSERT INTO t VALUES (1)") }
                answer.come()
            }
            // Committed it is before the disk has it, and can be read.
            while try await rows(in: database).isEmpty { await Task.yield() }
            #expect(!answer.hasCome)
            disk.isHeld.store(false, ordering: .sequentiallyConsistent)
            try await group.waitForAll()
        }
        #expect(answer.hasCome)
        await end(database)
    }

    @Test func `writes that come during a wait share the next one`() async throws {
        let disk = Disk()
        let database = try await make(disk)
        let before = disk.count
        disk.isHeld.store(true, ordering: .sequentiallyConsistent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await database.write { _ = try $0.execute("INSERT INTO t VALUES (0)") } }
            while try await rows(in: database).isEmpty { await Task.yield() }
            for number in 1...50 {
                group.addTask {
                    try await database.write { _ = try $0.execute("INSERT INTO t VALUES (?1)", [SQLValue(number)]) }
                }
            }
            // Not one of them is committed yet: only the writer's own connection could see them.
            #expect(try await rows(in: database) == [0])
            disk.isHeld.store(false, ordering: .sequentiallyConsistent)
            try await group.waitForAll()
        }
        #expect(try await rows(in: database) == Array(0...50))
        #expect(disk.count - before < 51)
        await end(database)
    }

    @Test func `what nobody waits for is made durable together with what somebody waits for`() async throws {
        let database = try await make(Disk(), patience: .seconds(3600))
        let before = database.writerFigures.commits
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...3 {
                group.addTask {
                    try await database.write(isUrgent: false) {
                        _ = try $0.execute("INSERT INTO t VALUES (?1)", [SQLValue(number)])
                    }
                }
            }
            while database.writerFigures.waiting < 3, try await rows(in: database).isEmpty { await Task.yield() }
            #expect(try await rows(in: database).isEmpty)
            try await database.write { try $0.execute("INSERT INTO t VALUES (4)") }
            try await group.waitForAll()
        }
        #expect(try await rows(in: database) == [1, 2, 3, 4])
        #expect(database.writerFigures.commits - before == 1)
        await end(database)
    }

    @Test func `what nobody waits for waits no longer than it may, and not for the end`() async throws {
        let hasty = try await make(Disk())
        try await hasty.write(isUrgent: false) { try $0.execute("INSERT INTO t VALUES (1)") }
        #expect(try await rows(in: hasty) == [1])
        await end(hasty)

        let patient = try await make(Disk(), patience: .seconds(3600))
        async let written: Void = patient.write(isUrgent: false) { _ = try $0.execute("INSERT INTO t VALUES (1)") }
        while patient.writerFigures.waiting < 1, try await rows(in: patient).isEmpty { await Task.yield() }
        await patient.close()
        try await written
        await end(patient)
    }

    private final class Note: Sendable {
        let text: String
        init(_ text: String) { self.text = text }
    }

    /// Runs them in one transaction, in their order.
    private func together(
        _ database: SQLiteDatabase, _ bodies: [@Sendable (any SQLConnection) throws -> Void]
    ) async throws {
        let before = database.writerFigures.commits
        await withTaskGroup(of: Void.self) { group in
            for (index, body) in bodies.dropLast().enumerated() {
                group.addTask { try? await database.write(isUrgent: false, body) }
                while database.writerFigures.waiting <= index { await Task.yield() }
            }
            if let last = bodies.last { try? await database.write(last) }
        }
        #expect(database.writerFigures.commits - before == 1)
    }

    @Test func `what a write leaves is for the next one of its transaction, behind no other change and no commit`() async throws {
        let database = try await make(Disk(), patience: .seconds(3600))
        let found = Mutex<[String?]>([])
        @Sendable func look(_ sql: any SQLConnection) { found.withLock { $0.append((sql.legacy as? Note)?.text) } }
        try await together(
            database,
            [
                { sql in
                    look(sql)
                    try sql.execute("INSERT INTO t VALUES (1)")
                    sql.legacy = Note("first")
                },
                { sql in look(sql) },
                { sql in
                    look(sql)
                    try sql.execute("INSERT INTO t VALUES (2)")
                },
                { sql in
                    look(sql)
                    sql.legacy = Note("last")
                },
            ])
        try await database.write { look($0) }
        #expect(found.withLock(\.self) == [nil, "first", "first", nil, nil])
        await end(database)
    }

    @Test func `what a write leaves that is undone is for nobody`() async throws {
        let database = try await make(Disk(), patience: .seconds(3600))
        let found = Mutex<[String?]>([])
        try await together(
            database,
            [
                { sql in
                    try sql.execute("INSERT INTO t VALUES (1)")
                    sql.legacy = Note("kept")
                },
                { sql in
                    try sql.execute("INSERT INTO t VALUES (2)")
                    sql.legacy = Note("undone")
                    try sql.execute("INSERT INTO nowhere VALUES (1)")
                },
                { sql in found.withLock { $0.append((sql.legacy as? Note)?.text) } },
            ])
        #expect(found.withLock { $0.last } == .some(nil))
        #expect(try await rows(in: database) == [1])
        await end(database)
    }

    @Test func `after a failed wait nothing is acknowledged any more`() async throws {
        let disk = Disk()
        let database = try await make(disk)
        disk.isBroken.store(true, ordering: .sequentiallyConsistent)
        for number in 1...2 {
            await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("INSERT INTO t VALUES (?1)", [SQLValue(number)]) }
            }
        }
        // The disk may work again, but nobody knows what it has.
        disk.isBroken.store(false, ordering: .sequentiallyConsistent)
        await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute("INSERT INTO t VALUES (3)") } }
        #expect(try await rows(in: database).allSatisfy { $0 == 1 })
        await end(database)
    }

    @Test func `values that were laid out beforehand are bound as they are`() async throws {
        let database = try SQLiteDatabase.scratch()
        try await database.write { connection in
            try connection.executeScript("CREATE TABLE v (a INTEGER, b REAL, c TEXT, d BLOB, e TEXT, f BLOB, g TEXT) STRICT")
            var values = BoundValues(cells: 7)
            values.append(SQLValue(-3))
            values.append(.real(1.5))
            values.append("ü\0z")
            values.append([1, 0, 2])
            values.append("")
            values.append([UInt8]())
            values.appendNull()
            values.set(4, "later")
            #expect(try connection.execute("INSERT INTO v VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", values) == 1)
            #expect(throws: DatabaseError.self) { try connection.execute("DELETE FROM v WHERE a = ?1", BoundValues()) }
            #expect(throws: DatabaseError.self) { try connection.execute("DELETE FROM v WHERE a = 0", key: "0", BoundValues()) }
            var two = BoundValues()
            two.append(7)
            two.append("behind")
            #expect(try connection.execute("INSERT INTO v (c, a, e) VALUES (?1, ?2, ?3)", key: "schlüssel", two) == 1)
            let keyed = try connection.first("SELECT a, e FROM v WHERE c = 'schlüssel'", []) { row in
                "\(try row.integer(0)) \(try row.text(1))"
            }
            #expect(keyed == "7 behind")
            #expect(try connection.execute("DELETE FROM v WHERE c = 'schlüssel'", []) == 1)
            let found = try connection.first("SELECT a, b = 1.5, c, d, e, f, g FROM v") { row in
                (
                    try row.integer(0), try row.bool(1), try row.text(2), try row.blob(3), try row.text(4), try row.blob(5),
                    row.isNull(6)
                )
            }
            #expect(found?.0 == -3 && found?.1 == true && found?.2 == "ü\0z" && found?.3 == [1, 0, 2])
            #expect(found?.4 == "later" && found?.5 == [] && found?.6 == true)
        }
        await database.close()
    }
}
