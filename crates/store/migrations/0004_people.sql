-- Who may come in and what they may see; what the App Store and Moneybird gave us; where they call us.
-- Of what only its owner is to know, and we need not say again, a hash is kept (SHA-256, in hex).

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('shopkeeper', 'operator')),
    name TEXT NOT NULL,
    email TEXT,
    -- In lower case, by which it is found: SQLite itself knows small letters of English only.
    email_lower TEXT UNIQUE,
    language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
    password_hash TEXT,
    -- Sealed.
    totp TEXT,
    -- The last step that was used: none is used twice.
    totp_step BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    CHECK ((email IS NULL) = (email_lower IS NULL)),
    CHECK (kind <> 'operator' OR (email IS NOT NULL AND password_hash IS NOT NULL)),
    CHECK (kind = 'operator' OR password_hash IS NULL)
);

CREATE TABLE memberships (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    shop_id BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'reader')),
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, shop_id)
);

CREATE INDEX memberships_shop ON memberships (shop_id, granted_at, account_id);

CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    made_at BIGINT NOT NULL,
    extended_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expires ON sessions (expires_at);

-- Links that let their holder in once.
CREATE TABLE links (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE INDEX links_expires ON links (expires_at);

-- What CCV Shop's App Store handed us for a shop.
CREATE TABLE installs (
    id TEXT NOT NULL PRIMARY KEY,
    -- A keyed hash of the public key, by which later calls find it.
    key_name TEXT NOT NULL UNIQUE,
    root TEXT NOT NULL,
    return_url TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'open', 'installed', 'gone')),
    shop_id BIGINT,
    app_id BIGINT,
    -- Sealed, until it is gone.
    shop_key TEXT,
    shop_secret TEXT,
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CHECK ((shop_id IS NULL) = (app_id IS NULL)),
    CHECK (state NOT IN ('open', 'installed') OR shop_id IS NOT NULL),
    CHECK ((state = 'gone') = (shop_key IS NULL)),
    CHECK ((shop_key IS NULL) = (shop_secret IS NULL))
);

CREATE INDEX installs_shop ON installs (shop_id, state);
CREATE INDEX installs_changed ON installs (state, changed_at);

-- Somebody was sent to Moneybird to give us leave, and has not come back yet.
CREATE TABLE errands (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    shop_id BIGINT NOT NULL,
    -- Sealed.
    verifier TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX errands_expires ON errands (expires_at);

-- The leave that Moneybird gave for a connection. Its access token is connections.moneybird_token.
CREATE TABLE grants (
    connection_id TEXT NOT NULL PRIMARY KEY REFERENCES connections (id),
    -- Sealed.
    refresh TEXT,
    expires_at BIGINT,
    saved_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- Who asks for new tokens now.
    taken_by TEXT,
    taken_until BIGINT,
    CHECK ((taken_by IS NULL) = (taken_until IS NULL))
);

-- Addresses of ours that the shop and Moneybird call.
CREATE TABLE hooks (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    side TEXT NOT NULL CHECK (side IN ('shop', 'books')),
    event TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    -- Sealed, to say it again.
    token TEXT NOT NULL,
    remote_id TEXT,
    -- Sealed: what the other side signs with.
    signing_key TEXT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (connection_id, side, event)
);

-- Calls that came already. Both columns are hashes, so that no caller decides how long they are.
CREATE TABLE deliveries (
    hook_hash TEXT NOT NULL,
    delivery_hash TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (hook_hash, delivery_hash)
);

CREATE INDEX deliveries_seen ON deliveries (seen_at);

-- Who did what. It refers to nothing: it outlives what it tells of.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    noted_at BIGINT NOT NULL,
    account_id TEXT,
    shop_id BIGINT,
    connection_id TEXT,
    what TEXT NOT NULL,
    detail TEXT NOT NULL
);

CREATE INDEX audit_shop ON audit (shop_id, id);

-- Pages of orders, the newest first.
CREATE INDEX orders_page ON orders (connection_id, placed_on, order_id);
CREATE INDEX orders_page_of_state ON orders (connection_id, state, placed_on, order_id);
