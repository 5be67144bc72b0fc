-- What each warehouse can give to Amazon's customers, and what Amazon was told of it.

CREATE TABLE vendor_stock (
    connection_id TEXT NOT NULL REFERENCES vendor_connections (id) ON DELETE CASCADE,
    warehouse TEXT NOT NULL,
    product TEXT NOT NULL, -- ours where Amazon knows it, otherwise Amazon's
    amazon_product TEXT,
    vendor_product TEXT,
    available INTEGER NOT NULL,
    is_obsolete INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    sent INTEGER, -- NULL when it has to be told again
    sent_obsolete INTEGER,
    sent_at INTEGER,
    sent_with TEXT, -- the transaction
    accepted INTEGER,
    accepted_at INTEGER,
    PRIMARY KEY (connection_id, warehouse, product)
) STRICT, WITHOUT ROWID;
CREATE INDEX vendor_stock_sent_with ON vendor_stock (sent_with) WHERE sent_with IS NOT NULL;
CREATE INDEX vendor_stock_to_send ON vendor_stock (connection_id, warehouse)
    WHERE sent IS NULL OR sent <> available OR sent_obsolete <> is_obsolete;
