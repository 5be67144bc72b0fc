-- The main job: organisation, connections, orders, approvals, and what comes in and goes out.
--
-- Identifiers are text with a prefix that tells the kind; times are milliseconds since 1970 (UTC); money is whole minor
-- units beside its currency; exact decimals and lists of words (one a line) are text.

CREATE TABLE addresses (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    deliver_to TEXT NOT NULL,
    street TEXT NOT NULL,
    city TEXT NOT NULL,
    state TEXT,
    postal_code TEXT,
    country TEXT NOT NULL,
    email TEXT,
    phone TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE legal_entities (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    billing_address_id TEXT REFERENCES addresses (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE locations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    legal_entity_id TEXT NOT NULL REFERENCES legal_entities (id),
    address_id TEXT REFERENCES addresses (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE departments (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gl_accounts (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE budgets (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    department_id TEXT REFERENCES departments (id),
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE, -- the address without case
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    password_hash TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY, -- SHA-256 of the cookie
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    csrf_token TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE sign_in_failures (
    email_key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_tokens (
    id TEXT PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE, -- SHA-256 of the token
    name TEXT NOT NULL,
    user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX api_tokens_by_user ON api_tokens (user_id);

CREATE TABLE suppliers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE punchout_connections (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    from_domain TEXT NOT NULL,
    from_identity TEXT NOT NULL,
    to_domain TEXT NOT NULL,
    to_identity TEXT NOT NULL,
    punchout_url TEXT NOT NULL,
    order_url TEXT NOT NULL,
    mode TEXT NOT NULL,
    require_approval INTEGER NOT NULL,
    default_location_id TEXT REFERENCES locations (id),
    default_legal_entity_id TEXT REFERENCES legal_entities (id),
    secret BLOB, -- sealed
    checked_at INTEGER,
    check_ok INTEGER,
    check_findings TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX punchout_connections_by_identity ON punchout_connections (from_identity);

CREATE TABLE buying_groups (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    mode TEXT NOT NULL,
    connection_id TEXT REFERENCES punchout_connections (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE buying_group_members (
    group_id TEXT NOT NULL REFERENCES buying_groups (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX buying_group_members_by_user ON buying_group_members (user_id);

CREATE TABLE approval_policies (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    is_active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE approval_stages (
    policy_id TEXT NOT NULL REFERENCES approval_policies (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    from_amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    department_id TEXT REFERENCES departments (id),
    approvers TEXT NOT NULL, -- user:usr_… or role:…, one a line
    PRIMARY KEY (policy_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE purchase_orders (
    id TEXT PRIMARY KEY,
    number TEXT UNIQUE,
    status TEXT NOT NULL,
    origin TEXT NOT NULL,
    connection_id TEXT NOT NULL REFERENCES punchout_connections (id),
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    group_id TEXT REFERENCES buying_groups (id),
    buyer_id TEXT REFERENCES users (id),
    buyer_email TEXT,
    is_test INTEGER NOT NULL,
    currency TEXT NOT NULL,
    legal_entity_id TEXT REFERENCES legal_entities (id),
    location_id TEXT REFERENCES locations (id),
    department_id TEXT REFERENCES departments (id),
    budget_id TEXT REFERENCES budgets (id),
    gl_account_id TEXT REFERENCES gl_accounts (id),
    total INTEGER, -- goods, in minor units; NULL while a line has no price
    shipping INTEGER,
    tax INTEGER,
    supplier_reference TEXT,
    source_payload_id TEXT,
    comment TEXT,
    transmission TEXT NOT NULL,
    confirmation TEXT NOT NULL,
    receipt TEXT NOT NULL,
    billing TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    submitted_at INTEGER,
    approved_at INTEGER,
    confirmed_at INTEGER,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX purchase_orders_by_status ON purchase_orders (status, id);
CREATE INDEX purchase_orders_by_buyer ON purchase_orders (buyer_id, id);
CREATE INDEX purchase_orders_to_cancel ON purchase_orders (confirmed_at) WHERE is_test = 1 AND status = 'approved';
CREATE INDEX purchase_orders_by_reference ON purchase_orders (connection_id, supplier_reference);

CREATE TABLE order_lines (
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    line_number INTEGER NOT NULL,
    supplier_part_id TEXT NOT NULL,
    auxiliary_id TEXT,
    description TEXT NOT NULL,
    quantity TEXT NOT NULL,
    unit_price TEXT,
    price_basis TEXT NOT NULL,
    currency TEXT NOT NULL,
    unit_of_measure TEXT NOT NULL,
    classification_domain TEXT,
    classification_code TEXT,
    manufacturer_name TEXT,
    manufacturer_part_id TEXT,
    sold_by TEXT,
    detail_url TEXT,
    item_detail_xml TEXT,
    warnings TEXT NOT NULL,
    legal_entity_id TEXT REFERENCES legal_entities (id),
    location_id TEXT REFERENCES locations (id),
    department_id TEXT REFERENCES departments (id),
    budget_id TEXT REFERENCES budgets (id),
    gl_account_id TEXT REFERENCES gl_accounts (id),
    accepted TEXT NOT NULL,
    rejected TEXT NOT NULL,
    backordered TEXT NOT NULL,
    confirmed_price TEXT,
    confirmation_notes TEXT NOT NULL,
    shipped TEXT NOT NULL,
    PRIMARY KEY (order_id, line_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE punchout_sessions (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES punchout_connections (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    buyer_cookie TEXT NOT NULL UNIQUE,
    payload_id TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    order_id TEXT REFERENCES purchase_orders (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX punchout_sessions_by_user ON punchout_sessions (user_id, created_at);

CREATE TABLE approval_tasks (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    round INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    approver_id TEXT NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    status TEXT NOT NULL,
    comment TEXT,
    decided_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_tasks_by_order ON approval_tasks (order_id, round, stage);
CREATE INDEX approval_tasks_by_approver ON approval_tasks (approver_id, status, id);
CREATE INDEX approval_tasks_by_status ON approval_tasks (status, id);

CREATE TABLE confirmations (
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    confirm_id TEXT NOT NULL,
    notice_date INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    scope TEXT NOT NULL,
    total INTEGER,
    currency TEXT,
    comment TEXT,
    PRIMARY KEY (order_id, confirm_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE confirmation_lines (
    order_id TEXT NOT NULL,
    confirm_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    line_number INTEGER NOT NULL,
    accepted TEXT NOT NULL,
    rejected TEXT NOT NULL,
    backordered TEXT NOT NULL,
    unit_price TEXT,
    note TEXT,
    PRIMARY KEY (order_id, confirm_id, position),
    FOREIGN KEY (order_id, confirm_id) REFERENCES confirmations (order_id, confirm_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE shipments (
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    shipment_id TEXT NOT NULL,
    notice_date INTEGER NOT NULL,
    carrier TEXT,
    tracking_numbers TEXT NOT NULL,
    tracking_url TEXT,
    shipped_at INTEGER,
    expected_at INTEGER,
    PRIMARY KEY (order_id, shipment_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE shipment_lines (
    order_id TEXT NOT NULL,
    shipment_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    line_number INTEGER NOT NULL,
    quantity TEXT NOT NULL,
    PRIMARY KEY (order_id, shipment_id, position),
    FOREIGN KEY (order_id, shipment_id) REFERENCES shipments (order_id, shipment_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    order_id TEXT REFERENCES purchase_orders (id),
    connection_id TEXT REFERENCES punchout_connections (id),
    payload_id TEXT NOT NULL UNIQUE,
    body BLOB NOT NULL, -- sealed, because documents carry the shared secret; the same on every attempt
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER,
    leased_until INTEGER,
    last_answer TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_due ON deliveries (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX deliveries_by_order ON deliveries (order_id);
CREATE INDEX deliveries_by_status ON deliveries (status, id);

CREATE TABLE inbox (
    connection_id TEXT NOT NULL REFERENCES punchout_connections (id),
    payload_id TEXT NOT NULL,
    body_hash BLOB NOT NULL, -- SHA-256 of the document as it came
    status_code INTEGER NOT NULL,
    status_text TEXT NOT NULL,
    result_id TEXT,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, payload_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
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
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_by_payload ON messages (payload_id);
CREATE INDEX messages_by_order ON messages (order_id);

CREATE TABLE number_sequences (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_keys (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER,
    headers TEXT,
    body BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    details TEXT NOT NULL, -- name=value, one a line, values percent-encoded
    hash BLOB NOT NULL -- SHA-256 over the event before and this one
) STRICT;
CREATE INDEX events_by_subject ON events (subject_id, sequence);
