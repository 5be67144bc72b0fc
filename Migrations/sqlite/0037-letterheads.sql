-- What documents of one legal entity have of their own.
CREATE TABLE letterheads (
    legal_entity_id TEXT PRIMARY KEY REFERENCES legal_entities (id) ON DELETE CASCADE,
    name TEXT, -- NULL for the entity's
    lines TEXT NOT NULL, -- one a line; empty for the billing address
    terms TEXT,
    footer TEXT,
    language TEXT NOT NULL,
    words TEXT NOT NULL -- name=text, one a line
) STRICT, WITHOUT ROWID;
