//! Installs from CCV Shop's App Store.

use crate::statement::statements;

/// The columns of an [`Install`](crate::Install).
macro_rules! columns {
    () => {
        "id, root, return_url, state, shop_id, app_id, made_at, changed_at"
    };
}

statements! {
    /// A new install; nothing if its public key is known.
    NEW = "INSERT INTO installs (id, key_name, root, return_url, state, shop_key, shop_secret, \
           made_at, changed_at) VALUES ($1, $7, $2, $3, 'pending', $4, $5, $6, $6) \
           ON CONFLICT (key_name) DO NOTHING";
    /// The same keys are handed over again. What is installed stays so.
    AGAIN = "UPDATE installs SET root = $2, return_url = $3, shop_key = $4, shop_secret = $5, \
             changed_at = $6, \
             shop_id = CASE WHEN state = 'installed' THEN shop_id END, \
             app_id = CASE WHEN state = 'installed' THEN app_id END, \
             state = CASE WHEN state = 'installed' THEN state ELSE 'pending' END WHERE id = $1";
    /// One install.
    ONE = concat!("SELECT ", columns!(), " FROM installs WHERE id = $1");
    /// The install with a public key.
    OF_KEY = concat!("SELECT ", columns!(), " FROM installs WHERE key_name = $1");
    /// The install by which a shop has us.
    INSTALLED = concat!(
        "SELECT ", columns!(), " FROM installs WHERE shop_id = $1 AND state = 'installed' \
         ORDER BY changed_at DESC, id DESC LIMIT 1"
    );
    /// The install with which a shop was last dealt with.
    NEWEST = concat!(
        "SELECT ", columns!(), " FROM installs WHERE shop_id = $1 \
         AND state IN ('open', 'installed') ORDER BY changed_at DESC, id DESC LIMIT 1"
    );
    /// The install that a shop had last, gone or not.
    LAST = concat!(
        "SELECT ", columns!(), " FROM installs WHERE shop_id = $1 \
         ORDER BY changed_at DESC, id DESC LIMIT 1"
    );
    /// Its sealed keys, as long as there are any.
    SECRETS = "SELECT shop_key, shop_secret FROM installs WHERE id = $1 \
               AND shop_key IS NOT NULL";
    /// Its shop is known.
    OPEN = "UPDATE installs SET shop_id = $2, app_id = $3, changed_at = $4, \
            state = CASE WHEN state = 'installed' THEN state ELSE 'open' END \
            WHERE id = $1 AND state IN ('pending', 'open', 'installed')";
    /// It is installed.
    FINISH = "UPDATE installs SET state = 'installed', changed_at = $2 WHERE id = $1 \
              AND state IN ('open', 'installed')";
    /// The other installs of a shop are gone, and their keys with them.
    END_OTHERS = "UPDATE installs SET state = 'gone', shop_key = NULL, shop_secret = NULL, \
                  changed_at = $2 WHERE shop_id = $3 AND id <> $1 \
                  AND state IN ('pending', 'open', 'installed')";
    /// It is gone, and its keys with it; nothing if it was gone.
    END = "UPDATE installs SET state = 'gone', shop_key = NULL, shop_secret = NULL, \
           changed_at = $2 WHERE id = $1 AND state IN ('pending', 'open', 'installed')";
    /// Forgets what nobody finished. A shop that is connected keeps its own: it books, and is told of
    /// an uninstall, with those keys.
    FORGET_ABANDONED = "DELETE FROM installs WHERE state IN ('pending', 'open') \
                        AND changed_at < $1 AND NOT EXISTS (SELECT 1 FROM connections \
                        WHERE connections.shop_id = installs.shop_id)";
}
