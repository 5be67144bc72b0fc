import Database
import FoundationEssentials
import SQLiteDatabase
import Testing

/// What a statement gives and refuses.
struct SQLiteConnectionTests {
    private static let table =
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, price TEXT, at INTEGER, data BLOB) STRICT"

    private func make() async throws -> SQLiteDatabase {
        let database = try SQLiteDatabase.scratch()
        try await database.write { try $0.executeScript(Self.table) }
        return database
    }

    @Test func `every kind of value is read back as it was written`() async throws {
        let database = try await make()
        let price = try #require(DecimalText.decimal("-1234567890123456789012345678.0123456789"))
        let at = Date(timeIntervalSince1970: 1_700_000_000.123)
        let changed = try await database.write { connection in
            try connection.execute(
                "INSERT INTO item VALUES (?1, ?2, ?3, ?4, ?5)",
                [7, "Zoë's\u{0}box", SQLValue(price), SQLValue(at), SQLValue([0, 255, 1] as [UInt8])])
        }
        #expect(changed == 1)
        try await database.read { connection in
            let row = try connection.first("SELECT id, name, price, at, data FROM item WHERE id = ?1", [7]) { row in
                (try row.integer(0), try row.text(1), try row.decimal(2), try row.date(3), try row.blob(4))
            }
            let read = try #require(row)
            #expect(read.0 == 7)
            #expect(read.1 == "Zoë's\u{0}box")
            #expect(read.2 == price)
            #expect(abs(read.3.timeIntervalSince(at)) < 0.0006)
            #expect(read.4 == [0, 255, 1])
        }
        await database.close()
    }

    @Test func `NULL is nil for the optional readers and refused by the others`() async throws {
        let database = try await make()
        try await database.write { try $0.execute("INSERT INTO item (id) VALUES (1)") }
        try await database.read { connection in
            let empty = try connection.first("SELECT name, at, price, data FROM item") { row in
                row.optionalText(0) == nil && row.optionalDate(1) == nil && row.optionalDecimal(2) == nil
                    && row.optionalBlob(3) == nil && row.optionalInteger(1) == nil && row.isNull(0)
            }
            #expect(empty == true)
            #expect(throws: DatabaseError.self) { try connection.first("SELECT name FROM item") { try $0.text(0) } }
        }
        await database.close()
    }

    @Test func `a value of another kind is an error even from an optional reader`() async throws {
        let database = try await make()
        try await database.write { try $0.execute("INSERT INTO item (id, name, price) VALUES (1, 'x', '12abc')") }
        try await database.read { connection in
            #expect(throws: DatabaseError.self) { try connection.query("SELECT name FROM item") { $0.optionalInteger(0) } }
            #expect(throws: DatabaseError.self) { try connection.query("SELECT price FROM item") { $0.optionalDecimal(0) } }
            #expect(throws: DatabaseError.self) { try connection.query("SELECT id FROM item") { try $0.text(0) } }
        }
        await database.close()
    }

    @Test(arguments: ["", "-", ".5", "5.", "1e3", "+1", " 1", "1 ", "1.2.3", "NaN", "0x10", String(repeating: "9", count: 39)])
    func `a text that is no plain decimal number is refused`(_ text: String) {
        #expect(DecimalText.decimal(text) == nil)
    }

    @Test func `the same statement can run inside its own loop`() async throws {
        let database = try await make()
        try await database.write { connection in
            for id in 1...3 { try connection.execute("INSERT INTO item (id) VALUES (?1)", [SQLValue(id)]) }
        }
        let pairs = try await database.read { connection in
            var count = 0
            try connection.forEach("SELECT id FROM item", []) { _ in
                count += try connection.query("SELECT id FROM item") { _ in }.count
                return true
            }
            return count
        }
        #expect(pairs == 9)
        await database.close()
    }

    @Test func `a loop stops when its closure says so`() async throws {
        let database = try await make()
        let seen = try await database.read { connection in
            var seen = 0
            try connection.forEach("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3", []) { _ in
                seen += 1
                return seen < 2
            }
            return seen
        }
        #expect(seen == 2)
        await database.close()
    }

    @Test func `a wrong number of arguments and a second statement are refused`() async throws {
        let database = try await make()
        _ = try await database.read { connection in
            #expect(throws: DatabaseError.self) { try connection.query("SELECT ?1", []) { _ in } }
            #expect(throws: DatabaseError.self) { try connection.query("SELECT ?1", [1, 2]) { _ in } }
            #expect(throws: DatabaseError.self) { try connection.execute("SELECT 1; SELECT 2") }
            #expect(throws: DatabaseError.self) { try connection.execute("  ") }
            try connection.execute("SELECT 1;  \n")
        }
        await database.close()
    }

    @Test func `double quotes never make a text`() async throws {
        let database = try await make()
        _ = try await database.read { connection in
            #expect(throws: DatabaseError.self) { try connection.execute("SELECT \"nothing\" FROM item") }
        }
        await database.close()
    }

    @Test func `a taken unique value names its columns`() async throws {
        let database = try await make()
        let error = await #expect(throws: DatabaseError.self) {
            try await database.write { connection in
                try connection.execute("INSERT INTO item (id, name) VALUES (1, 'a')")
                try connection.execute("INSERT INTO item (id, name) VALUES (2, 'a')")
            }
        }
        #expect(error?.kind == .constraintUnique("item.name"))
        #expect(error?.primaryCode == 19)
        #expect(error?.description.contains("'a'") == true)  // our own text; bound values are never part of it
        await database.close()
    }

    @Test func `many different statements stay correct beyond the number that is kept`() async throws {
        let database = try await make()
        let sum = try await database.read { connection in
            var sum = 0
            for round in 0..<2 {
                for number in 0..<300 { sum += try connection.first("SELECT \(number) + \(round)") { try $0.integer(0) } ?? 0 }
            }
            return sum
        }
        #expect(sum == 2 * 44_850 + 300)
        await database.close()
    }
}
