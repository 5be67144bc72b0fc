import Database
package import FoundationEssentials
package import Procurement
package import VendorCentral

/// How far polling came, when rounds are due, and what came of them.
extension Store {
    package func vendorCursor(_ subject: PollSubject, of id: Identifier<VendorConnection>) throws -> PollCursor {
        let through = try sql.first(
            "SELECT through FROM vendor_cursors WHERE connection_id = ?1 AND subject = ?2",
            [SQLValue(id), SQLValue(subject.rawValue)]
        ) { try $0.date(0) }
        return PollCursor(subject, through: through)
    }

    package func save(_ cursor: PollCursor, of id: Identifier<VendorConnection>) throws {
        guard let through = cursor.through else { return }
        try sql.execute(
            """
            INSERT INTO vendor_cursors (connection_id, subject, through) VALUES (?1, ?2, ?3)
            ON CONFLICT (connection_id, subject) DO UPDATE SET through = max(through, excluded.through)
            """, [SQLValue(id), SQLValue(cursor.subject.rawValue), SQLValue(through)])
    }

    /// When each kind of round is due; one that never was is missing.
    package func vendorRounds(of id: Identifier<VendorConnection>) throws -> [VendorSync: Date] {
        let rows = try sql.query("SELECT sync, next_at FROM vendor_rounds WHERE connection_id = ?1", [SQLValue(id)]) {
            (VendorSync(rawValue: try $0.text(0)), try $0.date(1))
        }
        return Dictionary(rows.compactMap { sync, date in sync.map { ($0, date) } }, uniquingKeysWith: { $1 })
    }

    package func setVendorRound(_ sync: VendorSync, at date: Date, of id: Identifier<VendorConnection>) throws {
        try sql.execute(
            """
            INSERT INTO vendor_rounds (connection_id, sync, next_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (connection_id, sync) DO UPDATE SET next_at = excluded.next_at
            """, [SQLValue(id), SQLValue(sync.rawValue), SQLValue(date)])
    }

    private static let syncRunColumns =
        "id, connection_id, sync, status, is_full, started_at, seen_at, ended_at, pages, items, changes, message"

    private static func syncRun(_ row: any SQLRow) throws -> VendorSyncRun {
        var read = RowReader(row)
        let (id, connection, sync, status) = (
            try read.id(VendorSyncRun.self), try read.id(VendorConnection.self), try read.word(VendorSync.self),
            try read.word(VendorSyncRun.Status.self)
        )
        let isFull = try read.bool()
        var run = VendorSyncRun(
            id: id, connection: connection, sync: sync, status: status, isFull: isFull, startedAt: try read.date(), message: "")
        run.seenAt = try read.date()
        run.endedAt = read.optionalDate()
        run.pages = try read.integer()
        run.items = try read.integer()
        run.changes = try read.integer()
        run.message = try read.text()
        return run
    }

    package func save(_ run: VendorSyncRun) throws {
        try upsert(
            "vendor_sync_runs",
            [
                ("id", SQLValue(run.id)), ("connection_id", SQLValue(run.connection)), ("sync", SQLValue(run.sync.rawValue)),
                ("status", SQLValue(run.status.rawValue)), ("is_full", SQLValue(run.isFull)),
                ("started_at", SQLValue(run.startedAt)), ("seen_at", SQLValue(run.seenAt)), ("ended_at", SQLValue(run.endedAt)),
                ("pages", SQLValue(run.pages)), ("items", SQLValue(run.items)), ("changes", SQLValue(run.changes)),
                ("message", SQLValue(run.message)),
            ])
    }

    package func vendorSyncRun(_ id: Identifier<VendorSyncRun>) throws -> VendorSyncRun? {
        try sql.first("SELECT \(Self.syncRunColumns) FROM vendor_sync_runs WHERE id = ?1", [SQLValue(id)], Self.syncRun)
    }

    /// Those that were asked for or are running.
    package func openVendorSyncRuns(of id: Identifier<VendorConnection>) throws -> [VendorSyncRun] {
        try sql.query(
            "SELECT \(Self.syncRunColumns) FROM vendor_sync_runs WHERE connection_id = ?1 AND ended_at IS NULL ORDER BY id",
            [SQLValue(id)], Self.syncRun)
    }

    package func lastVendorSyncRun(_ sync: VendorSync, of id: Identifier<VendorConnection>) throws -> VendorSyncRun? {
        try sql.first(
            """
            SELECT \(Self.syncRunColumns) FROM vendor_sync_runs WHERE connection_id = ?1 AND sync = ?2 ORDER BY id DESC LIMIT 1
            """, [SQLValue(id), SQLValue(sync.rawValue)], Self.syncRun)
    }

    /// Newest first; of one connection, or of all.
    package func vendorSyncRuns(of id: Identifier<VendorConnection>?, _ page: PageRequest) throws -> Page<VendorSyncRun> {
        let rows = try sql.query(
            """
            SELECT \(Self.syncRunColumns) FROM vendor_sync_runs WHERE id < ?1 \(id == nil ? "" : "AND connection_id = ?2")
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, [SQLValue(page.after ?? Self.afterEveryID)] + (id.map { [SQLValue($0)] } ?? []), Self.syncRun)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// Forgets runs that ended before an identifier's time.
    package func deleteVendorSyncRuns(before id: Identifier<VendorSyncRun>) throws {
        try sql.execute("DELETE FROM vendor_sync_runs WHERE id < ?1 AND ended_at IS NOT NULL", [SQLValue(id)])
    }
}
