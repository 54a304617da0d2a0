-- Which order an invoice is of, at whichever connection: several shops may book into one administration.
CREATE INDEX orders_of_invoice ON orders (invoice_id, connection_id) WHERE invoice_id IS NOT NULL;
DROP INDEX orders_invoice;
