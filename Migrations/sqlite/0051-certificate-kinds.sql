-- What a supplier's certificate is about.
ALTER TABLE supplier_records ADD COLUMN certificate_kind TEXT;
UPDATE supplier_records SET certificate_kind = 'other' WHERE kind = 'certificate';
