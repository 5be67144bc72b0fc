-- Whether whoever entered an invoice may accept it too: for companies in which one person does both.
ALTER TABLE legal_entities ADD COLUMN enterer_may_accept INTEGER NOT NULL DEFAULT 0;
