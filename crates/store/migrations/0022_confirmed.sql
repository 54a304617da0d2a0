-- Whether mail to an address reaches who gave it. Letters go to no other.
ALTER TABLE accounts ADD COLUMN email_confirmed BIGINT NOT NULL DEFAULT 0 CHECK (email_confirmed IN (0, 1));
-- When the letter with the link that shows it is to be sent, the hash of its token, and until when that works.
ALTER TABLE accounts ADD COLUMN confirm_due BIGINT;
ALTER TABLE accounts ADD COLUMN confirm_hash TEXT;
ALTER TABLE accounts ADD COLUMN confirm_until BIGINT;

CREATE UNIQUE INDEX accounts_confirm ON accounts (confirm_hash);
CREATE INDEX accounts_confirm_due ON accounts (confirm_due, id) WHERE confirm_due IS NOT NULL;

-- Operators were made by whoever runs the installation. Members who gave an address are asked.
UPDATE accounts SET email_confirmed = 1 WHERE kind = 'operator';
UPDATE accounts SET confirm_due = 0 WHERE kind = 'shopkeeper' AND email IS NOT NULL;
