-- The same of orders that are open, which are kept for longer.
CREATE INDEX orders_open_persons ON orders (connection_id, updated_at, order_id)
    WHERE state IN ('waiting', 'ready', 'refused', 'changed');
