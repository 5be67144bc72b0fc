import Database
import FoundationEssentials
@testable import SQLiteDatabase
import Testing

/// What the mover of the log writes reaches the disk bit by bit.
struct PacedWritesTests {
    /// A connection to a new file with so many pages in its log.
    private func connection(at path: String, pages: Int) throws -> SQLiteConnection {
        let readWriteCreate: Int32 = 6
        let connection = try SQLiteConnection(path: path, flags: readWriteCreate)
        try connection.executeScript(
            """
            PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF;
            CREATE TABLE item (id INTEGER PRIMARY KEY, data BLOB) STRICT; BEGIN;
            """)
        for id in 0..<pages {
            try connection.execute(
                "INSERT INTO item VALUES (?1, ?2)", [.integer(Int64(id)), SQLValue([UInt8](repeating: 7, count: 3500))])
        }
        try connection.executeScript("COMMIT")
        return connection
    }

    @Test func `a thread that asked for it hands over what it wrote every 64 KB, and nobody else does`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("portico-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let unpaced = try connection(at: folder.appendingPathComponent("unpaced.db").path, pages: 100)
        unpaced.moveLog()
        #expect(PacedWrites.end() == 0)

        let paced = try connection(at: folder.appendingPathComponent("paced.db").path, pages: 100)
        PacedWrites.begin()
        paced.moveLog()
        let pieces = PacedWrites.end()
        // 100 pages and a few more of 4 KB each, 16 to a piece.
        #expect((6...7).contains(pieces), "\(pieces)")
        #expect(try paced.first("SELECT count(*) FROM item WHERE length(data) = 3500") { try $0.integer(0) } == 100)
        #expect(try paced.first("PRAGMA integrity_check") { try $0.text(0) } == "ok")
    }
}
