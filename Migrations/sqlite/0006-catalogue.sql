-- The internal catalogue, and the visits in which it is shopped: by our own buyers, and by other procurement systems' buyers
-- who come by punch-out.

CREATE TABLE catalogue_items (
    number INTEGER PRIMARY KEY, -- what the search refers to
    id TEXT NOT NULL UNIQUE,
    sku TEXT NOT NULL UNIQUE,
    supplier_id TEXT REFERENCES suppliers (id),
    supplier_part_id TEXT,
    description TEXT NOT NULL,
    unspsc TEXT NOT NULL,
    unit_of_measure TEXT NOT NULL,
    price TEXT NOT NULL,
    currency TEXT NOT NULL,
    manufacturer_name TEXT,
    manufacturer_part_id TEXT,
    lead_time INTEGER, -- days
    minimum_quantity INTEGER NOT NULL,
    pack_quantity INTEGER NOT NULL,
    is_active INTEGER NOT NULL
) STRICT;
CREATE INDEX catalogue_items_by_category ON catalogue_items (unspsc, id);
CREATE INDEX catalogue_items_by_supplier ON catalogue_items (supplier_id, id);

-- Row by row beside the items, under their numbers; the program keeps it, because triggers may not write to virtual tables here.
CREATE VIRTUAL TABLE catalogue_search USING fts5 (words, detail = none, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE catalogue_visits (
    id TEXT PRIMARY KEY,
    connection_id TEXT REFERENCES punchout_connections (id) ON DELETE CASCADE, -- of a visitor
    user_id TEXT REFERENCES users (id) ON DELETE CASCADE, -- or of our own
    operation TEXT NOT NULL,
    status TEXT NOT NULL,
    is_test INTEGER NOT NULL,
    visitor TEXT NOT NULL, -- a name or an e-mail address, to be shown
    buyer_cookie TEXT NOT NULL,
    return_url TEXT NOT NULL,
    setup_payload_id TEXT NOT NULL,
    first_words TEXT, -- what is searched for at first
    key BLOB, -- sealed: opens the start page, once
    token_hash BLOB, -- SHA-256 of the cookie
    csrf_token TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    document BLOB -- the cart as it left
) STRICT;
CREATE UNIQUE INDEX catalogue_visits_by_user ON catalogue_visits (user_id) WHERE status = 'open' AND user_id IS NOT NULL;
CREATE INDEX catalogue_visits_unfinished ON catalogue_visits (expires_at) WHERE status IN ('waiting', 'open');

CREATE TABLE catalogue_visit_lines (
    visit_id TEXT NOT NULL REFERENCES catalogue_visits (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    item_id TEXT NOT NULL, -- the item may be gone meanwhile
    sku TEXT NOT NULL,
    description TEXT NOT NULL,
    unit_of_measure TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    price TEXT NOT NULL,
    currency TEXT NOT NULL,
    auxiliary_id TEXT NOT NULL, -- names the line in the buyer's system
    PRIMARY KEY (visit_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalogue_visit_lines_by_auxiliary_id ON catalogue_visit_lines (auxiliary_id, visit_id);

-- Set-ups that come in over such a connection open the catalogue, and its orders are for ourselves to deliver.
ALTER TABLE punchout_connections ADD COLUMN opens_catalogue INTEGER NOT NULL DEFAULT 0;
