-- What the message console tells of each document, more than one proof of a partner, and trips that edit an order.

ALTER TABLE messages ADD COLUMN duration INTEGER; -- microseconds until it was carried out, or answered
ALTER TABLE messages ADD COLUMN first_event INTEGER; -- sequence numbers of the events recorded with it
ALTER TABLE messages ADD COLUMN last_event INTEGER;

ALTER TABLE punchout_connections ADD COLUMN second_secret BLOB; -- sealed; also good for what comes in, while secrets change
ALTER TABLE punchout_connections ADD COLUMN mac_key BLOB; -- sealed
ALTER TABLE punchout_connections ADD COLUMN client_certificate TEXT; -- SHA-256 in hexadecimal, or a subject

CREATE TABLE partner_failures (
    connection_id TEXT NOT NULL REFERENCES punchout_connections (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE outages (
    connection_id TEXT PRIMARY KEY REFERENCES punchout_connections (id) ON DELETE CASCADE,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE confirmations ADD COLUMN payload_id TEXT; -- of the document that said it
ALTER TABLE shipments ADD COLUMN is_withdrawn INTEGER NOT NULL DEFAULT 0; -- kept so that an older notice does not bring it back

ALTER TABLE punchout_sessions ADD COLUMN operation TEXT NOT NULL DEFAULT 'create';
ALTER TABLE punchout_sessions ADD COLUMN edited_order_id TEXT REFERENCES purchase_orders (id);
ALTER TABLE punchout_sessions ADD COLUMN operation_allowed TEXT; -- what the shop allows with the cart later on
CREATE INDEX punchout_sessions_by_order ON punchout_sessions (order_id);
