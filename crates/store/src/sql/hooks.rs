//! Addresses of ours, and the calls that came to them.

use crate::statement::statements;

/// The columns of a [`Hook`](crate::Hook).
macro_rules! columns {
    () => {
        "connection_id, side, event, remote_id, made_at, \
         CAST(CASE WHEN signing_key IS NULL THEN 0 ELSE 1 END AS BIGINT) AS is_signed"
    };
}

statements! {
    /// An address for an event, the first or another; nothing if there is no such connection.
    NEW = "INSERT INTO hooks (connection_id, side, event, token_hash, token, made_at) \
           SELECT id, $2, $3, $4, $5, $6 FROM connections WHERE id = $1 \
           ON CONFLICT (connection_id, side, event) DO UPDATE SET \
           token_hash = excluded.token_hash, token = excluded.token, remote_id = NULL, \
           signing_key = NULL, made_at = excluded.made_at";
    /// The hook with a token.
    OF_TOKEN = concat!("SELECT ", columns!(), ", signing_key FROM hooks WHERE token_hash = $1");
    /// The hooks of a connection.
    OF_CONNECTION = concat!(
        "SELECT ", columns!(), " FROM hooks WHERE connection_id = $1 ORDER BY side, event"
    );
    /// The sealed token of a hook.
    TOKEN = "SELECT token FROM hooks WHERE connection_id = $1 AND side = $2 AND event = $3";
    /// The other side calls it from now on.
    SET_REMOTE = "UPDATE hooks SET remote_id = $4, signing_key = $5 \
                  WHERE connection_id = $1 AND side = $2 AND event = $3 AND token_hash = $6";
    /// Forgets all hooks of a connection.
    FORGET = "DELETE FROM hooks WHERE connection_id = $1";
    /// One more call; nothing if it came before.
    NOTE_DELIVERY = "INSERT INTO deliveries (hook_hash, delivery_hash, seen_at) \
                     VALUES ($1, $2, $3) ON CONFLICT (hook_hash, delivery_hash) DO NOTHING";
    /// Forgets calls of long ago.
    SWEEP_DELIVERIES = "DELETE FROM deliveries WHERE seen_at < $1";
}
