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
        # The newest of five lines that reports have counted already.
        "SELECT id, created_at FROM purchase_orders o WHERE status = 'approved' AND id IN (SELECT order_id FROM order_times) "
        "AND (SELECT count(*) FROM order_lines l WHERE l.order_id = o.id) = 5 ORDER BY id DESC LIMIT 1").fetchone()
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
        "id": f"'ntf_' || substr(s.tail, 1, 24) || printf('%02d', (SELECT count(*) FROM notifications n WHERE n.order_id {this} "
              "AND n.id < t.id))", "link_id": "NULL"})
    events = db.execute("SELECT count(*) FROM events WHERE subject_id = ?", (order,)).fetchone()[0]
    base = db.execute("SELECT min(sequence) FROM events WHERE subject_id = ?", (order,)).fetchone()[0]
    copy(db, "events", f"t.subject_id {this}", **{
        "sequence": f"{sequence + 1} + s.n * {events} + (SELECT count(*) FROM events e WHERE e.subject_id {this} AND "
                    f"e.sequence < t.sequence AND e.sequence >= {base})",
        "id": "'evt_' || substr(s.tail, 1, 20) || printf('%06d', t.sequence % 1000000)", "at": "s.at",
        "subject_id": "'po_' || s.tail"})
    figures(db, order, count)
    db.execute("COMMIT")
    db.executescript("ANALYZE; PRAGMA journal_mode = WAL;")
    db.close()


def figures(db, order, count):
    """What reports are made of, over as many different codings as a company of this size has: 100 departments, 50 GL accounts and a
    month each, in any of them every order with its five lines in two parts."""
    entity, supplier = db.execute("SELECT legal_entity_id, supplier_id FROM order_times WHERE order_id = ?", (order,)).fetchone()
    departments = [row[0] for row in db.execute("SELECT id FROM departments")]
    accounts = [row[0] for row in db.execute("SELECT id FROM gl_accounts")]
    db.execute("CREATE TEMP TABLE places (n INTEGER PRIMARY KEY, department TEXT, account TEXT)")
    places = [(d, a) for d in departments for a in accounts]
    db.executemany("INSERT INTO places VALUES (?, ?, ?)", ((n, *place) for n, place in enumerate(places)))
    month = "strftime('%Y-%m', s.at / 1000, 'unixepoch')"
    # 60 of 100 are approved and open, 20 closed.
    db.execute(f"""
        CREATE TEMP TABLE parts AS SELECT 'po_' || s.tail AS id, {month} AS month, (s.n * 7919 + p.column1) % {len(places)} AS place,
        9975 AS ordered, CASE WHEN s.n % 100 < 60 THEN 9975 ELSE 0 END AS open
        FROM seeds s, (VALUES (0), (1)) p WHERE s.n % 100 < 80""")
    last = db.execute("SELECT coalesce(max(number), 0) FROM spend_cells").fetchone()[0]
    db.execute(f"""
        CREATE TEMP TABLE cells AS SELECT {last} + row_number() OVER () AS number, month, place, count(*) AS documents,
        sum(ordered) AS ordered, sum(open) AS open FROM parts GROUP BY month, place""")
    db.execute("CREATE INDEX temp.cells_by_place ON cells (month, place)")
    # Beside those of the order that was copied: another supplier's would have the same coding.
    db.execute("""
        INSERT INTO spend_cells SELECT c.number, c.month, 'USD', ?, ?, p.department, p.account, c.documents, c.ordered, 0, c.open
        FROM cells c JOIN places p ON p.n = c.place WHERE true
        ON CONFLICT DO NOTHING""", (entity, supplier))
    db.execute("""
        INSERT INTO spend_entries SELECT p.id, c.number, p.ordered, 0, p.open FROM parts p
        JOIN cells c ON c.month = p.month AND c.place = p.place WHERE c.number IN (SELECT number FROM spend_cells)""")
    db.execute(f"""
        INSERT INTO order_times SELECT 'po_' || s.tail, ?, ?, s.at, s.at + 60000, s.at + 60000 + s.n % 1000 * 360000,
        s.at + 120000 + s.n % 1000 * 360000, NULL, NULL, NULL FROM seeds s WHERE s.n % 100 < 80""", (supplier, entity))
    for stage, start, end in (("submitting", "created_at", "submitted_at"), ("approving", "submitted_at", "approved_at"),
                              ("sending", "approved_at", "sent_at")):
        db.execute(f"""
            INSERT INTO cycle_cells SELECT strftime('%Y-%m', {end} / 1000, 'unixepoch'), legal_entity_id, supplier_id, '{stage}',
            60 + (({end} - {start}) / 3600000) % 20, count(*), sum(({end} - {start}) / 1000) FROM order_times
            WHERE order_id IN (SELECT 'po_' || tail FROM seeds) GROUP BY 1, 2, 3, 5 ON CONFLICT DO NOTHING""")


if __name__ == "__main__":
    seed(sys.argv[1], int(sys.argv[2]))
