-- A search by number or reference reads this, and no order's snapshot.
CREATE INDEX orders_numbers ON orders (connection_id, placed_on, order_id, number, reference);
