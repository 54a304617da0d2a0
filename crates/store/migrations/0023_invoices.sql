-- Which order an invoice is of: another program's is one order's only.
CREATE INDEX orders_invoice ON orders (connection_id, invoice_id) WHERE invoice_id IS NOT NULL;
