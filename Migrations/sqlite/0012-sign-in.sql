-- How the person proved who they are: password, second_factor or single_sign_on.
ALTER TABLE sessions ADD COLUMN method TEXT NOT NULL DEFAULT 'password';

CREATE TABLE second_factors (
    user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    secret BLOB NOT NULL, -- sealed
    confirmed_at INTEGER, -- until then it is only being set up
    last_step INTEGER NOT NULL -- of the newest code that was taken: each is good once
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL, -- SHA-256
    PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Whom an identity provider knows by which subject.
CREATE TABLE identity_links (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX identity_links_by_user ON identity_links (user_id, issuer);
