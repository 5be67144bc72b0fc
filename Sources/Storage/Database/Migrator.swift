package import FoundationEssentials

/// Brings a store's schema up to date: runs the steps it has not seen, each in its own transaction, and remembers each with
/// its fingerprint and the time.
package struct Migrator: Sendable {
    /// All steps, oldest first; the list only ever grows at its end.
    package let migrations: [Migration]

    package init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// The steps that `database` still lacks, after checking that those it has are ours and unchanged.
    /// - Throws: ``MigrationError`` or ``DatabaseError``.
    package func pending(in database: any Database) async throws -> [Migration] {
        var names = Set<String>()
        for migration in migrations where !names.insert(migration.name).inserted {
            throw MigrationError.duplicate(name: migration.name)
        }
        try await database.write { connection in
            try connection.executeScript(Self.table)
        }
        let applied = try await database.read { connection in
            try connection.query("SELECT name, fingerprint FROM schema_migration ORDER BY position", []) { row in
                (name: try row.text(0), fingerprint: try row.text(1))
            }
        }
        for (position, step) in applied.enumerated() {
            guard names.contains(step.name) else { throw MigrationError.unknown(name: step.name) }
            let expected = migrations[position]
            guard expected.name == step.name else {
                throw MigrationError.outOfOrder(expected: expected.name, found: step.name)
            }
            guard expected.fingerprint == step.fingerprint else { throw MigrationError.changed(name: step.name) }
        }
        return Array(migrations.dropFirst(applied.count))
    }

    /// Applies what is pending, oldest first; a step that fails leaves those before it applied and changes nothing itself.
    /// - Parameter now: the wall time written beside each step.
    /// - Returns: the names of the steps applied by this call.
    @discardableResult
    package func run(on database: any Database, at now: Date) async throws -> [String] {
        let pending = try await pending(in: database)
        let first = migrations.count - pending.count
        for (offset, migration) in pending.enumerated() {
            try await database.write { connection in
                try connection.executeScript(migration.sql)
                try connection.execute(
                    "INSERT INTO schema_migration (position, name, fingerprint, applied_at) VALUES (?1, ?2, ?3, ?4)",
                    [SQLValue(first + offset), SQLValue(migration.name), SQLValue(migration.fingerprint), SQLValue(now)])
            }
        }
        return pending.map(\.name)
    }

    /// Written so that every engine takes it.
    private static let table = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            position BIGINT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            fingerprint TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        );
        """
}
