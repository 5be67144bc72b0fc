-- Organisation, coding and buying groups: what may be chosen, what a line is split over, and who acts for whom.
--
-- Nothing that a document was coded with is ever deleted; it becomes inactive and can no longer be chosen.

ALTER TABLE addresses ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;
ALTER TABLE legal_entities ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;
ALTER TABLE locations ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;
ALTER TABLE suppliers ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;
CREATE INDEX locations_by_legal_entity ON locations (legal_entity_id);

ALTER TABLE departments ADD COLUMN parent_id TEXT REFERENCES departments (id);
ALTER TABLE departments ADD COLUMN head_id TEXT REFERENCES users (id);
ALTER TABLE departments ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;
CREATE INDEX departments_by_parent ON departments (parent_id);

ALTER TABLE gl_accounts ADD COLUMN segments TEXT NOT NULL DEFAULT ''; -- one a line
ALTER TABLE gl_accounts ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;

CREATE TABLE chart_of_accounts (
    position INTEGER PRIMARY KEY, -- from 1
    name TEXT NOT NULL,
    length INTEGER,
    separator TEXT NOT NULL -- the same in every row
) STRICT;

CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    legal_entity_id TEXT REFERENCES legal_entities (id),
    first_day TEXT,
    last_day TEXT,
    is_active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tax_codes (
    id TEXT PRIMARY KEY,
    legal_entity_id TEXT NOT NULL REFERENCES legal_entities (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    rate TEXT NOT NULL, -- percent
    is_active INTEGER NOT NULL,
    UNIQUE (legal_entity_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE exchange_rates (
    id TEXT PRIMARY KEY,
    from_currency TEXT NOT NULL,
    to_currency TEXT NOT NULL,
    day TEXT NOT NULL,
    rate TEXT NOT NULL,
    UNIQUE (from_currency, to_currency, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_fields (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    options TEXT NOT NULL, -- one a line
    required_on TEXT NOT NULL, -- types of documents, one a line
    is_active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE number_schemes (
    id TEXT PRIMARY KEY,
    document_type TEXT NOT NULL,
    legal_entity_id TEXT REFERENCES legal_entities (id),
    pattern TEXT NOT NULL,
    is_active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX number_schemes_by_type ON number_schemes (document_type);

ALTER TABLE users ADD COLUMN manager_id TEXT REFERENCES users (id);
ALTER TABLE users ADD COLUMN limit_legal_entities TEXT NOT NULL DEFAULT ''; -- identifiers, one a line; none limits nothing
ALTER TABLE users ADD COLUMN limit_departments TEXT NOT NULL DEFAULT '';
CREATE INDEX users_by_manager ON users (manager_id) WHERE manager_id IS NOT NULL;

CREATE TABLE substitutions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    substitute_id TEXT NOT NULL REFERENCES users (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX substitutions_by_user ON substitutions (user_id, last_day);
CREATE INDEX substitutions_by_substitute ON substitutions (substitute_id, last_day);
CREATE INDEX substitutions_by_end ON substitutions (last_day);

-- What orders of a user, a connection or a supplier and lines of a category start with.
CREATE TABLE default_codings (
    owner_id TEXT PRIMARY KEY,
    legal_entity_id TEXT REFERENCES legal_entities (id),
    location_id TEXT REFERENCES locations (id),
    department_id TEXT REFERENCES departments (id),
    budget_id TEXT REFERENCES budgets (id),
    gl_account_id TEXT REFERENCES gl_accounts (id),
    project_id TEXT REFERENCES projects (id),
    tax_code_id TEXT REFERENCES tax_codes (id),
    own_fields TEXT NOT NULL -- key=kind:value, one a line
) STRICT, WITHOUT ROWID;

INSERT INTO default_codings (owner_id, legal_entity_id, location_id, own_fields)
SELECT id, default_legal_entity_id, default_location_id, '' FROM punchout_connections
WHERE default_legal_entity_id IS NOT NULL OR default_location_id IS NOT NULL;
UPDATE punchout_connections SET default_legal_entity_id = NULL, default_location_id = NULL;

CREATE TABLE category_rules (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    supplier_id TEXT REFERENCES suppliers (id),
    is_active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX category_rules_by_prefix ON category_rules (prefix);

ALTER TABLE purchase_orders ADD COLUMN project_id TEXT REFERENCES projects (id);
ALTER TABLE purchase_orders ADD COLUMN tax_code_id TEXT REFERENCES tax_codes (id);
ALTER TABLE purchase_orders ADD COLUMN own_fields TEXT NOT NULL DEFAULT '';
ALTER TABLE order_lines ADD COLUMN project_id TEXT REFERENCES projects (id);
ALTER TABLE order_lines ADD COLUMN tax_code_id TEXT REFERENCES tax_codes (id);
ALTER TABLE order_lines ADD COLUMN own_fields TEXT NOT NULL DEFAULT '';
ALTER TABLE order_lines ADD COLUMN share_count INTEGER NOT NULL DEFAULT 0;

CREATE TABLE order_line_shares (
    order_id TEXT NOT NULL,
    line_number INTEGER NOT NULL,
    position INTEGER NOT NULL, -- from 1
    percent TEXT, -- or:
    amount INTEGER,
    legal_entity_id TEXT REFERENCES legal_entities (id),
    location_id TEXT REFERENCES locations (id),
    department_id TEXT REFERENCES departments (id),
    budget_id TEXT REFERENCES budgets (id),
    gl_account_id TEXT REFERENCES gl_accounts (id),
    project_id TEXT REFERENCES projects (id),
    tax_code_id TEXT REFERENCES tax_codes (id),
    own_fields TEXT NOT NULL,
    PRIMARY KEY (order_id, line_number, position),
    FOREIGN KEY (order_id, line_number) REFERENCES order_lines (order_id, line_number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

ALTER TABLE buying_groups ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;
ALTER TABLE buying_group_members ADD COLUMN first_day TEXT;
ALTER TABLE buying_group_members ADD COLUMN last_day TEXT;

-- What is a group's own: connections, approval policies and budgets.
CREATE TABLE buying_group_connections (
    group_id TEXT NOT NULL REFERENCES buying_groups (id) ON DELETE CASCADE,
    connection_id TEXT NOT NULL REFERENCES punchout_connections (id),
    PRIMARY KEY (group_id, connection_id)
) STRICT, WITHOUT ROWID;
INSERT INTO buying_group_connections SELECT id, connection_id FROM buying_groups WHERE connection_id IS NOT NULL;
UPDATE buying_groups SET connection_id = NULL;

CREATE TABLE buying_group_policies (
    group_id TEXT NOT NULL REFERENCES buying_groups (id) ON DELETE CASCADE,
    policy_id TEXT NOT NULL REFERENCES approval_policies (id),
    PRIMARY KEY (group_id, policy_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE buying_group_budgets (
    group_id TEXT NOT NULL REFERENCES buying_groups (id) ON DELETE CASCADE,
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    PRIMARY KEY (group_id, budget_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_credentials (
    group_id TEXT NOT NULL REFERENCES buying_groups (id) ON DELETE CASCADE,
    connection_id TEXT NOT NULL REFERENCES punchout_connections (id),
    from_domain TEXT NOT NULL,
    from_identity TEXT NOT NULL,
    secret BLOB, -- sealed
    PRIMARY KEY (group_id, connection_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_credentials_by_identity ON group_credentials (from_identity);
CREATE INDEX group_credentials_by_connection ON group_credentials (connection_id);
