//! What was sealed. Where anything was, one of these was: all else belongs to a connection.

use crate::statement::statements;

statements! {
    /// A sealed value that begins so.
    ONE_LIKE = "SELECT sealed FROM (SELECT moneybird_token AS sealed FROM connections \
                UNION ALL SELECT totp AS sealed FROM accounts \
                UNION ALL SELECT shop_secret AS sealed FROM installs) AS seals \
                WHERE sealed LIKE $1 LIMIT 1";
}
