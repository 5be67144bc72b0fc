-- What is due is asked for by kind: without it in front, orders would be looked for behind all the mail that waits.
DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (kind, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
