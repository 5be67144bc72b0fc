-- What left for Amazon or its customers, and the carriers that Amazon was asked for.

CREATE TABLE vendor_shipments (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id),
    order_id TEXT NOT NULL REFERENCES vendor_orders (id),
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    shipped_at INTEGER NOT NULL,
    content TEXT NOT NULL, -- packed: items, cartons, tracking numbers, carriage
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX vendor_shipments_by_number ON vendor_shipments (connection_id, number);
CREATE INDEX vendor_shipments_by_order ON vendor_shipments (order_id, id);
CREATE INDEX vendor_shipments_by_status ON vendor_shipments (status, id);

CREATE TABLE vendor_routings (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id),
    order_id TEXT NOT NULL REFERENCES vendor_orders (id),
    number TEXT NOT NULL,
    is_cancelled INTEGER NOT NULL,
    pick_up INTEGER NOT NULL,
    cartons INTEGER NOT NULL,
    pallets INTEGER NOT NULL,
    weight TEXT NOT NULL, -- kilograms
    amazon_state TEXT NOT NULL,
    reference TEXT,
    carrier TEXT,
    scheduled_pick_up INTEGER,
    is_open INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX vendor_routings_by_number ON vendor_routings (connection_id, number);
CREATE INDEX vendor_routings_by_order ON vendor_routings (order_id, id);
CREATE INDEX vendor_routings_open ON vendor_routings (connection_id, id) WHERE is_open = 1;
