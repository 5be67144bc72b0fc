-- What is done by itself when something happens to a document.

CREATE TABLE event_rules (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    event TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    connection_id TEXT REFERENCES punchout_connections (id) ON DELETE CASCADE,
    from_amount INTEGER, -- in the currency's minor unit
    currency TEXT,
    conditions TEXT NOT NULL, -- s:SUBJECT, then v:VALUE for each of its values, one a line
    action TEXT NOT NULL,
    targets TEXT NOT NULL -- one a line
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_rules_added AFTER INSERT ON event_rules BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER event_rules_changed AFTER UPDATE ON event_rules BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER event_rules_removed AFTER DELETE ON event_rules BEGIN UPDATE set_up_version SET version = randomblob(16); END;

-- Approved orders went to their suppliers by themselves until now: from here on by a rule for each connection. The second
-- rule's identifier differs in its last letter.
INSERT INTO event_rules (id, name, event, is_active, connection_id, conditions, action, targets)
SELECT 'evr_' || substr(id, 5), 'Send to ' || name, 'purchase_order.approved', 1, id, '', 'send_electronically', ''
FROM punchout_connections;
INSERT INTO event_rules (id, name, event, is_active, connection_id, conditions, action, targets)
SELECT 'evr_' || substr(id, 5, length(id) - 5) || CASE substr(id, -1) WHEN '0' THEN '1' ELSE '0' END,
    'PDF to ' || name, 'purchase_order.approved', 0, id, '', 'send_pdf', ''
FROM punchout_connections;

-- Who is told by a rule, and of which document where it is no order.
ALTER TABLE notifications ADD COLUMN subject_id TEXT;
ALTER TABLE notifications ADD COLUMN rule_id TEXT;
