-- What came with documents, and the search for words in the message log.

-- A number of its own, because VACUUM may change that of a row without one, and the search refers to it.
CREATE TABLE numbered_messages (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    direction TEXT NOT NULL, -- in, out
    kind TEXT NOT NULL, -- the cXML request's name, or what is known of it
    connection_id TEXT REFERENCES punchout_connections (id),
    order_id TEXT,
    payload_id TEXT,
    status_code INTEGER,
    status_text TEXT,
    warnings TEXT NOT NULL,
    duration INTEGER, -- microseconds until it was carried out, or answered
    first_event INTEGER, -- sequence numbers of the events recorded with it
    last_event INTEGER,
    body BLOB NOT NULL, -- secrets blanked
    answer BLOB
) STRICT;
INSERT INTO numbered_messages (id, at, direction, kind, connection_id, order_id, payload_id, status_code, status_text, warnings,
    duration, first_event, last_event, body, answer)
SELECT id, at, direction, kind, connection_id, order_id, payload_id, status_code, status_text, warnings, duration, first_event,
    last_event, body, answer FROM messages ORDER BY id;
DROP TABLE messages;
ALTER TABLE numbered_messages RENAME TO messages;
CREATE INDEX messages_by_payload ON messages (payload_id);
CREATE INDEX messages_by_order ON messages (order_id);

-- The different words of each document, its answer and its status. Filled in the background, so that nobody waits for it; what is
-- newer than its last row is searched by reading.
CREATE VIRTUAL TABLE message_search USING fts5 (words, detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    message_id TEXT, -- NULL when only the order keeps it
    order_id TEXT REFERENCES purchase_orders (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content_id TEXT, -- by which the document refers to it
    size INTEGER NOT NULL, -- octets
    hash BLOB NOT NULL, -- SHA-256
    created_at INTEGER NOT NULL,
    content BLOB -- NULL when it was larger than what is kept
) STRICT;
CREATE INDEX attachments_by_message ON attachments (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX attachments_by_order ON attachments (order_id) WHERE order_id IS NOT NULL;
