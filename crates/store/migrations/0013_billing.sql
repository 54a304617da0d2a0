-- What a host that charges is owed, and why. A subscriber is a webshop and an administration. Nothing here refers
-- to a connection: it outlives what it tells of. It is kept whether a host charges or not.

-- What happened to a subscription, in the order in which it was written down.
CREATE TABLE subscription_steps (
    shop_id BIGINT NOT NULL,
    administration_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('installed', 'uninstalled', 'ended', 'resumed')),
    -- From the first of that month on nothing is booked.
    month TEXT,
    -- What both were called then.
    shop_name TEXT NOT NULL,
    administration_name TEXT NOT NULL,
    PRIMARY KEY (shop_id, administration_id, seq),
    CHECK ((what = 'ended') = (month IS NOT NULL))
);

CREATE INDEX subscription_steps_ended ON subscription_steps (month) WHERE what = 'ended';

-- Months that were closed, with the price of that day.
CREATE TABLE billed_months (
    month TEXT NOT NULL PRIMARY KEY,
    closed_at BIGINT NOT NULL,
    price TEXT NOT NULL,
    currency TEXT NOT NULL
);

-- What was fixed in them.
CREATE TABLE billed_lines (
    month TEXT NOT NULL REFERENCES billed_months (month),
    shop_id BIGINT NOT NULL,
    administration_id TEXT NOT NULL,
    connection_id TEXT,
    shop_name TEXT NOT NULL,
    administration_name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('free', 'charged')),
    amount TEXT NOT NULL,
    PRIMARY KEY (month, shop_id, administration_id)
);

-- Connections that were there before began when they were made.
INSERT INTO subscription_steps
    (shop_id, administration_id, seq, happened_at, what, shop_name, administration_name)
SELECT shop_id, administration_id, 1, created_at, 'installed', shop_name, administration_name
FROM connections;

-- Of those whose shop took the app out it is known when that was.
INSERT INTO subscription_steps
    (shop_id, administration_id, seq, happened_at, what, shop_name, administration_name)
SELECT connections.shop_id, administration_id, 2, gone.gone_at, 'uninstalled', shop_name,
    administration_name
FROM connections JOIN (
    SELECT shop_id, MAX(changed_at) AS gone_at FROM installs WHERE shop_id IS NOT NULL
    GROUP BY shop_id HAVING SUM(CASE WHEN state = 'gone' THEN 0 ELSE 1 END) = 0
) AS gone ON gone.shop_id = connections.shop_id
WHERE state = 'broken' AND broken_code = 'credentials-shop';
