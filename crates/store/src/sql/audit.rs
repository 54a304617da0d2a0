//! Who did what. The ids sort by the instant.

use crate::statement::statements;

statements! {
    /// One more entry.
    NOTE = "INSERT INTO audit (id, noted_at, account_id, shop_id, connection_id, what, detail) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// The newest entries of a shop.
    OF_SHOP = "SELECT noted_at, account_id, shop_id, connection_id, what, detail FROM audit \
               WHERE shop_id = $1 ORDER BY id DESC LIMIT $2";
    /// The newest entries. No id is empty: that they are compared keeps SQLite at the index.
    NEWEST = "SELECT noted_at, account_id, shop_id, connection_id, what, detail FROM audit \
              WHERE id > '' ORDER BY id DESC LIMIT $1";
}
