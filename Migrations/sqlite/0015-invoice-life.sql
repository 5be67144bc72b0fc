-- Invoices that came as documents, what they post to budgets, and lists of exceptions.

-- What was odd about the document, one a line; each waits for a person.
ALTER TABLE invoices ADD COLUMN remarks TEXT NOT NULL DEFAULT '';

CREATE INDEX invoices_by_match ON invoices (match, id);
CREATE INDEX invoices_by_owner ON invoices (owner_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX invoices_by_key ON invoices (number_key, id);
CREATE INDEX invoices_by_document ON invoices (source_payload_id) WHERE source_payload_id IS NOT NULL;

-- The bill that an entry comes from, so that exactly that can be taken back.
ALTER TABLE budget_entries ADD COLUMN invoice_id TEXT REFERENCES invoices (id);
CREATE INDEX budget_entries_by_invoice ON budget_entries (invoice_id, budget_id, order_id, line_number) WHERE invoice_id IS NOT NULL;
