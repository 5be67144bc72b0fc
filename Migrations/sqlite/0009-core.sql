-- What planning keeps in memory, budgets with a rule for each of their amounts, and lists by index.

-- Changes with everything that approval plans and codings are decided by, so that what was read once need not be read again
-- while it is the same. Random, because a count would come again after a change that was undone.
CREATE TABLE set_up_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version BLOB NOT NULL
) STRICT;
INSERT INTO set_up_version (id, version) VALUES (1, randomblob(16));

CREATE TRIGGER approval_policies_added AFTER INSERT ON approval_policies BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER approval_policies_changed AFTER UPDATE ON approval_policies BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER approval_stages_added AFTER INSERT ON approval_stages BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER approval_stages_removed AFTER DELETE ON approval_stages BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_groups_added AFTER INSERT ON buying_groups BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_groups_changed AFTER UPDATE ON buying_groups BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_members_added AFTER INSERT ON buying_group_members BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_members_changed AFTER UPDATE ON buying_group_members BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_members_removed AFTER DELETE ON buying_group_members BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_connections_added AFTER INSERT ON buying_group_connections BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_connections_removed AFTER DELETE ON buying_group_connections BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_policies_added AFTER INSERT ON buying_group_policies BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_policies_removed AFTER DELETE ON buying_group_policies BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_budgets_added AFTER INSERT ON buying_group_budgets BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER buying_group_budgets_removed AFTER DELETE ON buying_group_budgets BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER departments_added AFTER INSERT ON departments BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER departments_changed AFTER UPDATE ON departments BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER users_added AFTER INSERT ON users BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER users_changed AFTER UPDATE ON users BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER substitutions_added AFTER INSERT ON substitutions BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER substitutions_changed AFTER UPDATE ON substitutions BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER substitutions_removed AFTER DELETE ON substitutions BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER exchange_rates_added AFTER INSERT ON exchange_rates BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER exchange_rates_changed AFTER UPDATE ON exchange_rates BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER exchange_rates_removed AFTER DELETE ON exchange_rates BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER own_fields_added AFTER INSERT ON own_fields BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER own_fields_changed AFTER UPDATE ON own_fields BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER number_schemes_added AFTER INSERT ON number_schemes BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER number_schemes_changed AFTER UPDATE ON number_schemes BEGIN UPDATE set_up_version SET version = randomblob(16); END;

-- A rule for what is requested (check_mode), ordered and billed, and whom it does not stop.
ALTER TABLE budgets ADD COLUMN check_ordered TEXT NOT NULL DEFAULT 'none';
ALTER TABLE budgets ADD COLUMN check_actual TEXT NOT NULL DEFAULT 'none';
ALTER TABLE budgets ADD COLUMN except_requested TEXT; -- a role
ALTER TABLE budgets ADD COLUMN except_ordered TEXT;
ALTER TABLE budgets ADD COLUMN except_actual TEXT;
ALTER TABLE budgets ADD COLUMN near_percent INTEGER; -- how much of it may be used before buyers are warned
CREATE INDEX budgets_by_parent ON budgets (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX budgets_by_name ON budgets (name, id);
CREATE INDEX budgets_by_department ON budgets (department_id) WHERE department_id IS NOT NULL;

-- What the drafts would take if they were submitted, by budget and in the orders' currencies.
CREATE TABLE draft_demands (
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (order_id, budget_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_demands_by_budget ON draft_demands (budget_id, currency, amount);

-- Lines of a request that an approver refused while the rest goes on.
ALTER TABLE order_lines ADD COLUMN refused_by TEXT; -- the name of who refused
ALTER TABLE order_lines ADD COLUMN refused_reason TEXT;

-- Orders that somebody decides about, or decided about for somebody else.
CREATE INDEX approval_tasks_by_actor ON approval_tasks (decided_by_id, order_id) WHERE decided_by_id IS NOT NULL;
CREATE INDEX approval_tasks_visible ON approval_tasks (approver_id, order_id, status);
