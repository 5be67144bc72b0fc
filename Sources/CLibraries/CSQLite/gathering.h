#pragma once

#include <sqlite3.h>
#include <string.h>

// Files as SQLite has them, but for one thing: what a transaction adds to the write-ahead log is gathered and goes to the operating
// system in one call, behind its last page. SQLite makes two calls for each page, and the file system's share of a call costs many
// times what the octets cost.
//
// A commit is told by the head of its last frame, which is always one that is added and has the size of the database behind it (see
// "WAL File Format" of SQLite's documentation). The commit is shown to nobody before that write returned, so nobody reads what is
// not there yet. Whatever else is asked of the log comes behind what was gathered. When gathered pages cannot be written, the
// write that ends the commit fails, and SQLite takes the transaction back.

// SQLite's own files take no more than that at once.
enum { portico_gathers = 0x1FFFF, portico_frame_head = 24 };

typedef struct {
    sqlite3_file base;
    sqlite3_file *real;
    unsigned char *octets;
    // Where what is gathered goes, and how much it is.
    sqlite3_int64 start;
    int count;
    // Behind everything that was written since the log began anew.
    sqlite3_int64 end;
    int ends_commit;
} portico_log;

static inline int portico_log_flush(portico_log *log) {
    int count = log->count;
    log->count = 0;
    return count == 0 ? SQLITE_OK : log->real->pMethods->xWrite(log->real, log->octets, count, log->start);
}

static inline int portico_log_write(sqlite3_file *file, const void *octets, int count, sqlite3_int64 start) {
    portico_log *log = (portico_log *)file;
    int result = SQLITE_OK;
    if (start != log->start + log->count || log->count + count > portico_gathers) result = portico_log_flush(log);
    if (result != SQLITE_OK) return result;
    if (log->octets == NULL) log->octets = sqlite3_malloc(portico_gathers);
    // The log's own head; what is written a second time within a transaction, whose frames' heads come by themselves; and what
    // there is no memory for.
    if (start == 0 || start < log->end || count > portico_gathers || log->octets == NULL) {
        if (start == 0 || start + count > log->end) log->end = start + count;
        return log->real->pMethods->xWrite(log->real, octets, count, start);
    }
    log->end = start + count;
    if (log->count == 0) log->start = start;
    memcpy(log->octets + log->count, octets, (size_t)count);
    log->count += count;
    if (count == portico_frame_head) {
        const unsigned char *head = octets;
        log->ends_commit = (head[4] | head[5] | head[6] | head[7]) != 0;
        return SQLITE_OK;
    }
    return log->ends_commit ? portico_log_flush(log) : SQLITE_OK;
}

static inline int portico_log_close(sqlite3_file *file) {
    portico_log *log = (portico_log *)file;
    int flushed = portico_log_flush(log);
    int closed = log->real->pMethods->xClose(log->real);
    sqlite3_free(log->octets);
    log->octets = NULL;
    return flushed == SQLITE_OK ? closed : flushed;
}

static inline int portico_log_read(sqlite3_file *file, void *octets, int count, sqlite3_int64 start) {
    int result = portico_log_flush((portico_log *)file);
    sqlite3_file *real = ((portico_log *)file)->real;
    return result == SQLITE_OK ? real->pMethods->xRead(real, octets, count, start) : result;
}

static inline int portico_log_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int result = portico_log_flush((portico_log *)file);
    sqlite3_file *real = ((portico_log *)file)->real;
    return result == SQLITE_OK ? real->pMethods->xTruncate(real, size) : result;
}

static inline int portico_log_sync(sqlite3_file *file, int flags) {
    int result = portico_log_flush((portico_log *)file);
    sqlite3_file *real = ((portico_log *)file)->real;
    return result == SQLITE_OK ? real->pMethods->xSync(real, flags) : result;
}

static inline int portico_log_size(sqlite3_file *file, sqlite3_int64 *size) {
    int result = portico_log_flush((portico_log *)file);
    sqlite3_file *real = ((portico_log *)file)->real;
    return result == SQLITE_OK ? real->pMethods->xFileSize(real, size) : result;
}

static inline int portico_log_lock(sqlite3_file *file, int level) {
    sqlite3_file *real = ((portico_log *)file)->real;
    return real->pMethods->xLock(real, level);
}

static inline int portico_log_unlock(sqlite3_file *file, int level) {
    sqlite3_file *real = ((portico_log *)file)->real;
    return real->pMethods->xUnlock(real, level);
}

static inline int portico_log_is_reserved(sqlite3_file *file, int *answer) {
    sqlite3_file *real = ((portico_log *)file)->real;
    return real->pMethods->xCheckReservedLock(real, answer);
}

static inline int portico_log_control(sqlite3_file *file, int operation, void *argument) {
    int result = portico_log_flush((portico_log *)file);
    sqlite3_file *real = ((portico_log *)file)->real;
    return result == SQLITE_OK ? real->pMethods->xFileControl(real, operation, argument) : result;
}

static inline int portico_log_sector(sqlite3_file *file) {
    sqlite3_file *real = ((portico_log *)file)->real;
    return real->pMethods->xSectorSize(real);
}

static inline int portico_log_traits(sqlite3_file *file) {
    sqlite3_file *real = ((portico_log *)file)->real;
    return real->pMethods->xDeviceCharacteristics(real);
}

static inline int portico_log_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
    static const sqlite3_io_methods methods = {
        1, portico_log_close, portico_log_read, portico_log_write, portico_log_truncate, portico_log_sync, portico_log_size,
        portico_log_lock, portico_log_unlock, portico_log_is_reserved, portico_log_control, portico_log_sector,
        portico_log_traits,
    };
    (void)vfs;
    sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    if ((flags & SQLITE_OPEN_WAL) == 0) return usual->xOpen(usual, name, file, flags, out);
    portico_log *log = (portico_log *)file;
    memset(log, 0, sizeof *log);
    log->real = (sqlite3_file *)(log + 1);
    int result = usual->xOpen(usual, name, log->real, flags, out);
    if (result == SQLITE_OK) log->base.pMethods = &methods;
    return result;
}

// Makes these files known under `name`; to be called once, behind sqlite3_initialize.
static inline int portico_sqlite_gather_as(const char *name) {
    static sqlite3_vfs gathering;
    gathering = *sqlite3_vfs_find(NULL);
    gathering.szOsFile += (int)sizeof(portico_log);
    gathering.pNext = NULL;
    gathering.zName = name;
    gathering.xOpen = portico_log_open;
    return sqlite3_vfs_register(&gathering, 0);
}
