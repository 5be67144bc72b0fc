-- Approval rules beyond one amount and one department, what happens to a stage in time, and budgets as ledgers.

CREATE TABLE approval_stages_new (
    policy_id TEXT NOT NULL REFERENCES approval_policies (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    from_amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    conditions TEXT NOT NULL, -- subject=value, one a line; the values of one subject follow each other
    approvers TEXT NOT NULL, -- user:usr_…, role:…, manager, department_head, budget_owner, one a line
    quorum TEXT NOT NULL, -- any, all, or a number
    remind_after INTEGER, -- hours
    escalate_after INTEGER,
    expire_after INTEGER,
    PRIMARY KEY (policy_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO approval_stages_new
SELECT policy_id, position, from_amount, currency, CASE WHEN department_id IS NULL THEN '' ELSE 'department=' || department_id END,
    approvers, 'any', NULL, NULL, NULL FROM approval_stages;
DROP TABLE approval_stages;
ALTER TABLE approval_stages_new RENAME TO approval_stages;

ALTER TABLE approval_tasks ADD COLUMN needed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE approval_tasks ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE approval_tasks ADD COLUMN remind_after INTEGER;
ALTER TABLE approval_tasks ADD COLUMN escalate_after INTEGER;
ALTER TABLE approval_tasks ADD COLUMN expire_after INTEGER;
ALTER TABLE approval_tasks ADD COLUMN decided_by_id TEXT REFERENCES users (id);
ALTER TABLE approval_tasks ADD COLUMN escalated_to_id TEXT REFERENCES users (id);
ALTER TABLE approval_tasks ADD COLUMN opened_at INTEGER;
ALTER TABLE approval_tasks ADD COLUMN reminded_at INTEGER;
ALTER TABLE approval_tasks ADD COLUMN repeats_stage INTEGER;
ALTER TABLE approval_tasks ADD COLUMN carried_from_round INTEGER;
ALTER TABLE approval_tasks ADD COLUMN next_alarm_at INTEGER;
UPDATE approval_tasks SET opened_at = created_at WHERE status = 'open';
CREATE INDEX approval_tasks_by_escalation ON approval_tasks (escalated_to_id, status, id) WHERE escalated_to_id IS NOT NULL;
CREATE INDEX approval_tasks_by_alarm ON approval_tasks (next_alarm_at) WHERE next_alarm_at IS NOT NULL;
CREATE INDEX approval_tasks_by_decider ON approval_tasks (approver_id, decided_at) WHERE decided_at IS NOT NULL;

-- Single-use links by which an approval can be decided without signing in. The link itself is signed, not stored.
CREATE TABLE approval_links (
    id TEXT PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES approval_tasks (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_links_by_task ON approval_links (task_id);

-- What people are to be told, for mail to carry.
CREATE TABLE notifications (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    order_id TEXT REFERENCES purchase_orders (id) ON DELETE CASCADE,
    task_id TEXT REFERENCES approval_tasks (id) ON DELETE CASCADE,
    link_id TEXT REFERENCES approval_links (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX notifications_by_user ON notifications (user_id, id);
CREATE INDEX notifications_unsent ON notifications (id) WHERE sent_at IS NULL;
CREATE INDEX notifications_by_order ON notifications (order_id);

ALTER TABLE budgets ADD COLUMN parent_id TEXT REFERENCES budgets (id);
ALTER TABLE budgets ADD COLUMN legal_entity_id TEXT REFERENCES legal_entities (id);
ALTER TABLE budgets ADD COLUMN owner_id TEXT REFERENCES users (id);
ALTER TABLE budgets ADD COLUMN check_mode TEXT NOT NULL DEFAULT 'warn';
ALTER TABLE budgets ADD COLUMN is_closed INTEGER NOT NULL DEFAULT 0;

-- Only added to. Amounts are in minor units of the budget's currency.
CREATE TABLE budget_entries (
    id TEXT PRIMARY KEY,
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    allotted INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    committed INTEGER NOT NULL,
    actual INTEGER NOT NULL,
    order_id TEXT REFERENCES purchase_orders (id),
    line_number INTEGER,
    counterpart_id TEXT REFERENCES budgets (id),
    conversion TEXT,
    note TEXT,
    actor TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX budget_entries_by_budget ON budget_entries (budget_id, id);
CREATE INDEX budget_entries_by_time ON budget_entries (budget_id, at, allotted, reserved, committed, actual);
CREATE INDEX budget_entries_by_order ON budget_entries (order_id, budget_id, line_number) WHERE order_id IS NOT NULL;

-- The sums of each budget's own entries, kept with them in one transaction.
CREATE TABLE budget_balances (
    budget_id TEXT PRIMARY KEY REFERENCES budgets (id),
    allotted INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    committed INTEGER NOT NULL,
    actual INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO budget_entries (id, budget_id, at, kind, allotted, reserved, committed, actual, note, actor)
SELECT 'ble_' || substr(id, 5), id, CAST(strftime('%s', period_start) AS INTEGER) * 1000, 'transfer', amount, 0, 0, 0,
    'The amount it began with.', 'Portico' FROM budgets;
INSERT INTO budget_balances SELECT id, amount, 0, 0, 0 FROM budgets;
