-- Suppliers' bills, whatever way they came. Amounts are in minor units of the invoice's currency.

CREATE TABLE invoices (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    match TEXT NOT NULL,
    origin TEXT NOT NULL,
    kind TEXT NOT NULL,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    number TEXT NOT NULL,
    -- The number as duplicates are looked for.
    number_key TEXT NOT NULL,
    invoice_date TEXT NOT NULL,
    payment_terms TEXT,
    stated_due_date TEXT,
    due_date TEXT NOT NULL,
    currency TEXT NOT NULL,
    subtotal INTEGER NOT NULL,
    freight INTEGER,
    charges INTEGER,
    discount INTEGER,
    tax INTEGER,
    total INTEGER NOT NULL,
    original_id TEXT REFERENCES invoices (id),
    original_number TEXT,
    owner_id TEXT REFERENCES users (id),
    legal_entity_id TEXT REFERENCES legal_entities (id),
    reason TEXT,
    comment TEXT,
    source_payload_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    submitted_at INTEGER,
    accepted_at INTEGER,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One supplier uses a number once, over all origins.
CREATE UNIQUE INDEX invoices_by_number ON invoices (supplier_id, number_key) WHERE status NOT IN ('void', 'rejected');
CREATE INDEX invoices_by_status ON invoices (status, id);
CREATE INDEX invoices_by_supplier ON invoices (supplier_id, id);
CREATE INDEX invoices_by_due_date ON invoices (due_date) WHERE status = 'accepted';

CREATE TABLE invoice_lines (
    invoice_id TEXT NOT NULL REFERENCES invoices (id),
    position INTEGER NOT NULL,
    line_number INTEGER NOT NULL,
    order_id TEXT REFERENCES purchase_orders (id),
    order_line_number INTEGER,
    description TEXT NOT NULL,
    supplier_part_id TEXT,
    quantity TEXT NOT NULL,
    unit_of_measure TEXT,
    unit_price TEXT NOT NULL,
    price_basis TEXT NOT NULL,
    stated_amount INTEGER,
    tax INTEGER,
    tax_rate TEXT,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX invoice_lines_by_order ON invoice_lines (order_id, invoice_id) WHERE order_id IS NOT NULL;

CREATE TABLE invoice_payments (
    invoice_id TEXT NOT NULL REFERENCES invoices (id),
    position INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    paid_on TEXT NOT NULL,
    reference TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

-- What the last match found.
CREATE TABLE invoice_findings (
    invoice_id TEXT NOT NULL REFERENCES invoices (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    line_number INTEGER,
    expected TEXT NOT NULL,
    actual TEXT NOT NULL,
    message TEXT NOT NULL,
    is_exception INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE match_tolerances (
    supplier_id TEXT PRIMARY KEY REFERENCES suppliers (id),
    depth TEXT NOT NULL,
    amount INTEGER,
    freight INTEGER,
    -- Of both amounts.
    currency TEXT,
    percent TEXT,
    over_percent TEXT NOT NULL,
    tax_units INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
