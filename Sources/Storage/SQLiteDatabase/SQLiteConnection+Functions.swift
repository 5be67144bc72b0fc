import CSQLite
import Compression

extension SQLiteConnection {
    /// Adds `decompressed(blob)`: the octets that a column keeps compressed (``CompressedOctets``), so that statements can look into them.
    /// - Returns: SQLite's result code.
    static func addFunctions(to db: OpaquePointer) -> Int32 {
        unsafe sqlite3_create_function_v2(
            db, "decompressed", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nil,
            { context, _, values in
                guard let context = unsafe context, let value = unsafe values?[0] else { return }
                if unsafe sqlite3_value_type(value) == SQLITE_NULL { return unsafe sqlite3_result_null(context) }
                // The pointer first: reading the size may move it otherwise.
                let octets = unsafe sqlite3_value_blob(value)
                let kept = unsafe UnsafeRawBufferPointer(start: octets, count: Int(sqlite3_value_bytes(value)))
                unsafe CompressedOctets.decompressed(Array(kept)).withUnsafeBytes { answer in
                    unsafe portico_sqlite_answer_blob(context, answer.baseAddress, Int32(answer.count))
                }
            }, nil, nil, nil)
    }
}
