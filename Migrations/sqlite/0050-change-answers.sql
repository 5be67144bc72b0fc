-- Changes of orders that suppliers are asked about in the portal, and what they answer.
CREATE TABLE supplier_changes (
    order_id TEXT NOT NULL REFERENCES purchase_orders (id) ON DELETE CASCADE,
    version INTEGER NOT NULL, -- of the order's versions
    since INTEGER NOT NULL, -- the version that the supplier knew
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    asked_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    answered_at INTEGER,
    answered_by TEXT, -- a name
    PRIMARY KEY (order_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_changes_by_supplier ON supplier_changes (supplier_id, status, order_id);

-- When lines are delivered, as the answer says.
CREATE TABLE supplier_change_days (
    order_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    line_number INTEGER NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (order_id, version, line_number),
    FOREIGN KEY (order_id, version) REFERENCES supplier_changes (order_id, version) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
