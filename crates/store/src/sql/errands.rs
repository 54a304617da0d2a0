//! Errands to Moneybird.

use crate::statement::statements;

statements! {
    /// A new errand; nothing if there is no such account.
    NEW = "INSERT INTO errands (token_hash, account_id, shop_id, verifier, made_at, expires_at) \
           SELECT $1, id, $3, $4, $5, $6 FROM accounts WHERE id = $2";
    /// An errand of an account that has not run out.
    ONE = "SELECT shop_id, verifier FROM errands WHERE token_hash = $1 AND account_id = $2 \
           AND expires_at > $3";
    /// Ends it.
    END = "DELETE FROM errands WHERE token_hash = $1 AND account_id = $2 AND expires_at > $3";
    /// Forgets what ran out.
    SWEEP = "DELETE FROM errands WHERE expires_at <= $1";
}
