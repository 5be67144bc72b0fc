import Database
import FoundationEssentials
import SQLiteDatabase
import TestSupport
import Testing

/// The built program over one folder: what its commands say of what the server left there, and what a restart tidies up.
@Suite(.enabled(if: RunningPortico.isBuilt, "needs the built product"))
struct RestartStories {
    private func command(_ folder: ScratchFolder, _ words: String...) async throws -> (status: Int, text: String) {
        try await Program.run([RunningPortico.path] + words + ["--config", folder.path("p.yaml")])
    }

    private func database(_ folder: ScratchFolder) throws -> SQLiteDatabase {
        try SQLiteDatabase(path: folder.path("data/p.db"))
    }

    @Test func `verify-trail says that the trail is whole, and which event was altered, by its status, too`() async throws {
        let server = try RunningPortico()
        _ = try await server.addresses()
        _ = try await server.stop()
        let token = try await command(server.folder, "admin", "create-token", "--name", "script", "--scopes", "*")
        try #require(token.status == 0, "\(token.text)")
        let whole = try await command(server.folder, "verify-trail")
        #expect(whole.status == 0 && whole.text.contains("The trail is whole: "), "\(whole.text)")
        let store = try database(server.folder)
        try await store.write { sql in
            try sql.execute("UPDATE events SET actor_name = actor_name || '.' WHERE sequence = 1", [])
        }
        await store.close()
        let broken = try await command(server.folder, "verify-trail")
        #expect(broken.status == 1 && broken.text.contains("The trail is broken at event 1"), "\(broken.text)")
    }

    @Test func `a restart frees the keys of requests that a crash cut off`() async throws {
        let server = try RunningPortico()
        _ = try await server.addresses()
        _ = try await server.stop()
        let store = try database(server.folder)
        try await store.write { sql in
            for (key, isDone) in [("idle", 0), ("done", 1)] {
                try sql.execute(
                    """
                    INSERT INTO idempotency_keys (actor, key, request_hash, created_at, is_done)
                    VALUES ('tok_1', '\(key)', x'00', 1, \(isDone))
                    """, [])
            }
        }
        await store.close()
        let again = try Program([RunningPortico.path, "serve", "--config", server.folder.path("p.yaml")])
        try await again.says("listens on")
        let left = try database(server.folder)
        let keys = try await left.read { sql in
            try sql.query("SELECT key, status FROM idempotency_keys", []) { "\(try $0.text(0)) \(try $0.integer(1))" }
        }
        await left.close()
        #expect(keys == ["done 0"])
        again.signal(15)
        _ = try await again.end()
    }
}
