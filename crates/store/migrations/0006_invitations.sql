-- Somebody is asked to look into a shop. Once used or taken back it is gone; the audit log tells of it.
CREATE TABLE invitations (
    id TEXT NOT NULL PRIMARY KEY,
    -- SHA-256, in hex.
    token_hash TEXT NOT NULL UNIQUE,
    shop_id BIGINT NOT NULL,
    -- What the one who is invited will be called.
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'reader')),
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX invitations_shop ON invitations (shop_id, id);
CREATE INDEX invitations_expires ON invitations (expires_at);
