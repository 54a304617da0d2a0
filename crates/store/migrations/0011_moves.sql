-- An installation moves from one database to another; a row on each side, with one id. It outlives the move: it
-- says of the old database where everything went, and of the new one that all of it has arrived.
CREATE TABLE moves (
    id TEXT NOT NULL PRIMARY KEY,
    -- Whether it moves away from here or to here.
    side TEXT NOT NULL CHECK (side IN ('from', 'to')),
    -- The other side, without a password.
    place TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    -- Who moves it has this number; whoever had one before it writes nothing any more.
    attempt BIGINT NOT NULL,
    ended_at BIGINT
);
