-- Whose persons are to be forgotten, the longest unchanged first.
CREATE INDEX orders_persons ON orders (connection_id, updated_at, order_id) WHERE state IN ('booked', 'ignored');

-- What is left of somebody who sees no shop any more is found by them.
CREATE INDEX errands_account ON errands (account_id);
CREATE INDEX links_account ON links (account_id);
CREATE INDEX audit_account ON audit (account_id);
