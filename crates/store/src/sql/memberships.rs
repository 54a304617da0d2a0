//! Which accounts see which shops.

use crate::statement::statements;

statements! {
    /// One more member, or another role for one, who has it since then; nothing if there is no such
    /// account.
    GRANT = "INSERT INTO memberships (account_id, shop_id, role, granted_at) \
             SELECT id, $2, $3, $4 FROM accounts WHERE id = $1 \
             ON CONFLICT (account_id, shop_id) DO UPDATE SET role = excluded.role, \
             granted_at = CASE WHEN memberships.role = excluded.role THEN memberships.granted_at \
             ELSE excluded.granted_at END";
    /// One member fewer.
    REVOKE = "DELETE FROM memberships WHERE account_id = $1 AND shop_id = $2";
    /// The shops of an account.
    SHOPS = "SELECT shop_id, role FROM memberships WHERE account_id = $1 ORDER BY shop_id";
    /// The accounts of a shop, the oldest members first.
    MEMBERS = "SELECT id, kind, name, email, email_confirmed, language, created_at, role, granted_at \
               FROM memberships JOIN accounts ON accounts.id = memberships.account_id WHERE shop_id = $1 \
               ORDER BY granted_at, account_id";
    /// What an account may do at a shop.
    ROLE = "SELECT role FROM memberships WHERE account_id = $1 AND shop_id = $2";
    /// The first owner of a shop: the App Store's, or else the oldest.
    OWNER = "SELECT account_id FROM memberships WHERE shop_id = $1 AND role = 'owner' \
             ORDER BY by_app_store DESC, granted_at, account_id LIMIT 1";
    /// The account that the App Store of a shop opens.
    APP_STORE = "SELECT account_id FROM memberships WHERE shop_id = $1 AND by_app_store = 1";
    /// One that it opens from now on; nothing if it opens another.
    GRANT_APP_STORE = "INSERT INTO memberships (account_id, shop_id, role, granted_at, by_app_store) \
                       VALUES ($1, $2, 'owner', $3, 1) ON CONFLICT DO NOTHING";
}
