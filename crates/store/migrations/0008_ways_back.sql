-- Members may choose a password too. The one of an operator stands where it stood: a table's first checks
-- cannot be changed in SQLite.
ALTER TABLE accounts ADD COLUMN member_password_hash TEXT
    CHECK (member_password_hash IS NULL OR (kind = 'shopkeeper' AND email IS NOT NULL));
