-- A token is sent as it is; a client shows its secret at /oauth/token and gets access tokens for it.
ALTER TABLE api_tokens ADD COLUMN kind TEXT NOT NULL DEFAULT 'token';
CREATE INDEX api_tokens_by_kind ON api_tokens (kind, id);
