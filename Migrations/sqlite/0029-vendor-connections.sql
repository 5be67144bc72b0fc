-- Vendor Central, where Amazon buys from us: by which access, from which of our warehouses, and how far its orders were read.

CREATE TABLE vendor_connections (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    vendor_code TEXT NOT NULL,
    region TEXT NOT NULL,
    uses_sandbox INTEGER NOT NULL,
    endpoint TEXT, -- another server than Amazon's
    client_id TEXT NOT NULL,
    client_secret BLOB NOT NULL, -- sealed
    refresh_token BLOB NOT NULL, -- sealed
    secret_set_at INTEGER NOT NULL,
    programmes TEXT NOT NULL, -- one a line
    auto_acknowledges TEXT NOT NULL, -- one a line
    default_warehouse TEXT,
    company_prefix TEXT,
    next_serial INTEGER NOT NULL DEFAULT 1, -- of the next carton
    remittance TEXT, -- packed
    marketplace_id TEXT,
    personal_data_days INTEGER NOT NULL,
    schedule TEXT NOT NULL, -- packed: minutes by kind of round
    is_active INTEGER NOT NULL,
    checked_at INTEGER,
    check_is_good INTEGER,
    check_message TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX vendor_connections_by_code ON vendor_connections (vendor_code, uses_sandbox);

CREATE TABLE vendor_warehouses (
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id) ON DELETE CASCADE,
    code TEXT NOT NULL, -- Amazon's ship-from party id
    name TEXT NOT NULL,
    address TEXT, -- packed
    PRIMARY KEY (connection_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE vendor_cursors (
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    through INTEGER NOT NULL,
    PRIMARY KEY (connection_id, subject)
) STRICT, WITHOUT ROWID;

-- When the next round of a kind is due.
CREATE TABLE vendor_rounds (
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id) ON DELETE CASCADE,
    sync TEXT NOT NULL,
    next_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, sync)
) STRICT, WITHOUT ROWID;

CREATE TABLE vendor_sync_runs (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id) ON DELETE CASCADE,
    sync TEXT NOT NULL,
    status TEXT NOT NULL,
    is_full INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ended_at INTEGER,
    pages INTEGER NOT NULL,
    items INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    message TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX vendor_sync_runs_by_connection ON vendor_sync_runs (connection_id, sync, id);
CREATE INDEX vendor_sync_runs_in_order ON vendor_sync_runs (connection_id, id);
CREATE INDEX vendor_sync_runs_open ON vendor_sync_runs (connection_id, status) WHERE ended_at IS NULL;
