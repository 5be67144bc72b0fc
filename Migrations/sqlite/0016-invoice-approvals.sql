-- Invoices are approved by policies of their own, with the same tasks. What an approval is about is an order or an invoice, so the
-- table of tasks is made anew, and with it those that refer to it.

ALTER TABLE approval_policies ADD COLUMN document TEXT NOT NULL DEFAULT 'purchase_order';

DROP INDEX approval_tasks_by_order;
DROP INDEX approval_tasks_by_approver;
DROP INDEX approval_tasks_by_status;
DROP INDEX approval_tasks_by_escalation;
DROP INDEX approval_tasks_by_alarm;
DROP INDEX approval_tasks_by_decider;
DROP INDEX approval_tasks_by_actor;
DROP INDEX approval_tasks_visible;
DROP INDEX approval_links_by_task;
DROP INDEX notifications_by_user;
DROP INDEX notifications_unsent;
DROP INDEX notifications_by_order;
ALTER TABLE approval_tasks RENAME TO approval_tasks_old;
ALTER TABLE approval_links RENAME TO approval_links_old;
ALTER TABLE notifications RENAME TO notifications_old;

CREATE TABLE approval_tasks (
    id TEXT PRIMARY KEY,
    order_id TEXT REFERENCES purchase_orders (id) ON DELETE CASCADE,
    invoice_id TEXT REFERENCES invoices (id) ON DELETE CASCADE,
    round INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    approver_id TEXT NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    status TEXT NOT NULL,
    comment TEXT,
    decided_at INTEGER,
    created_at INTEGER NOT NULL,
    needed INTEGER NOT NULL DEFAULT 1,
    basis TEXT NOT NULL DEFAULT '',
    remind_after INTEGER,
    escalate_after INTEGER,
    expire_after INTEGER,
    decided_by_id TEXT REFERENCES users (id),
    escalated_to_id TEXT REFERENCES users (id),
    opened_at INTEGER,
    reminded_at INTEGER,
    repeats_stage INTEGER,
    carried_from_round INTEGER,
    next_alarm_at INTEGER,
    CHECK ((order_id IS NULL) <> (invoice_id IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO approval_tasks
SELECT id, order_id, NULL, round, stage, approver_id, reason, status, comment, decided_at, created_at, needed, basis,
    remind_after, escalate_after, expire_after, decided_by_id, escalated_to_id, opened_at, reminded_at, repeats_stage,
    carried_from_round, next_alarm_at FROM approval_tasks_old;
CREATE INDEX approval_tasks_by_order ON approval_tasks (order_id, round, stage);
CREATE INDEX approval_tasks_by_invoice ON approval_tasks (invoice_id, round, stage) WHERE invoice_id IS NOT NULL;
CREATE INDEX approval_tasks_by_approver ON approval_tasks (approver_id, status, id);
CREATE INDEX approval_tasks_by_status ON approval_tasks (status, id);
CREATE INDEX approval_tasks_by_escalation ON approval_tasks (escalated_to_id, status, id) WHERE escalated_to_id IS NOT NULL;
CREATE INDEX approval_tasks_by_alarm ON approval_tasks (next_alarm_at) WHERE next_alarm_at IS NOT NULL;
CREATE INDEX approval_tasks_by_decider ON approval_tasks (approver_id, decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX approval_tasks_by_actor ON approval_tasks (decided_by_id, order_id) WHERE decided_by_id <> approver_id;
CREATE INDEX approval_tasks_visible ON approval_tasks (approver_id, order_id, status);

CREATE TABLE approval_links (
    id TEXT PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES approval_tasks (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO approval_links SELECT id, task_id, user_id, created_at, expires_at, used_at FROM approval_links_old;
CREATE INDEX approval_links_by_task ON approval_links (task_id);

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
INSERT INTO notifications SELECT id, user_id, kind, order_id, task_id, link_id, created_at, sent_at FROM notifications_old;
CREATE INDEX notifications_by_user ON notifications (user_id, id);
CREATE INDEX notifications_unsent ON notifications (id) WHERE sent_at IS NULL;
CREATE INDEX notifications_by_order ON notifications (order_id);

DROP TABLE notifications_old;
DROP TABLE approval_links_old;
DROP TABLE approval_tasks_old;
