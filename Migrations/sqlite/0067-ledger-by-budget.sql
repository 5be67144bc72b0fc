-- A budget's ledger lies together: entries are read by budget from the newest on, and never by their identifier alone. One B-tree
-- less is written with every entry.
CREATE TABLE entries_by_budget (
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    id TEXT NOT NULL,
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
    actor TEXT NOT NULL,
    invoice_id TEXT REFERENCES invoices (id),
    PRIMARY KEY (budget_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO entries_by_budget
SELECT budget_id, id, at, kind, allotted, reserved, committed, actual, order_id, line_number, counterpart_id, conversion, note, actor,
    invoice_id
FROM budget_entries ORDER BY budget_id, id;
DROP TABLE budget_entries;
ALTER TABLE entries_by_budget RENAME TO budget_entries;
CREATE INDEX budget_entries_by_order ON budget_entries (order_id, budget_id, line_number) WHERE order_id IS NOT NULL;
CREATE INDEX budget_entries_by_invoice ON budget_entries (invoice_id, budget_id, order_id, line_number) WHERE invoice_id IS NOT NULL;
