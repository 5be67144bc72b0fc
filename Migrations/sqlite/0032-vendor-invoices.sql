-- What Amazon owes us, and what it says about paying.

CREATE TABLE vendor_invoices (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id),
    order_id TEXT NOT NULL REFERENCES vendor_orders (id),
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    total INTEGER NOT NULL, -- minor units
    currency TEXT NOT NULL,
    content TEXT NOT NULL, -- packed: lines and taxes
    credits TEXT, -- the number of the invoice that is credited
    payment TEXT,
    paid INTEGER, -- minor units
    variances TEXT NOT NULL, -- one a line
    payment_read_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX vendor_invoices_by_number ON vendor_invoices (connection_id, number);
CREATE INDEX vendor_invoices_by_order ON vendor_invoices (order_id, id);
CREATE INDEX vendor_invoices_by_status ON vendor_invoices (status, id);
CREATE INDEX vendor_invoices_by_payment ON vendor_invoices (payment, id);
