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
CREATE TRIGGER addresses_added AFTER INSERT ON addresses BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER addresses_changed AFTER UPDATE ON addresses BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER legal_entities_added AFTER INSERT ON legal_entities BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER legal_entities_changed AFTER UPDATE ON legal_entities BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER locations_added AFTER INSERT ON locations BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER locations_changed AFTER UPDATE ON locations BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER gl_accounts_added AFTER INSERT ON gl_accounts BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER gl_accounts_changed AFTER UPDATE ON gl_accounts BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER projects_added AFTER INSERT ON projects BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER projects_changed AFTER UPDATE ON projects BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER tax_codes_added AFTER INSERT ON tax_codes BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER tax_codes_changed AFTER UPDATE ON tax_codes BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER suppliers_added AFTER INSERT ON suppliers BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER suppliers_changed AFTER UPDATE ON suppliers BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER category_rules_added AFTER INSERT ON category_rules BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER category_rules_changed AFTER UPDATE ON category_rules BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER budgets_added AFTER INSERT ON budgets BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER budgets_changed AFTER UPDATE ON budgets BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER default_codings_added AFTER INSERT ON default_codings BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER default_codings_changed AFTER UPDATE ON default_codings BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER default_codings_removed AFTER DELETE ON default_codings BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER punchout_connections_added AFTER INSERT ON punchout_connections BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER punchout_connections_changed AFTER UPDATE ON punchout_connections BEGIN UPDATE set_up_version SET version = randomblob(16); END;
CREATE TRIGGER punchout_connections_removed AFTER DELETE ON punchout_connections BEGIN UPDATE set_up_version SET version = randomblob(16); END;

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
CREATE INDEX approval_tasks_by_actor ON approval_tasks (decided_by_id, order_id) WHERE decided_by_id <> approver_id;
CREATE INDEX approval_tasks_visible ON approval_tasks (approver_id, order_id, status);

-- One index for a ledger in its order and for its sums at any moment: identifiers begin with their time.
DROP INDEX budget_entries_by_budget;
DROP INDEX budget_entries_by_time;
CREATE INDEX budget_entries_by_budget ON budget_entries (budget_id, id, allotted, reserved, committed, actual);

-- What is searched for by these alone.
CREATE INDEX partner_failures_by_time ON partner_failures (last_at);
DROP INDEX purchase_orders_by_reference;
CREATE INDEX purchase_orders_by_reference ON purchase_orders (supplier_reference, connection_id) WHERE supplier_reference IS NOT NULL;
CREATE INDEX messages_refused ON messages (id) WHERE status_code >= 400;
CREATE INDEX messages_unanswered ON messages (id) WHERE status_code IS NULL AND direction = 'out';
CREATE INDEX messages_warned ON messages (id) WHERE warnings <> '';
