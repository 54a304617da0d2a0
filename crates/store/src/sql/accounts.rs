//! Accounts.

use crate::statement::statements;

statements! {
    /// One account.
    ONE = "SELECT id, kind, name, email, email_confirmed, language, created_at FROM accounts WHERE id = $1";
    /// The account with an address.
    OF_EMAIL = "SELECT id, kind, name, email, email_confirmed, language, created_at FROM accounts \
                WHERE email_lower = $1";
    /// All accounts, the oldest first.
    EVERY = "SELECT id, kind, name, email, email_confirmed, language, created_at FROM accounts \
             ORDER BY created_at, id";
    /// A shopkeeper without an address.
    NEW_SHOPKEEPER = "INSERT INTO accounts (id, kind, name, language, created_at) \
                      VALUES ($1, 'shopkeeper', $2, $3, $4)";
    /// A new operator, or another password for one; nothing if somebody else has the address.
    SAVE_OPERATOR = "INSERT INTO accounts (id, kind, name, email, email_lower, email_confirmed, language, \
                     password_hash, created_at) VALUES ($1, 'operator', $2, $2, $3, 1, $4, $5, $6) \
                     ON CONFLICT (email_lower) DO UPDATE SET \
                     password_hash = excluded.password_hash WHERE accounts.kind = 'operator'";
    /// What somebody comes in with, by their address; nothing if they never chose anything.
    LOGIN = "SELECT id, kind, COALESCE(password_hash, member_password_hash) AS password_hash, totp \
             FROM accounts WHERE email_lower = $1 \
             AND COALESCE(password_hash, member_password_hash) IS NOT NULL";
    /// What somebody comes in with.
    WAY_BACK = "SELECT COALESCE(password_hash, member_password_hash) AS password_hash, totp \
                FROM accounts WHERE id = $1";
    /// An address and a password for a member; nothing if it is none. Another address is to be confirmed, at
    /// once.
    SET_MEMBER_LOGIN = "UPDATE accounts SET email = $2, email_lower = $3, member_password_hash = $4, \
                        email_confirmed = CASE WHEN email_lower = $3 THEN email_confirmed ELSE 0 END, \
                        confirm_due = CASE WHEN email_lower = $3 THEN confirm_due ELSE 0 END, \
                        confirm_hash = CASE WHEN email_lower = $3 THEN confirm_hash ELSE NULL END, \
                        confirm_until = CASE WHEN email_lower = $3 THEN confirm_until ELSE NULL END \
                        WHERE id = $1 AND kind = 'shopkeeper'";
    /// Another secret for the changing numbers of a member, or none.
    SET_MEMBER_TOTP = "UPDATE accounts SET totp = $2, totp_step = $3 \
                       WHERE id = $1 AND kind = 'shopkeeper'";
    /// Frees an address that another member has who sees no shop any more, and so has nothing that
    /// anybody could take over.
    FREE_ADDRESS = "UPDATE accounts SET email = NULL, email_lower = NULL, \
                    member_password_hash = NULL, totp = NULL, email_confirmed = 0, \
                    confirm_due = NULL, confirm_hash = NULL, confirm_until = NULL WHERE email_lower = $1 AND id <> $2 \
                    AND kind = 'shopkeeper' AND NOT EXISTS \
                    (SELECT 1 FROM memberships WHERE account_id = accounts.id)";
    /// A member has no address and no password any more; nothing if they have no address.
    FORGET_LOGIN = "UPDATE accounts SET email = NULL, email_lower = NULL, \
                    member_password_hash = NULL, totp = NULL, email_confirmed = 0, \
                    confirm_due = NULL, confirm_hash = NULL, confirm_until = NULL WHERE id = $1 \
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
    /// Another address, of whoever runs the installation.
    SET_EMAIL = "UPDATE accounts SET email = $2, email_lower = $3, email_confirmed = 1, confirm_due = NULL, \
                 confirm_hash = NULL, confirm_until = NULL WHERE id = $1";
    /// A letter by which an address is confirmed is wanted; nothing if there is none, or it is.
    ASK_CONFIRMATION = "UPDATE accounts SET confirm_due = 0, confirm_until = NULL \
                        WHERE id = $1 AND email IS NOT NULL AND email_confirmed = 0";
    /// The addresses that it is to be sent to, unless that was tried for long enough.
    TO_CONFIRM = "SELECT id, email, language FROM accounts WHERE confirm_due <= $1 AND email IS NOT NULL \
                  AND (confirm_until IS NULL OR confirm_until > $1) ORDER BY confirm_due, id LIMIT $2";
    /// It is sent by whoever asked first.
    TAKE_CONFIRMATION = "UPDATE accounts SET confirm_due = NULL, confirm_hash = $3, \
                         confirm_until = COALESCE(confirm_until, $4) WHERE id = $1 AND email = $2 \
                         AND confirm_due <= $5 AND email_confirmed = 0";
    /// Another is to be sent then.
    PUT_OFF_CONFIRMATION = "UPDATE accounts SET confirm_due = $2, confirm_hash = NULL \
                            WHERE confirm_hash = $1 AND confirm_due IS NULL AND email_confirmed = 0";
    /// To whom one was sent.
    WHOSE_CONFIRMATION = "SELECT id FROM accounts WHERE confirm_hash = $1";
    /// Its link was followed; nothing if that is too late.
    CONFIRM = "UPDATE accounts SET email_confirmed = 1, confirm_due = NULL, confirm_hash = NULL, \
               confirm_until = NULL WHERE confirm_hash = $1 AND confirm_until > $2";
    /// Another language.
    SET_LANGUAGE = "UPDATE accounts SET language = $2 WHERE id = $1";
    /// Another name.
    RENAME = "UPDATE accounts SET name = $2 WHERE id = $1";
}
