-- One B-tree less for each event: events are found by their sequence and their subject, never by their identifier.

CREATE TABLE events_without_index (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    details TEXT NOT NULL, -- name=value, one a line, values percent-encoded
    hash BLOB NOT NULL -- SHA-256 over the event before and this one
) STRICT;
INSERT INTO events_without_index SELECT sequence, id, at, type, actor_kind, actor_id, actor_name, subject_id, details, hash
    FROM events ORDER BY sequence;
DROP TABLE events;
ALTER TABLE events_without_index RENAME TO events;
CREATE INDEX events_by_subject ON events (subject_id, sequence);
