-- The message log as a table of rows. Ordered by a text key, every step of the way to a message's place read a whole document
-- for its comparison; that cost more than all else that an order writes.

CREATE TABLE messages_by_row (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    direction TEXT NOT NULL, -- in, out
    kind TEXT NOT NULL, -- the cXML request's name, or what is known of it
    connection_id TEXT REFERENCES punchout_connections (id),
    order_id TEXT,
    payload_id TEXT,
    status_code INTEGER,
    status_text TEXT,
    warnings TEXT NOT NULL,
    body BLOB NOT NULL, -- secrets blanked
    answer BLOB
) STRICT;
INSERT INTO messages_by_row SELECT id, at, direction, kind, connection_id, order_id, payload_id, status_code, status_text,
    warnings, body, answer FROM messages ORDER BY id;
DROP TABLE messages;
ALTER TABLE messages_by_row RENAME TO messages;
CREATE INDEX messages_by_payload ON messages (payload_id);
CREATE INDEX messages_by_order ON messages (order_id);
