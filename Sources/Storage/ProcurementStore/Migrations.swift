import CAssets
package import Database

/// The schema's history for SQLite, compiled into the program from Migrations/sqlite.
package enum Migrations {
    package static var sqlite: [Migration] {
        var migrations: [Migration] = []
        var index = 0
        while true {
            let asset = unsafe portico_sqlite_migrations[index]
            if unsafe asset.count == 0 { return migrations }
            let bytes = unsafe UnsafeBufferPointer(start: asset.bytes, count: asset.count)
            unsafe migrations.append(Migration(name: String(cString: asset.name), sql: String(decoding: bytes, as: UTF8.self)))
            index += 1
        }
    }
}
