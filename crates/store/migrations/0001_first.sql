-- One text for SQLite and PostgreSQL: TEXT and BIGINT only. Instants are milliseconds since the
-- epoch, days YYYY-MM-DD, amounts decimals in text, truth values 0 or 1.

CREATE TABLE connections (
    id TEXT NOT NULL PRIMARY KEY,
    shop_id BIGINT NOT NULL,
    shop_name TEXT NOT NULL,
    shop_url TEXT NOT NULL,
    administration_id TEXT NOT NULL,
    administration_name TEXT NOT NULL,
    settings TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'broken')),
    broken_code TEXT,
    broken_message TEXT,
    created_at BIGINT NOT NULL,
    last_sync_at BIGINT,
    next_sync_at BIGINT NOT NULL,
    -- 1 when somebody said "look now" since the last claim.
    look_asked BIGINT NOT NULL DEFAULT 0 CHECK (look_asked IN (0, 1)),
    lease_owner TEXT,
    lease_until BIGINT,
    attempt BIGINT NOT NULL DEFAULT 0,
    -- Sealed.
    shop_key TEXT NOT NULL,
    shop_secret TEXT NOT NULL,
    moneybird_token TEXT NOT NULL,
    UNIQUE (shop_id, administration_id),
    CHECK ((state = 'broken') = (broken_code IS NOT NULL)),
    CHECK ((broken_code IS NULL) = (broken_message IS NULL)),
    CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
);

CREATE INDEX connections_due ON connections (state, next_sync_at);

CREATE TABLE orders (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    order_id BIGINT NOT NULL,
    number TEXT NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('waiting', 'ready', 'booking', 'booked', 'refused', 'ignored', 'changed')
    ),
    code TEXT,
    refusal TEXT,
    why TEXT,
    snapshot TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    placed_on TEXT NOT NULL,
    total TEXT NOT NULL,
    currency TEXT NOT NULL,
    shop_status BIGINT,
    paid BIGINT NOT NULL CHECK (paid IN (0, 1)),
    backfill BIGINT NOT NULL CHECK (backfill IN (0, 1)),
    ready_at BIGINT,
    stage TEXT CHECK (
        stage IN ('planned', 'contact', 'invoice_sending', 'invoice_made', 'payment_sending',
                  'payment_made', 'verified')
    ),
    plan TEXT,
    reference TEXT,
    booked_on TEXT,
    contact_id TEXT,
    invoice_id TEXT,
    payment_id TEXT,
    attempt BIGINT NOT NULL DEFAULT 0,
    sent_at BIGINT,
    settle_at BIGINT,
    booked TEXT,
    adopted BIGINT NOT NULL DEFAULT 0 CHECK (adopted IN (0, 1)),
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (connection_id, order_id),
    CHECK ((code IS NULL) = (refusal IS NULL)),
    CHECK (state NOT IN ('refused', 'changed') OR code IS NOT NULL),
    CHECK (state <> 'ignored' OR why IS NOT NULL),
    CHECK (state NOT IN ('waiting', 'ready') OR stage IS NULL),
    CHECK ((stage IS NULL) = (plan IS NULL)),
    CHECK ((stage IS NULL) = (reference IS NULL)),
    CHECK ((stage IS NULL) = (booked_on IS NULL)),
    CHECK (state <> 'booking' OR (stage IS NOT NULL AND stage <> 'verified')),
    CHECK (state NOT IN ('booked', 'changed') OR (
        stage IS NOT NULL AND stage = 'verified' AND invoice_id IS NOT NULL
    ))
);

CREATE INDEX orders_next ON orders (connection_id, state, backfill, order_id);
CREATE INDEX orders_found ON orders (order_id);
CREATE INDEX orders_booking ON orders (connection_id, stage, order_id) WHERE state = 'booking';
CREATE INDEX orders_unsettled ON orders (connection_id, settle_at) WHERE settle_at IS NOT NULL;
CREATE INDEX orders_reference ON orders (connection_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX orders_booked_on ON orders (connection_id, booked_on) WHERE invoice_id IS NOT NULL;
CREATE INDEX orders_day ON orders (connection_id, (COALESCE(booked_on, placed_on)));

CREATE TABLE steps (
    connection_id TEXT NOT NULL,
    order_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (connection_id, order_id, seq),
    FOREIGN KEY (connection_id, order_id) REFERENCES orders (connection_id, order_id)
);

CREATE TABLE listings (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    listing TEXT NOT NULL,
    order_id BIGINT NOT NULL,
    PRIMARY KEY (connection_id, listing, order_id)
);

CREATE TABLE facts (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    PRIMARY KEY (connection_id, name)
);

CREATE TABLE contacts (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    contact_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    customer_id TEXT,
    archived BIGINT NOT NULL CHECK (archived IN (0, 1)),
    PRIMARY KEY (connection_id, contact_id)
);

CREATE INDEX contacts_customer ON contacts (connection_id, customer_id);

-- Addresses as keyed hashes: the mirror finds a contact by its address without holding one.
CREATE TABLE contact_emails (
    connection_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    email_key TEXT NOT NULL,
    PRIMARY KEY (connection_id, contact_id, email_key),
    FOREIGN KEY (connection_id, contact_id) REFERENCES contacts (connection_id, contact_id)
);

CREATE INDEX contact_emails_key ON contact_emails (connection_id, email_key);

CREATE TABLE contact_intents (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    customer_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'known', 'refused')),
    contact_id TEXT,
    attempt BIGINT NOT NULL,
    sent_at BIGINT,
    settle_at BIGINT,
    message TEXT,
    PRIMARY KEY (connection_id, customer_id),
    CHECK ((state = 'known') = (contact_id IS NOT NULL)),
    CHECK (state <> 'sending' OR (sent_at IS NOT NULL AND settle_at IS NOT NULL)),
    CHECK ((state = 'refused') = (message IS NOT NULL))
);

-- The requests that still count against an allowance, shared by all processes of one address.
CREATE TABLE allowances (
    name TEXT NOT NULL PRIMARY KEY,
    next_number BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);

CREATE TABLE requests (
    name TEXT NOT NULL REFERENCES allowances (name),
    number BIGINT NOT NULL,
    counted_by BIGINT NOT NULL,
    PRIMARY KEY (name, number)
);

CREATE INDEX requests_counted ON requests (name, counted_by);
