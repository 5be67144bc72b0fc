-- What arrived of an order. Receipts are only added; a wrong one is taken back by another whose quantities are below zero.

CREATE TABLE receipts (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES purchase_orders (id),
    received_on TEXT NOT NULL,
    received_by TEXT NOT NULL,
    reference TEXT,
    -- One receipt is taken back once.
    reverses_id TEXT UNIQUE REFERENCES receipts (id),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX receipts_by_order ON receipts (order_id, id);

CREATE TABLE receipt_lines (
    receipt_id TEXT NOT NULL REFERENCES receipts (id),
    position INTEGER NOT NULL,
    line_number INTEGER NOT NULL,
    quantity TEXT NOT NULL,
    refused TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (receipt_id, position)
) STRICT, WITHOUT ROWID;
