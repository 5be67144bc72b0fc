-- Other systems that are told of the trail's events, and what they are told.

CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    patterns TEXT NOT NULL, -- one a line
    is_active INTEGER NOT NULL,
    disabled_reason TEXT,
    cursor INTEGER NOT NULL, -- the last event that was looked at
    replay_until INTEGER NOT NULL, -- events up to this one are sent again
    failures INTEGER NOT NULL,
    failing_since INTEGER,
    paused_until INTEGER,
    secret BLOB NOT NULL, -- sealed
    old_secret BLOB, -- sealed
    old_secret_until INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_deliveries (
    webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event_sequence INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER, -- while it is being sent: when it may be taken for lost
    last_attempt_at INTEGER,
    status_code INTEGER,
    answer TEXT,
    milliseconds INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (webhook_id, event_sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX webhook_deliveries_by_status ON webhook_deliveries (webhook_id, status, event_sequence);
