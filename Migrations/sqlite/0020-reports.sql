-- What reports are made of, kept in the transactions that change orders and invoices. Orders in test mode are not in it.

-- Sums of all documents by month (UTC) of approval or acceptance and by coding; an empty text where nothing was chosen. Amounts are
-- in minor units, without tax.
CREATE TABLE spend_cells (
    number INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    currency TEXT NOT NULL,
    legal_entity_id TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    department_id TEXT NOT NULL,
    gl_account_id TEXT NOT NULL,
    documents INTEGER NOT NULL,
    ordered INTEGER NOT NULL,
    billed INTEGER NOT NULL,
    open INTEGER NOT NULL, -- ordered and not billed yet
    UNIQUE (month, currency, legal_entity_id, supplier_id, department_id, gl_account_id)
) STRICT;
CREATE INDEX spend_cells_open ON spend_cells (number) WHERE open <> 0;

-- What each order and each invoice adds to which sums.
CREATE TABLE spend_entries (
    document_id TEXT NOT NULL,
    cell INTEGER NOT NULL REFERENCES spend_cells (number),
    ordered INTEGER NOT NULL,
    billed INTEGER NOT NULL,
    open INTEGER NOT NULL,
    PRIMARY KEY (document_id, cell)
) STRICT, WITHOUT ROWID;
CREATE INDEX spend_entries_by_cell ON spend_entries (cell, document_id, ordered, billed, open);

-- When an order passed which stage; NULL for one that it has not reached or that was taken back.
CREATE TABLE order_times (
    order_id TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL,
    legal_entity_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    submitted_at INTEGER,
    approved_at INTEGER,
    sent_at INTEGER,
    confirmed_at INTEGER,
    received_at INTEGER, -- in full
    billed_at INTEGER -- in full
) STRICT, WITHOUT ROWID;

-- How long the stages took, counted in the month in which each ended: buckets of durations, each a quarter of a doubling wide.
CREATE TABLE cycle_cells (
    month TEXT NOT NULL,
    legal_entity_id TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    seconds INTEGER NOT NULL, -- of all of them together
    PRIMARY KEY (month, legal_entity_id, supplier_id, stage, bucket)
) STRICT, WITHOUT ROWID;

-- How far the documents from before this table were counted; no row when all are.
CREATE TABLE report_backlog (
    kind TEXT PRIMARY KEY, -- orders, invoices
    after_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO report_backlog SELECT 'orders', '' WHERE EXISTS (SELECT 1 FROM purchase_orders);
INSERT INTO report_backlog SELECT 'invoices', '' WHERE EXISTS (SELECT 1 FROM invoices);
