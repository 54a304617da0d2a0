-- What was told of a connection, so that each thing is told once; what is on its way; and what somebody wants
-- to be told.

-- A mark and its letters are written in one transaction. Its key is what keeps two from telling the same.
CREATE TABLE told (
    kind TEXT NOT NULL CHECK (kind IN ('orders', 'broken', 'takeover', 'month', 'trial')),
    connection_id TEXT NOT NULL REFERENCES connections (id),
    -- Of which day, or of which month and how it ended; empty for what is so or is not.
    topic TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    -- How many letters were written of it: none where there is nothing to say, or nobody to say it to.
    letters BIGINT NOT NULL,
    PRIMARY KEY (kind, connection_id, topic)
);

CREATE INDEX told_connection ON told (connection_id);

-- What was taken over before there was mail is no news. The others' letter is still to be written.
INSERT INTO told (kind, connection_id, topic, told_at, letters)
    SELECT 'takeover', connection_id, '', noted_at, 0 FROM facts WHERE name = 'swept';

-- It refers to nothing: a letter may outlive what it tells of.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    -- 'mail', or 'call' for whoever is told by a request.
    way TEXT NOT NULL CHECK (way IN ('mail', 'call')),
    kind TEXT NOT NULL CHECK (kind IN ('orders', 'broken', 'takeover', 'month', 'trial')),
    connection_id TEXT NOT NULL,
    account_id TEXT,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- What is sent: forgotten when it has ended.
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    unsubscribe TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown')),
    attempt BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- Of the last attempt.
    sent_at BIGINT,
    ended_at BIGINT,
    message_id TEXT,
    -- What the other side said last.
    answer TEXT NOT NULL DEFAULT '',
    CHECK (way <> 'mail' OR account_id IS NOT NULL),
    CHECK (state <> 'sending' OR (sent_at IS NOT NULL AND message_id IS NOT NULL)),
    CHECK ((ended_at IS NULL) = (state IN ('queued', 'sending')))
);

CREATE INDEX outbox_due ON outbox (state, due_at, id);
CREATE INDEX outbox_kind ON outbox (connection_id, kind, made_at);

-- Without a row, owners of a shop are told everything, and others nothing.
CREATE TABLE mail_choices (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('orders', 'broken', 'takeover', 'month', 'trial')),
    wanted BIGINT NOT NULL CHECK (wanted IN (0, 1)),
    chosen_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind)
);

CREATE INDEX mail_choices_wanted ON mail_choices (kind, wanted, account_id);
