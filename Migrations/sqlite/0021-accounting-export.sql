-- What accounting books, in the order in which it happened. Only added to: an invoice that is no longer owed after all is followed
-- by the same with the other sign.
CREATE TABLE accounting_entries (
    sequence INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoices (id),
    kind TEXT NOT NULL, -- accepted, withdrawn, paid, payment_reversed
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX accounting_entries_by_invoice ON accounting_entries (invoice_id, sequence);

CREATE TABLE accounting_shares (
    sequence INTEGER NOT NULL REFERENCES accounting_entries (sequence),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL, -- goods, freight, charges, discount, tax, difference, payment
    amount INTEGER NOT NULL, -- minor units of the invoice's currency
    line_number INTEGER,
    order_id TEXT,
    order_line_number INTEGER,
    share_number INTEGER NOT NULL,
    legal_entity_id TEXT REFERENCES legal_entities (id),
    location_id TEXT REFERENCES locations (id),
    department_id TEXT REFERENCES departments (id),
    budget_id TEXT REFERENCES budgets (id),
    gl_account_id TEXT REFERENCES gl_accounts (id),
    project_id TEXT REFERENCES projects (id),
    tax_code_id TEXT REFERENCES tax_codes (id),
    own_fields TEXT NOT NULL,
    PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;

-- Who takes what accounting books, and how far: up to `taken` it was acknowledged; from there to `batch_end` is the batch that was
-- given and is given again until it is.
CREATE TABLE accounting_consumers (
    name TEXT PRIMARY KEY,
    taken INTEGER NOT NULL,
    batch_end INTEGER,
    taken_at INTEGER
) STRICT, WITHOUT ROWID;
