#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast that Swift cannot import: these two make SQLite copy what is bound.
static inline int portico_sqlite_bind_text(sqlite3_stmt *_Nonnull statement, int index, const char *_Nullable bytes, int count) {
    return sqlite3_bind_text(statement, index, bytes == 0 ? "" : bytes, count, SQLITE_TRANSIENT);
}

static inline int portico_sqlite_bind_blob(sqlite3_stmt *_Nonnull statement, int index, const void *_Nullable bytes, int count) {
    return count == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                      : sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
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
    return result;
}
