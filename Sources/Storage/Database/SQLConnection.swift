/// A connection inside one transaction; synchronous, and used on one thread at a time.
///
/// Statements are written once as text with the parameters `?1`, `?2`, …; an engine may keep them prepared under that text,
/// so values belong in `arguments`, never in the text. Every function throws ``DatabaseError``, or what its closure threw.
package protocol SQLConnection: AnyObject {
    /// Runs one statement to its end.
    /// - Returns: the number of rows it inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// The same with values that were laid out beforehand.
    /// - Parameter key: goes before them, when it was not known yet.
    @discardableResult
    func execute(_ sql: String, key: String?, _ values: BoundValues) throws -> Int

    /// Visits rows until there are no more or `body` answers `false`: for results too large to hold.
    func forEach(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> Bool) throws

    /// What a write leaves for the next one that shares its transaction. It is there as long as nothing was changed in between, by
    /// whoever it was: nobody has to be told to forget.
    var legacy: AnyObject? { get set }

    /// Runs several statements separated by `;`, without arguments and without keeping them: for migrations.
    func executeScript(_ sql: String) throws
}

// Compiled where they are called, for the type that is read there.
extension SQLConnection {
    /// Runs one statement to its end, with values that were laid out beforehand.
    @discardableResult
    package func execute(_ sql: String, _ values: BoundValues) throws -> Int { try execute(sql, key: nil, values) }

    /// All rows of a query, in its order.
    @inlinable
    package func query<T>(_ sql: String, _ arguments: [SQLValue], _ decode: (any SQLRow) throws -> T) throws -> [T] {
        var rows: [T] = []
        try forEach(sql, arguments) { row in
            rows.append(try decode(row))
            return true
        }
        return rows
    }

    /// The first row of a query, or `nil` when there is none.
    @inlinable
    package func first<T>(_ sql: String, _ arguments: [SQLValue], _ decode: (any SQLRow) throws -> T) throws -> T? {
        var found: T?
        try forEach(sql, arguments) { row in
            found = try decode(row)
            return false
        }
        return found
    }

    /// Runs one statement that has no parameters.
    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, []) }

    /// All rows of a query that has no parameters.
    @inlinable
    package func query<T>(_ sql: String, _ decode: (any SQLRow) throws -> T) throws -> [T] { try query(sql, [], decode) }

    /// The first row of a query that has no parameters.
    @inlinable
    package func first<T>(_ sql: String, _ decode: (any SQLRow) throws -> T) throws -> T? { try first(sql, [], decode) }
}
