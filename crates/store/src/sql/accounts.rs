//! Accounts.

use crate::statement::statements;

statements! {
    /// One account.
    ONE = "SELECT id, kind, name, email, language, created_at FROM accounts WHERE id = $1";
    /// The account with an address.
    OF_EMAIL = "SELECT id, kind, name, email, language, created_at FROM accounts \
                WHERE email_lower = $1";
    /// All accounts, the oldest first.
    EVERY = "SELECT id, kind, name, email, language, created_at FROM accounts \
             ORDER BY created_at, id";
    /// A shopkeeper without an address.
    NEW_SHOPKEEPER = "INSERT INTO accounts (id, kind, name, language, created_at) \
                      VALUES ($1, 'shopkeeper', $2, $3, $4)";
    /// A new operator, or another password for one; nothing if somebody else has the address.
    SAVE_OPERATOR = "INSERT INTO accounts (id, kind, name, email, email_lower, language, \
                     password_hash, created_at) VALUES ($1, 'operator', $2, $2, $3, $4, $5, $6) \
                     ON CONFLICT (email_lower) DO UPDATE SET \
                     password_hash = excluded.password_hash WHERE accounts.kind = 'operator'";
    /// What somebody comes in with, by their address; nothing if they never chose anything.
    LOGIN = "SELECT id, kind, COALESCE(password_hash, member_password_hash) AS password_hash, totp \
             FROM accounts WHERE email_lower = $1 \
             AND COALESCE(password_hash, member_password_hash) IS NOT NULL";
    /// What somebody comes in with.
    WAY_BACK = "SELECT COALESCE(password_hash, member_password_hash) AS password_hash, totp \
                FROM accounts WHERE id = $1";
    /// An address and a password for a member; nothing if it is none.
    SET_MEMBER_LOGIN = "UPDATE accounts SET email = $2, email_lower = $3, member_password_hash = $4 \
                        WHERE id = $1 AND kind = 'shopkeeper'";
    /// Another secret for the changing numbers of a member, or none.
    SET_MEMBER_TOTP = "UPDATE accounts SET totp = $2, totp_step = $3 \
                       WHERE id = $1 AND kind = 'shopkeeper'";
    /// Frees an address that another member has who sees no shop any more, and so has nothing that
    /// anybody could take over.
    FREE_ADDRESS = "UPDATE accounts SET email = NULL, email_lower = NULL, \
                    member_password_hash = NULL, totp = NULL WHERE email_lower = $1 AND id <> $2 \
                    AND kind = 'shopkeeper' AND NOT EXISTS \
                    (SELECT 1 FROM memberships WHERE account_id = accounts.id)";
    /// A member has no address and no password any more; nothing if they have no address.
    FORGET_LOGIN = "UPDATE accounts SET email = NULL, email_lower = NULL, \
                    member_password_hash = NULL, totp = NULL WHERE id = $1 \
                    AND kind = 'shopkeeper' AND email IS NOT NULL";
    /// Another password and another secret for the changing numbers, the first of which is used;
    /// nothing if it is no operator.
    SET_LOGIN = "UPDATE accounts SET password_hash = $2, totp = $3, totp_step = $4 \
                 WHERE id = $1 AND kind = 'operator'";
    /// The secret for the changing numbers.
    TOTP = "SELECT totp, totp_step FROM accounts WHERE id = $1";
    /// One more number is used; nothing if it was, or a later one.
    USE_TOTP_STEP = "UPDATE accounts SET totp_step = $2 WHERE id = $1 AND totp IS NOT NULL \
                     AND totp_step < $2";
    /// Another address.
    SET_EMAIL = "UPDATE accounts SET email = $2, email_lower = $3 WHERE id = $1";
    /// Another language.
    SET_LANGUAGE = "UPDATE accounts SET language = $2 WHERE id = $1";
    /// Another name.
    RENAME = "UPDATE accounts SET name = $2 WHERE id = $1";
}
