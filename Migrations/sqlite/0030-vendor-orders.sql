-- What Amazon orders from us. Lines and holds are packed into their order's row: they are read and written with it only.

CREATE TABLE vendor_orders (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id),
    programme TEXT NOT NULL,
    number TEXT NOT NULL,
    vendor_code TEXT NOT NULL,
    status TEXT NOT NULL,
    amazon_state TEXT NOT NULL,
    ordered_at INTEGER,
    changed_at INTEGER,
    window_start INTEGER,
    window_end INTEGER,
    freight TEXT,
    ship_from TEXT,
    ship_to TEXT, -- packed; of direct fulfillment orders the customer stands in vendor_customers
    lines TEXT NOT NULL, -- packed
    holds TEXT NOT NULL, -- packed
    is_held INTEGER NOT NULL,
    line_count INTEGER NOT NULL,
    total INTEGER, -- minor units
    currency TEXT,
    hash BLOB NOT NULL, -- of what Amazon said last
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX vendor_orders_by_number ON vendor_orders (connection_id, programme, number);
CREATE INDEX vendor_orders_by_plain_number ON vendor_orders (number);
CREATE INDEX vendor_orders_by_status ON vendor_orders (status, id);
CREATE INDEX vendor_orders_by_programme ON vendor_orders (programme, status, id);
CREATE INDEX vendor_orders_by_connection ON vendor_orders (connection_id, id);
CREATE INDEX vendor_orders_held ON vendor_orders (id) WHERE is_held = 1;

-- Amazon's customers, as long as shipping needs them.
CREATE TABLE vendor_customers (
    order_id TEXT PRIMARY KEY REFERENCES vendor_orders (id) ON DELETE CASCADE,
    connection_id TEXT NOT NULL,
    address BLOB NOT NULL, -- sealed
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX vendor_customers_by_age ON vendor_customers (connection_id, received_at);

-- Labels and slips: with a customer's address on them, so sealed, and forgotten like it.
CREATE TABLE vendor_documents (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL,
    order_id TEXT NOT NULL REFERENCES vendor_orders (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    format TEXT NOT NULL,
    tracking_number TEXT,
    content BLOB NOT NULL, -- sealed
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX vendor_documents_by_order ON vendor_documents (order_id, kind, id);
CREATE INDEX vendor_documents_by_age ON vendor_documents (connection_id, received_at);
