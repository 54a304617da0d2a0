//! Connections.

use crate::statement::statements;

/// The columns of a [`Connection`](crate::Connection).
macro_rules! columns {
    () => {
        "id, shop_id, shop_name, shop_url, administration_id, administration_name, settings, \
         state, broken_code, broken_message, created_at, last_sync_at, next_sync_at, \
         lease_owner, lease_until, attempt, waits_at"
    };
}

statements! {
    /// A new connection; nothing if the pair of shop and administration is known.
    INSERT = "INSERT INTO connections (id, shop_id, shop_name, shop_url, administration_id, \
              administration_name, settings, state, created_at, next_sync_at, shop_key, \
              shop_secret, moneybird_token) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $8, $9, $10, $11) \
              ON CONFLICT (shop_id, administration_id) DO NOTHING";
    /// The id of a pair of shop and administration.
    ID_OF_PAIR = "SELECT id FROM connections WHERE shop_id = $1 AND administration_id = $2";
    /// Connects a known pair again.
    RENEW = "UPDATE connections SET shop_name = $2, shop_url = $3, administration_name = $4, \
             settings = COALESCE($5, settings), state = 'active', broken_code = NULL, \
             broken_message = NULL, next_sync_at = $6, look_asked = 1, shop_key = $7, \
             shop_secret = $8, moneybird_token = $9 WHERE id = $1";
    /// The shop's side of a connection, when it comes with new keys or another address.
    SHOP_KEYS = "UPDATE connections SET shop_name = $2, shop_url = $3, shop_key = $4, \
                 shop_secret = $5, state = 'active', broken_code = NULL, broken_message = NULL, \
                 look_asked = 1, next_sync_at = CASE WHEN next_sync_at < $6 THEN next_sync_at \
                 ELSE $6 END WHERE id = $1";
    /// All connections, the oldest first.
    EVERY = concat!("SELECT ", columns!(), " FROM connections ORDER BY created_at, id");
    /// One connection.
    ONE = concat!("SELECT ", columns!(), " FROM connections WHERE id = $1");
    /// The connections of a shop, the oldest first.
    OF_SHOP = concat!(
        "SELECT ", columns!(), " FROM connections WHERE shop_id = $1 ORDER BY created_at, id"
    );
    /// The sealed secrets of a connection.
    SECRETS = "SELECT shop_key, shop_secret, moneybird_token FROM connections WHERE id = $1";
    /// New settings.
    SAVE_SETTINGS = "UPDATE connections SET settings = $2 WHERE id = $1";
    /// Another sealed token for Moneybird.
    SAVE_MONEYBIRD_TOKEN = "UPDATE connections SET moneybird_token = $2 WHERE id = $1";
    /// Stops a connection until a person has looked at it.
    MARK_BROKEN = "UPDATE connections SET state = 'broken', broken_code = $2, \
                   broken_message = $3 WHERE id = $1";
    /// The same, if its secrets are still those that were found wanting.
    MARK_BROKEN_BY = "UPDATE connections SET state = 'broken', broken_code = $2, broken_message = $3 \
                      WHERE id = $1 AND shop_secret = $4 AND moneybird_token = $5";
    /// Another token for Moneybird from a person: the connection takes part again.
    RENEW_TOKEN = "UPDATE connections SET moneybird_token = $2, state = 'active', \
                   broken_code = NULL, broken_message = NULL, look_asked = 1, \
                   next_sync_at = CASE WHEN next_sync_at < $3 THEN next_sync_at ELSE $3 END \
                   WHERE id = $1";
    /// The shop took its keys back.
    FORGET_SHOP_KEYS = "UPDATE connections SET shop_key = $2, shop_secret = $3, state = 'broken', \
                        broken_code = $4, broken_message = $5 WHERE id = $1";
    /// Lets a connection take part again.
    MARK_ACTIVE = "UPDATE connections SET state = 'active', broken_code = NULL, \
                   broken_message = NULL WHERE id = $1";
    /// The connections to look at now, the most overdue first. Without settings one is still being
    /// set up.
    DUE = "SELECT id FROM connections WHERE state = 'active' AND settings IS NOT NULL AND \
           (next_sync_at <= $1 OR next_sync_at > $2) \
           AND (lease_until IS NULL OR lease_until <= $1 OR lease_until > $3) ORDER BY next_sync_at, id";
    /// Not due yet, since they wait for the allowance of another address than $1, whoever waits shortest first.
    WAITING_ELSEWHERE = "SELECT id FROM connections WHERE waits_at IS NOT NULL AND waits_at <> $1 \
                         AND state = 'active' AND settings IS NOT NULL AND next_sync_at > $2 \
                         AND (lease_until IS NULL OR lease_until <= $2 OR lease_until > $3) \
                         ORDER BY next_sync_at LIMIT $4";
    /// Those that wait for an allowance and are to be looked at as soon as possible.
    ASKED_TO_LOOK = "SELECT id FROM connections WHERE waits_at IS NOT NULL AND state = 'active' AND look_asked = 1";
    /// Look at this one as soon as possible.
    LOOK_NOW = "UPDATE connections SET look_asked = 1, \
                next_sync_at = CASE WHEN next_sync_at < $2 THEN next_sync_at ELSE $2 END \
                WHERE id = $1";
}
