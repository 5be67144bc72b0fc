-- Mail out: what each delivery of the kind mail holds, who wants what, the company's own wording, and how far the trail was read.

CREATE INDEX deliveries_by_kind ON deliveries (kind, id);

CREATE TABLE mails (
    delivery_id TEXT PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
    user_id TEXT REFERENCES users (id),
    kind TEXT NOT NULL, -- a notification's kind, digest, or alarm
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    content BLOB NOT NULL, -- sealed, because a mail may carry a link that decides: text, 0, HTML
    begun_at INTEGER -- of an attempt whose outcome is not recorded yet
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_preferences (
    user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    mode TEXT NOT NULL, -- single, digest, none
    language TEXT NOT NULL,
    digest_at INTEGER -- when the last digest was written
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_wordings (
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    lead TEXT NOT NULL,
    PRIMARY KEY (kind, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_cursor (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL -- of the last event that was made into notifications
) STRICT;
INSERT INTO mail_cursor SELECT 1, coalesce(max(sequence), 0) FROM events;

ALTER TABLE notifications ADD COLUMN reason TEXT; -- what the mail says beyond the document itself
ALTER TABLE notifications ADD COLUMN waits_for_digest INTEGER NOT NULL DEFAULT 0;
CREATE INDEX notifications_for_digest ON notifications (user_id, id) WHERE waits_for_digest = 1;
CREATE INDEX notifications_by_subject ON notifications (subject_id, kind) WHERE subject_id IS NOT NULL;
-- From before there was mail: nobody wants all of that now.
UPDATE notifications SET sent_at = created_at WHERE sent_at IS NULL;
