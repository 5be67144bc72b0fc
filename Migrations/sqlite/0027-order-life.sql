-- Versions of orders, changes of approved ones, carts whose prices a shop holds, and what can be taken back.

ALTER TABLE purchase_orders ADD COLUMN cart_at INTEGER;
-- When something is due about the held price; only while the order waits for approval.
ALTER TABLE purchase_orders ADD COLUMN price_alarm_at INTEGER;
UPDATE purchase_orders SET cart_at = created_at WHERE origin IN ('punch_out', 'punch_in');
UPDATE purchase_orders SET price_alarm_at = cart_at WHERE status = 'pending_approval' AND cart_at IS NOT NULL;
CREATE INDEX purchase_orders_by_price_alarm ON purchase_orders (price_alarm_at) WHERE price_alarm_at IS NOT NULL;

ALTER TABLE order_lines ADD COLUMN requested_delivery TEXT;
-- NULL for what is ordered; proposed by a change, removed by one, or dropped with one.
ALTER TABLE order_lines ADD COLUMN left_out TEXT;
ALTER TABLE order_lines ADD COLUMN change_id TEXT;

ALTER TABLE punchout_connections ADD COLUMN takes_changes INTEGER NOT NULL DEFAULT 0;

CREATE TABLE order_versions (
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    reason TEXT,
    approved_at INTEGER,
    approved_by TEXT,
    snapshot TEXT NOT NULL,
    PRIMARY KEY (order_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_orders (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    told_supplier INTEGER NOT NULL,
    made_by_id TEXT REFERENCES users (id),
    made_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    decided_at INTEGER,
    version_number INTEGER,
    UNIQUE (order_id, number)
) STRICT, WITHOUT ROWID;
-- One change of an order waits at a time.
CREATE UNIQUE INDEX change_orders_waiting ON change_orders (order_id) WHERE status = 'pending_approval';

CREATE TABLE change_order_lines (
    change_id TEXT NOT NULL REFERENCES change_orders (id) ON DELETE CASCADE,
    line_number INTEGER NOT NULL,
    is_new INTEGER NOT NULL,
    -- What stays as it is has NULL. A day that is taken away is empty.
    quantity TEXT,
    unit_price TEXT,
    requested_delivery TEXT,
    old_quantity TEXT,
    old_unit_price TEXT,
    old_requested_delivery TEXT,
    PRIMARY KEY (change_id, line_number)
) STRICT, WITHOUT ROWID;

-- What somebody did that can still be taken back, and how everything was before.
CREATE TABLE undoable_acts (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    actor_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    task_id TEXT,
    change_id TEXT,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    -- The order as it was left; whatever happens to it later ends the time.
    order_version INTEGER NOT NULL,
    before TEXT NOT NULL,
    undone_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX undoable_acts_by_order ON undoable_acts (order_id, order_version, id);

-- What can still be taken back is not told before this.
ALTER TABLE notifications ADD COLUMN not_before INTEGER;
