-- Orders that changed since they were counted: what reports add up, and what drafts would take of budgets. They are counted many at
-- a time, moments later or before somebody asks, because an order changes several times within a moment and most add to the same sums.
CREATE TABLE uncounted_orders (
    order_id TEXT PRIMARY KEY,
    sent_at INTEGER, -- when the order came to a state whose moment it does not tell itself
    received_at INTEGER,
    billed_at INTEGER
) STRICT, WITHOUT ROWID;
