/// A store of rows reached by SQL, whatever the engine.
///
/// Both functions run `body` inside one transaction. A body is synchronous on purpose: nothing else can be awaited while a
/// transaction is open.
package protocol Database: Sendable {
    /// Runs `body` on one consistent state of the data; changing anything in it is an error.
    ///
    /// An engine may run it on the calling thread: keep it short there.
    func read<R: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> R) async throws -> R

    /// Runs `body` so that all of its changes are kept or none: durable when this returns, nothing changed when it throws.
    ///
    /// An engine may undo the changes and run `body` again: it must do nothing but read and change the store.
    ///
    /// When the commit itself fails, that ``DatabaseError`` is thrown although `body` returned.
    ///
    /// - Parameter isUrgent: whether somebody waits for it. What nobody waits for may be kept a moment, until something comes that
    ///   it can be made durable with.
    @discardableResult
    func write<R: Sendable>(
        isUrgent: Bool, _ body: @escaping @Sendable (any SQLConnection) throws -> R
    ) async throws -> R

    /// Finishes what was asked for before, then lets go of the store; later calls throw ``DatabaseError``.
    func close() async
}

extension Database {
    /// A change that somebody waits for.
    @discardableResult
    package func write<R: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> R) async throws -> R {
        try await write(isUrgent: true, body)
    }
}
