import Database
import FoundationEssentials
@testable import SQLiteDatabase
import Testing
import TestSupport

/// What the mover of the log writes reaches the disk bit by bit.
struct PacedWritesTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// A connection to a new file with so many pages in its log.
    private func connection(at path: String, pages: Int) throws -> SQLiteConnection {
        let readWriteCreate: Int32 = 6
        let connection = try SQLiteConnection(path: path, flags: readWriteCreate)
        try connection.executeScript(
            """
            PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF;
            CREATE TABLE item (id INTEGER PRIMARY KEY, data BLOB) STRICT; BEGIN;
            """)
        try addItems(0..<pages, to: connection)
        try connection.executeScript("COMMIT")
        return connection
    }

    /// Each fills a page.
    private func addItems(_ ids: Range<Int>, to connection: SQLiteConnection) throws {
        for id in ids {
            try connection.execute(
                "INSERT INTO item VALUES (?1, ?2)", [.integer(Int64(id)), SQLValue([UInt8](repeating: 7, count: 3500))])
        }
    }

    private func size(_ file: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
    }

    private func pages(_ connection: SQLiteConnection) throws -> Int {
        try #require(try connection.first("PRAGMA page_count") { try $0.integer(0) })
    }

    private func expectWhole(_ connection: SQLiteConnection, items: Int) throws {
        #expect(try connection.first("SELECT count(*) FROM item WHERE length(data) = 3500") { try $0.integer(0) } == items)
        #expect(try connection.first("PRAGMA integrity_check") { try $0.text(0) } == "ok")
    }

    @Test func `a thread that asked for it hands over what it wrote every 64 KB, and nobody else does`() throws {
        let unpaced = try connection(at: folder.path("unpaced.db"), pages: 200)
        unpaced.moveLog()
        #expect(PacedWrites.end() == 0)

        let paced = try connection(at: folder.path("paced.db"), pages: 200)
        PacedWrites.begin()
        paced.moveLog()
        let pieces = PacedWrites.end()
        // 200 pages and a few more of 4 KB each, 16 to a piece; the last piece is not full.
        #expect(pieces == 12, "\(pieces)")
        try expectWhole(paced, items: 200)
    }

    @Test func `a file that grew ahead of what was written is as long as its pages when all of the log was moved`() throws {
        let file = folder.path("grown.db")
        let connection = try connection(at: file, pages: 10)
        PacedWrites.begin()
        defer { PacedWrites.end() }
        for round in 1...5 {
            connection.moveLog()
            #expect(try size(file) == pages(connection) * 4096)
            try expectWhole(connection, items: round * 10)
            try addItems(round * 10..<(round + 1) * 10, to: connection)
        }
    }

    @Test func `while somebody reads what was before, the file has room behind its pages, and nothing in it is lost`() throws {
        let file = folder.path("read.db")
        let writer = try connection(at: file, pages: 5)
        let reader = try SQLiteConnection(path: file, flags: 2)
        try reader.executeScript("BEGIN; SELECT count(*) FROM item")
        try addItems(5..<50, to: writer)
        PacedWrites.begin()
        defer { PacedWrites.end() }
        writer.moveLog()
        // What the reader does not know yet stays in the log.
        #expect(try size(file) == PacedWrites.piece)
        try expectWhole(reader, items: 5)
        try expectWhole(writer, items: 50)
        try reader.executeScript("COMMIT")
        writer.moveLog()
        #expect(try size(file) == pages(writer) * 4096)
        try expectWhole(writer, items: 50)
        try expectWhole(reader, items: 50)
    }
}
