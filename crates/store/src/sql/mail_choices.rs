//! Who wants to be told what.

use crate::statement::statements;

statements! {
    /// Somebody chooses; nothing if there is no such account.
    CHOOSE = "INSERT INTO mail_choices (account_id, kind, wanted, chosen_at) \
              SELECT id, $2, $3, $4 FROM accounts WHERE id = $1 \
              ON CONFLICT (account_id, kind) DO UPDATE SET wanted = excluded.wanted, \
              chosen_at = excluded.chosen_at";
    /// What somebody chose.
    OF_ACCOUNT = "SELECT kind, wanted FROM mail_choices WHERE account_id = $1 ORDER BY kind";
    /// Who is told something of a shop: its owners who did not say no, its readers who said yes, and
    /// operators who did. Nobody twice, and
    /// nobody whose address may be that of somebody else.
    READERS = "SELECT accounts.id AS id, email, language FROM memberships \
               JOIN accounts ON accounts.id = memberships.account_id \
               LEFT JOIN mail_choices ON mail_choices.account_id = accounts.id AND mail_choices.kind = $2 \
               WHERE shop_id = $1 AND email IS NOT NULL AND email_confirmed = 1 \
               AND COALESCE(wanted, CASE WHEN role = 'owner' THEN 1 ELSE 0 END) = 1 \
               UNION SELECT accounts.id AS id, email, language FROM mail_choices \
               JOIN accounts ON accounts.id = mail_choices.account_id \
               WHERE mail_choices.kind = $2 AND wanted = 1 AND accounts.kind = 'operator' \
               AND email IS NOT NULL AND email_confirmed = 1 ORDER BY id";
}
