-- Whether the request behind a key was carried out, written in the same transaction: so a restart knows which keys of requests that
-- were cut off may be used again.
ALTER TABLE idempotency_keys ADD COLUMN is_done INTEGER NOT NULL DEFAULT 0;
CREATE INDEX idempotency_keys_unanswered ON idempotency_keys (actor, key) WHERE status IS NULL;
