"""Fills a stopped Portico's database with copies of its newest approved order: in every table that an order fills (but the
ledger and the documents that left, which no list reads), by the real schema and its indexes, each with a time of its own.
"""
import sqlite3
import sys

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
YEAR = 365 * 86_400_000
# Which copy is in which state: of a hundred.
STATES = [(60, "approved"), (80, "closed"), (90, "pending_approval"), (95, "draft"), (98, "rejected"), (100, "cancelled")]


def tail(milliseconds, number):
    """The 26 letters of an identifier: 48 bits of time, then 80 that tell copies apart."""
    value = milliseconds << 80 | number << 24
    return "".join(ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))


def columns(db, table):
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def copy(db, table, where, **values):
    names = columns(db, table)
    chosen = [values.get(name, f"t.{name}") for name in names]
    db.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(chosen)} FROM seeds s, {table} t WHERE {where}")


def seed(path, count):
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000;"
        "PRAGMA temp_store = MEMORY;")
    db.execute("BEGIN")
    order, newest = db.execute(
        "SELECT id, created_at FROM purchase_orders WHERE status = 'approved' ORDER BY id DESC LIMIT 1").fetchone()
    sequence = db.execute("SELECT max(sequence) FROM events").fetchone()[0]
    db.execute("CREATE TEMP TABLE seeds (n INTEGER PRIMARY KEY, at INTEGER, tail TEXT)")
    first = newest - YEAR
    times = ((n, first + n * (YEAR - 60_000) // count) for n in range(count))
    db.executemany("INSERT INTO seeds VALUES (?, ?, ?)", ((n, at, tail(at, n)) for n, at in times))
    status = "CASE " + " ".join(f"WHEN s.n % 100 < {limit} THEN '{word}'" for limit, word in STATES) + " END"
    own = {"order_id": "'po_' || s.tail", "created_at": "s.at", "updated_at": "s.at"}
    this = f"= '{order}'"
    copy(db, "purchase_orders", f"t.id {this}", **own | {
        "id": "'po_' || s.tail", "number": f"CASE WHEN s.n % 100 < 80 THEN 'S-' || s.n END", "status": status,
        "submitted_at": "s.at", "approved_at": "s.at"})
    copy(db, "order_lines", f"t.order_id {this}", **own)
    copy(db, "approval_tasks", f"t.order_id {this}", **own | {
        "id": "'apr_' || substr(s.tail, 1, 24) || printf('%02d', t.stage)", "opened_at": "s.at", "decided_at": "s.at"})
    copy(db, "notifications", f"t.order_id {this} AND t.task_id IS NULL", **own | {
        "id": "'ntf_' || s.tail", "link_id": "NULL"})
    events = db.execute("SELECT count(*) FROM events WHERE subject_id = ?", (order,)).fetchone()[0]
    base = db.execute("SELECT min(sequence) FROM events WHERE subject_id = ?", (order,)).fetchone()[0]
    copy(db, "events", f"t.subject_id {this}", **{
        "sequence": f"{sequence + 1} + s.n * {events} + (SELECT count(*) FROM events e WHERE e.subject_id {this} AND "
                    f"e.sequence < t.sequence AND e.sequence >= {base})",
        "id": "'evt_' || substr(s.tail, 1, 20) || printf('%06d', t.sequence % 1000000)", "at": "s.at",
        "subject_id": "'po_' || s.tail"})
    db.execute("COMMIT")
    db.executescript("ANALYZE; PRAGMA journal_mode = WAL;")
    db.close()


if __name__ == "__main__":
    seed(sys.argv[1], int(sys.argv[2]))
