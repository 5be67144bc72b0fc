-- Comments on orders and invoices: what both sides read, and what the company keeps to itself, in tables of their own, so that no
-- statement about the one can answer the other. And where a supplier's orders and comments are mailed to.

CREATE TABLE shared_comments (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL, -- of a purchase order or an invoice
    author_kind TEXT NOT NULL, -- user, machine, supplier
    author_id TEXT, -- the user's or the supplier's
    author_name TEXT NOT NULL,
    author_address TEXT, -- the supplier's person's
    text TEXT NOT NULL,
    channel TEXT NOT NULL, -- page, rest, mail
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_comments_by_document ON shared_comments (document_id, id);

CREATE TABLE internal_comments (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL,
    user_id TEXT REFERENCES users (id), -- NULL for a machine
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    channel TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX internal_comments_by_document ON internal_comments (document_id, id);

ALTER TABLE suppliers ADD COLUMN order_email TEXT; -- where orders on paper and comments go
ALTER TABLE suppliers ADD COLUMN mail_language TEXT NOT NULL DEFAULT 'en';
