-- Every message to Amazon, with its octets and what became of it.

CREATE TABLE vendor_transactions (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    order_id TEXT REFERENCES vendor_orders (id),
    subject_id TEXT,
    status TEXT NOT NULL,
    transaction_ids TEXT NOT NULL, -- one a line, the newest last
    errors TEXT NOT NULL, -- one a line
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    checked_at INTEGER,
    next_at INTEGER,
    body BLOB NOT NULL,
    body_hash BLOB NOT NULL
) STRICT;
CREATE INDEX vendor_transactions_due ON vendor_transactions (connection_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX vendor_transactions_by_status ON vendor_transactions (status, id);
CREATE INDEX vendor_transactions_by_order ON vendor_transactions (order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX vendor_transactions_by_key ON vendor_transactions (connection_id, kind, key, id);
CREATE INDEX vendor_transactions_by_connection ON vendor_transactions (connection_id, id);
