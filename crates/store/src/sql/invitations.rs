//! Invitations to look into a shop. The ids sort by the instant.

use crate::statement::statements;

statements! {
    /// A new invitation.
    NEW = "INSERT INTO invitations (id, token_hash, shop_id, name, role, made_at, expires_at, \
           made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The open invitation of a token.
    ONE = "SELECT id, shop_id, name, role, expires_at FROM invitations WHERE token_hash = $1 \
           AND expires_at > $2";
    /// The open invitations to a shop, the oldest first.
    OF_SHOP = "SELECT id, shop_id, name, role, expires_at FROM invitations WHERE shop_id = $1 \
               AND expires_at > $2 ORDER BY id";
    /// An invitation is used or taken back.
    END = "DELETE FROM invitations WHERE id = $1 AND shop_id = $2";
    /// All invitations to a shop that somebody made are taken back.
    END_OF_MAKER = "DELETE FROM invitations WHERE made_by = $1 AND shop_id = $2";
    /// Forgets what ran out.
    SWEEP = "DELETE FROM invitations WHERE expires_at <= $1";
}
