-- Departments and GL accounts of one legal entity, connections that belong to a group, and what suppliers may read.

-- NULL for every legal entity.
ALTER TABLE departments ADD COLUMN legal_entity_id TEXT REFERENCES legal_entities (id);
ALTER TABLE gl_accounts ADD COLUMN legal_entity_id TEXT REFERENCES legal_entities (id);

-- 1: nobody but its members buys over the group's connections.
ALTER TABLE buying_groups ADD COLUMN keeps_connections INTEGER NOT NULL DEFAULT 0;

-- Comments are for people inside the company; this text goes to the supplier with the order.
ALTER TABLE purchase_orders ADD COLUMN supplier_note TEXT;

CREATE INDEX buying_group_connections_by_connection ON buying_group_connections (connection_id);
