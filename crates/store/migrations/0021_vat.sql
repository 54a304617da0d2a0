-- Whether the price of a closed month includes VAT. Until now nobody said so, and it was that of businesses.
ALTER TABLE billed_months ADD COLUMN vat TEXT NOT NULL DEFAULT 'excluded' CHECK (vat IN ('excluded', 'included'));
