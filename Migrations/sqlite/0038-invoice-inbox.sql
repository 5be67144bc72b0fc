-- The invoice inbox: documents that may be invoices, what was read in them, and what became of them.

ALTER TABLE attachments ADD COLUMN invoice_id TEXT REFERENCES invoices (id); -- that it is evidence of
CREATE INDEX attachments_by_invoice ON attachments (invoice_id) WHERE invoice_id IS NOT NULL;

CREATE TABLE inbox_entries (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    reason TEXT, -- why it stands there, in words
    channel TEXT NOT NULL, -- mail, page, rest
    sender TEXT,
    recipient TEXT,
    message_id TEXT, -- of the mail; its files share it
    attachment_id TEXT NOT NULL REFERENCES attachments (id), -- the file as it came
    file_name TEXT NOT NULL,
    declared_type TEXT NOT NULL,
    file_type TEXT, -- by its octets
    size INTEGER NOT NULL,
    hash BLOB NOT NULL, -- SHA-256
    supplier_id TEXT REFERENCES suppliers (id),
    order_id TEXT REFERENCES purchase_orders (id) ON DELETE SET NULL,
    legal_entity_id TEXT REFERENCES legal_entities (id),
    invoice_id TEXT REFERENCES invoices (id), -- that it became, is evidence of, or repeats
    duplicate_of TEXT REFERENCES inbox_entries (id),
    number_key TEXT, -- as duplicates are looked for
    received_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_entries_by_status ON inbox_entries (status, id);
CREATE INDEX inbox_entries_waiting ON inbox_entries (id)
    WHERE status IN ('quarantined', 'proposed', 'matched', 'duplicate', 'unreadable');
CREATE INDEX inbox_entries_by_supplier ON inbox_entries (supplier_id, number_key, id) WHERE supplier_id IS NOT NULL;
CREATE INDEX inbox_entries_by_order ON inbox_entries (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX inbox_entries_by_invoice ON inbox_entries (invoice_id, id) WHERE invoice_id IS NOT NULL;
CREATE INDEX inbox_entries_by_message ON inbox_entries (message_id, id) WHERE message_id IS NOT NULL;
CREATE INDEX inbox_entries_by_hash ON inbox_entries (hash, id);
CREATE INDEX inbox_entries_by_file ON inbox_entries (attachment_id);
CREATE INDEX inbox_entries_by_duplicate ON inbox_entries (duplicate_of) WHERE duplicate_of IS NOT NULL;

-- What was read, a value a line. Apart, because lines make it long.
CREATE TABLE inbox_proposals (
    entry_id TEXT PRIMARY KEY REFERENCES inbox_entries (id),
    content TEXT NOT NULL
) STRICT;

-- What is done with documents from an address or a domain.
CREATE TABLE inbox_senders (
    id TEXT PRIMARY KEY,
    sender TEXT NOT NULL,
    action TEXT NOT NULL, -- accept, quarantine, block
    supplier_id TEXT REFERENCES suppliers (id),
    is_active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX inbox_senders_by_sender ON inbox_senders (sender);

-- Numbers by which suppliers call themselves in documents.
CREATE TABLE supplier_keys (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL, -- vat, tax_number, gln, endpoint
    value TEXT NOT NULL,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX supplier_keys_by_value ON supplier_keys (kind, value);
CREATE INDEX supplier_keys_by_supplier ON supplier_keys (supplier_id, id);
