-- Not only orders are booked: credit invoices of the shop, corrections of orders and summaries of a
-- day are too. They are rows of the same table, with ids below nothing (bookkeeping::Subject).

-- The order that a credit invoice or a correction belongs to.
ALTER TABLE orders ADD COLUMN of_order BIGINT;
-- The summary in which an order is booked, together with others.
ALTER TABLE orders ADD COLUMN summary BIGINT;
-- 1 when the shop shows it differently since it was booked, and nobody has compared it yet.
ALTER TABLE orders ADD COLUMN review BIGINT NOT NULL DEFAULT 0 CHECK (review IN (0, 1));

CREATE INDEX orders_of_order ON orders (connection_id, of_order) WHERE of_order IS NOT NULL;
CREATE INDEX orders_summary ON orders (connection_id, summary) WHERE summary IS NOT NULL;
CREATE INDEX orders_review ON orders (connection_id, order_id) WHERE review = 1;
