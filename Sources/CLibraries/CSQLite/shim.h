#include <sqlite3.h>

// What is bound stays where it is until the statement is reset. These take an empty text or blob for what it is: with a null
// pointer SQLite would bind NULL.
static inline int portico_sqlite_bind_text(sqlite3_stmt *_Nonnull statement, int index, const void *_Nullable bytes, int count) {
    return sqlite3_bind_text(statement, index, count == 0 ? "" : (const char *)bytes, count, SQLITE_STATIC);
}

static inline int portico_sqlite_bind_blob(sqlite3_stmt *_Nonnull statement, int index, const void *_Nullable bytes, int count) {
    return count == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                      : sqlite3_bind_blob(statement, index, bytes, count, SQLITE_STATIC);
}

// sqlite3_config is variadic, and only allowed before anything else: without memory statistics, connections of different
// threads do not meet at one lock for every allocation.
static inline int portico_sqlite_start(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return sqlite3_initialize();
}

// sqlite3_db_config is variadic. Defensive: SQL cannot damage the file; double-quoted text is a name, never a value.
static inline int portico_sqlite_harden(sqlite3 *_Nonnull db) {
    int result = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
    if (result == SQLITE_OK) result = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
    if (result == SQLITE_OK) result = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
    if (result == SQLITE_OK) result = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
    // A plan is made once, whatever is bound: a SQLite with STAT4, as Debian's, would compile some statements anew at every use.
    if (result == SQLITE_OK) result = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_QPSG, 1, (int *)0);
    return result;
}

// Makes durable what was written to the database's file so far, by SQLite's own descriptor: closing another one of the same file
// would take away the locks of all (see "POSIX advisory locks" in SQLite's documentation).
static inline int portico_sqlite_sync_file(sqlite3 *_Nonnull db) {
    sqlite3_file *file = (sqlite3_file *)0;
    int result = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (result != SQLITE_OK || !file || !file->pMethods) return result;
    return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

// A function's answer, which SQLite copies; the macro that says so is a cast that Swift does not see.
static inline void portico_sqlite_answer_blob(sqlite3_context *_Nonnull context, const void *_Nullable bytes, int count) {
    if (count == 0) sqlite3_result_zeroblob(context, 0);
    else sqlite3_result_blob(context, bytes, count, SQLITE_TRANSIENT);
}
