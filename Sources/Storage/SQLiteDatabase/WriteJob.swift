import Database

/// One piece of work for the writer thread and the task that waits for it.
protocol WriteJob: Sendable {
    /// Runs the work and keeps what came of it. It may run again after its changes were undone.
    /// - Throws: what the work threw; its changes are to be undone.
    func perform(on connection: SQLiteConnection) throws

    /// Gives the kept outcome to the task; `failure` replaces it when the changes were lost after all.
    func finish(failure: (any Error)?)
}

/// The job of a call of ``SQLiteDatabase/write(_:)``. Only the writer thread touches it after it was queued.
final class WriteCall<R: Sendable>: WriteJob, @unchecked Sendable {
    private let body: @Sendable (any SQLConnection) throws -> R
    private let continuation: CheckedContinuation<R, any Error>
    private var outcome: Result<R, any Error>?

    init(_ body: @escaping @Sendable (any SQLConnection) throws -> R, _ continuation: CheckedContinuation<R, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func perform(on connection: SQLiteConnection) throws {
        do {
            let result = try body(connection)
            // Left to the commit, it would fail the jobs of others too.
            if connection.hasDeferredViolation {
                throw DatabaseError(kind: .constraint("FOREIGN KEY"), message: "a row refers to a row that does not exist")
            }
            outcome = .success(result)
        } catch {
            outcome = .failure(error)
            throw error
        }
    }

    func finish(failure: (any Error)?) {
        if let failure {
            continuation.resume(throwing: failure)
        } else {
            continuation.resume(with: outcome ?? .failure(DatabaseError(kind: .other, message: "the write did not run")))
        }
    }
}
