-- Processes that work on connections, for whoever runs them: what there is, and what an order costs. Nothing
-- that is done depends on it.
CREATE TABLE workers (
    id TEXT NOT NULL PRIMARY KEY,
    -- The outgoing address whose allowance it uses.
    address TEXT NOT NULL,
    -- What Moneybird allows that address.
    per_window BIGINT NOT NULL,
    window_ms BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    -- Since it began.
    calls BIGINT NOT NULL DEFAULT 0,
    booked BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX workers_seen ON workers (seen_at);
