-- Entries that are so old that they are forgotten.
CREATE INDEX audit_noted ON audit (noted_at, shop_id);
