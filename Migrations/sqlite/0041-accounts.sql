-- Accounts: invoices that suppliers raise in the portal.

-- What was agreed with a supplier about paying and delivering.
CREATE TABLE supplier_terms (
    supplier_id TEXT PRIMARY KEY REFERENCES suppliers (id),
    payment_terms TEXT,
    delivery_terms TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE supplier_bank_accounts (
    id TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    label TEXT NOT NULL,
    hint TEXT NOT NULL, -- the last digits
    details BLOB NOT NULL, -- sealed: holder, IBAN or account number, BIC or bank, one a line
    is_active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL -- a name
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_bank_accounts_by_supplier ON supplier_bank_accounts (supplier_id, id);

ALTER TABLE invoices ADD COLUMN bank_account_id TEXT REFERENCES supplier_bank_accounts (id);
CREATE INDEX invoices_by_bank_account ON invoices (bank_account_id) WHERE bank_account_id IS NOT NULL;

-- An account as it was sent, each time: its fields, one a line.
CREATE TABLE invoice_versions (
    invoice_id TEXT NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    sent_by TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (invoice_id, number)
) STRICT, WITHOUT ROWID;

-- What a dispute points at; of the newest one.
CREATE TABLE invoice_pins (
    invoice_id TEXT NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    line_number INTEGER,
    field TEXT NOT NULL,
    comment TEXT,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

-- Octets that suppliers brought, each once.
CREATE TABLE portal_contents (
    hash BLOB PRIMARY KEY, -- SHA-256
    content BLOB NOT NULL
) STRICT;

CREATE TABLE portal_files (
    id TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    invoice_id TEXT REFERENCES invoices (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    hash BLOB NOT NULL REFERENCES portal_contents (hash),
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL -- a name
) STRICT, WITHOUT ROWID;
CREATE INDEX portal_files_by_invoice ON portal_files (invoice_id, id) WHERE invoice_id IS NOT NULL;
CREATE INDEX portal_files_by_supplier ON portal_files (supplier_id, id);
CREATE INDEX portal_files_by_content ON portal_files (hash);

-- The counter of orders not yet processed, and the list behind it.
CREATE INDEX purchase_orders_to_bill ON purchase_orders (supplier_id, id)
    WHERE number IS NOT NULL AND status = 'approved' AND billing IN ('none', 'partial');
