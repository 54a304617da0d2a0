//! Who did what. The ids sort by the instant.

use crate::statement::statements;

statements! {
    /// One more entry.
    NOTE = "INSERT INTO audit (id, noted_at, account_id, shop_id, connection_id, what, detail) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// The newest entries of a shop.
    OF_SHOP = "SELECT noted_at, account_id, shop_id, connection_id, what, detail FROM audit \
               WHERE shop_id = $1 ORDER BY id DESC LIMIT $2";
    /// The shops of which there are entries from before an instant.
    SHOPS_BEFORE = "SELECT DISTINCT shop_id FROM audit WHERE noted_at < $1 AND shop_id IS NOT NULL \
                    ORDER BY shop_id";
    /// Forgets what was done at a shop before an instant.
    SWEEP_SHOP = "DELETE FROM audit WHERE shop_id = $1 AND noted_at < $2";
    /// Forgets what was done at no shop before an instant.
    SWEEP_REST = "DELETE FROM audit WHERE noted_at < $1 AND shop_id IS NULL";
    /// The newest entries. No id is empty: that they are compared keeps SQLite at the index.
    NEWEST = "SELECT noted_at, account_id, shop_id, connection_id, what, detail FROM audit \
              WHERE id > '' ORDER BY id DESC LIMIT $1";
}
