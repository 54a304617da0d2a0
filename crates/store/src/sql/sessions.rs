//! Sessions.

use crate::statement::statements;

statements! {
    /// A new session; nothing if there is no such account.
    OPEN = "INSERT INTO sessions (token_hash, account_id, made_at, extended_at, expires_at) \
            SELECT $1, id, $3, $3, $4 FROM accounts WHERE id = $2";
    /// A session that is open.
    ONE = "SELECT account_id, made_at, expires_at FROM sessions WHERE token_hash = $1 \
           AND expires_at > $2";
    /// An open session stays open for longer; nothing if that was said since `$4`.
    EXTEND = "UPDATE sessions SET extended_at = $2, expires_at = $3 WHERE token_hash = $1 \
              AND expires_at > $2 AND expires_at < $3 AND extended_at <= $4";
    /// Ends a session.
    CLOSE = "DELETE FROM sessions WHERE token_hash = $1";
    /// Ends all sessions of an account.
    CLOSE_ALL = "DELETE FROM sessions WHERE account_id = $1";
    /// Ends all sessions of an account that sees no shop any more.
    CLOSE_SHOPLESS = "DELETE FROM sessions WHERE account_id = $1 \
                      AND (SELECT COUNT(*) FROM memberships WHERE account_id = $1) = 0";
    /// Forgets what is over.
    SWEEP = "DELETE FROM sessions WHERE expires_at <= $1";
}
