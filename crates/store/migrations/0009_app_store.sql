-- Which account the App Store of a shop opens: the one that it made there, and never that of somebody who was
-- invited, who may see other shops too.
ALTER TABLE memberships ADD COLUMN by_app_store BIGINT NOT NULL DEFAULT 0 CHECK (by_app_store IN (0, 1));

-- Until now it opened the first owner's. That stays so where it shows nobody another shop.
UPDATE memberships SET by_app_store = 1 WHERE role = 'owner'
    AND EXISTS (SELECT 1 FROM installs WHERE installs.shop_id = memberships.shop_id)
    AND NOT EXISTS (SELECT 1 FROM memberships AS other
        WHERE other.account_id = memberships.account_id AND other.shop_id <> memberships.shop_id)
    AND NOT EXISTS (SELECT 1 FROM memberships AS older
        WHERE older.shop_id = memberships.shop_id AND older.role = 'owner'
        AND (older.granted_at, older.account_id) < (memberships.granted_at, memberships.account_id));

CREATE UNIQUE INDEX memberships_app_store ON memberships (shop_id) WHERE by_app_store = 1;
