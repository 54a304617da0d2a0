-- Whose persons are to be forgotten, the longest unchanged first.
CREATE INDEX orders_persons ON orders (connection_id, updated_at, order_id) WHERE state IN ('booked', 'ignored');
