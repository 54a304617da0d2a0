//! Links that let their holder in once.

use crate::statement::statements;

statements! {
    /// A new link; nothing if there is no such account.
    NEW = "INSERT INTO links (token_hash, account_id, made_at, expires_at) \
           SELECT $1, id, $3, $4 FROM accounts WHERE id = $2";
    /// Uses a link; nothing if it was used or ran out.
    USE = "UPDATE links SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL \
           AND expires_at > $2";
    /// Whose link it is.
    WHOSE = "SELECT account_id FROM links WHERE token_hash = $1";
    /// Forgets what ran out.
    SWEEP = "DELETE FROM links WHERE expires_at <= $1";
}
