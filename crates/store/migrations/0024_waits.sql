-- The outgoing address whose allowance a connection waits for: whoever sends from another may take it up sooner.
ALTER TABLE connections ADD COLUMN waits_at TEXT;
CREATE INDEX connections_waiting ON connections (state, next_sync_at) WHERE waits_at IS NOT NULL;
