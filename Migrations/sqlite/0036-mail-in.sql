-- Mail in: every message once, what became of it for each address it came to, and the addresses that answers come back to.

CREATE INDEX deliveries_to_print ON deliveries (id) WHERE kind = 'order_pdf' AND status = 'queued';
CREATE INDEX deliveries_by_payload ON deliveries (payload_id) WHERE kind IN ('mail', 'order_pdf'); -- bounces name it

CREATE TABLE received_messages (
    hash BLOB PRIMARY KEY, -- SHA-256 of the octets
    at INTEGER NOT NULL,
    size INTEGER NOT NULL, -- octets
    message_id TEXT,
    content BLOB NOT NULL -- the octets as they came, sealed, because a quoted mail of ours may carry a link that decides
) STRICT, WITHOUT ROWID;
CREATE INDEX received_messages_by_time ON received_messages (at);
CREATE INDEX received_messages_by_message_id ON received_messages (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE received_mails (
    id TEXT PRIMARY KEY,
    hash BLOB NOT NULL REFERENCES received_messages (hash),
    recipient TEXT NOT NULL, -- in small letters
    sender TEXT NOT NULL, -- of the envelope; empty for none
    author TEXT NOT NULL, -- as the message names it
    subject TEXT NOT NULL,
    way TEXT NOT NULL, -- lmtp, pipe
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT, -- in words
    subject_id TEXT -- the document, the delivery or the inbox entry that it became part of
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX received_mails_once ON received_mails (hash, recipient);
CREATE INDEX received_mails_by_outcome ON received_mails (outcome, id);

-- One for each reader of a thread; the address carries its id and a code over all of the row but the day.
CREATE TABLE reply_addresses (
    id TEXT PRIMARY KEY, -- 16 letters and digits that cannot be guessed
    document_id TEXT NOT NULL,
    reader TEXT NOT NULL, -- the user's id, or the supplier's
    address TEXT NOT NULL, -- from which answers come; in small letters
    name TEXT NOT NULL,
    is_shared INTEGER NOT NULL, -- whether the supplier reads the answer
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX reply_addresses_once ON reply_addresses (document_id, reader, address, is_shared);
