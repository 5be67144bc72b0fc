-- People of suppliers: a sign-in of their own kind, which opens the portal and nothing else.

CREATE TABLE supplier_users (
    id TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    password_hash TEXT,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_users_by_supplier ON supplier_users (supplier_id, id);

CREATE TABLE supplier_second_factors (
    user_id TEXT PRIMARY KEY REFERENCES supplier_users (id) ON DELETE CASCADE,
    secret BLOB NOT NULL, -- sealed
    confirmed_at INTEGER,
    last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE supplier_recovery_codes (
    user_id TEXT NOT NULL REFERENCES supplier_users (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL, -- SHA-256
    PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE supplier_sessions (
    token_hash BLOB PRIMARY KEY, -- SHA-256 of the cookie
    user_id TEXT NOT NULL REFERENCES supplier_users (id) ON DELETE CASCADE,
    csrf_token TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_sessions_by_expiry ON supplier_sessions (expires_at);
CREATE INDEX supplier_sessions_by_user ON supplier_sessions (user_id);

CREATE TABLE supplier_invitations (
    id TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT,
    language TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE, -- SHA-256 of what the link carries
    invited_by TEXT NOT NULL, -- a name
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_invitations_by_supplier ON supplier_invitations (supplier_id, id);
CREATE INDEX supplier_invitations_open ON supplier_invitations (email_key) WHERE used_at IS NULL AND revoked_at IS NULL;

-- Links that sign in once.
CREATE TABLE supplier_links (
    token_hash BLOB PRIMARY KEY, -- SHA-256
    user_id TEXT NOT NULL REFERENCES supplier_users (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_links_by_expiry ON supplier_links (expires_at);
CREATE INDEX supplier_links_by_user ON supplier_links (user_id);

-- A token of a supplier's person: with it, only what the portal shows.
ALTER TABLE api_tokens ADD COLUMN supplier_user_id TEXT REFERENCES supplier_users (id) ON DELETE CASCADE;
CREATE INDEX api_tokens_by_supplier_user ON api_tokens (supplier_user_id, id) WHERE supplier_user_id IS NOT NULL;

-- What a supplier's people are to be told: apart from what our own people are told, so that neither is mixed up.
CREATE TABLE supplier_notices (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES supplier_users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    order_id TEXT REFERENCES purchase_orders (id) ON DELETE CASCADE,
    invoice_id TEXT REFERENCES invoices (id) ON DELETE CASCADE,
    reason TEXT,
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_notices_unsent ON supplier_notices (id) WHERE sent_at IS NULL;
CREATE INDEX supplier_notices_by_order ON supplier_notices (order_id, kind) WHERE order_id IS NOT NULL;
CREATE INDEX supplier_notices_by_invoice ON supplier_notices (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX supplier_notices_by_user ON supplier_notices (user_id);

-- What a supplier sees in the portal.
CREATE INDEX purchase_orders_by_supplier ON purchase_orders (supplier_id, id) WHERE number IS NOT NULL;
