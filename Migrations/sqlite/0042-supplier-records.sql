-- What a supplier says of itself: addresses, contacts, certificates.
CREATE TABLE supplier_records (
    id TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    street TEXT,
    postal_code TEXT,
    city TEXT,
    country TEXT,
    issuer TEXT,
    valid_until TEXT,
    file_id TEXT REFERENCES portal_files (id),
    updated_at INTEGER NOT NULL,
    updated_by TEXT NOT NULL, -- a name
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_records_by_supplier ON supplier_records (supplier_id, kind, id);
CREATE INDEX supplier_records_by_file ON supplier_records (file_id) WHERE file_id IS NOT NULL;
