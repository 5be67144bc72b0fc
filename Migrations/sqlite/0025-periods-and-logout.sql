-- What the identity provider said of who came by it, sealed: it is shown there again when the person signs out.
ALTER TABLE sessions ADD COLUMN provider_token BLOB;

-- Somebody may be a member of a group for more than one period.
CREATE TABLE buying_group_periods (
    group_id TEXT NOT NULL REFERENCES buying_groups (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    PRIMARY KEY (group_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO buying_group_periods (group_id, position, user_id, role, first_day, last_day)
    SELECT group_id, row_number() OVER (PARTITION BY group_id ORDER BY user_id) - 1, user_id, role, first_day, last_day
    FROM buying_group_members;
DROP TABLE buying_group_members;
ALTER TABLE buying_group_periods RENAME TO buying_group_members;
CREATE INDEX buying_group_members_by_user ON buying_group_members (user_id);
CREATE TRIGGER buying_group_members_added AFTER INSERT ON buying_group_members BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_members_changed AFTER UPDATE ON buying_group_members BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_members_removed AFTER DELETE ON buying_group_members BEGIN UPDATE set_up_version SET version = randomblob(16); END;
