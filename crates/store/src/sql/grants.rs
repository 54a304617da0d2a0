//! The leave that Moneybird gave.

use crate::statement::statements;

statements! {
    /// New tokens. The refresh token stays if no other was given, and nobody has it taken.
    SAVE = "INSERT INTO grants (connection_id, refresh, expires_at, saved_at, version) \
            VALUES ($1, $2, $3, $4, 1) ON CONFLICT (connection_id) DO UPDATE SET \
            refresh = COALESCE(excluded.refresh, grants.refresh), \
            expires_at = excluded.expires_at, saved_at = excluded.saved_at, \
            version = grants.version + 1, taken_by = NULL, taken_until = NULL";
    /// New tokens for those of a version: whoever asked with others is too late.
    REFRESH = "UPDATE grants SET refresh = COALESCE($3, refresh), expires_at = $4, saved_at = $5, \
               version = version + 1, taken_by = NULL, taken_until = NULL \
               WHERE connection_id = $1 AND version = $2";
    /// The grant of a connection.
    ONE = "SELECT refresh, expires_at, saved_at, version FROM grants WHERE connection_id = $1";
    /// Takes what nobody has, or somebody has for longer than anybody can.
    TAKE = "UPDATE grants SET taken_by = $2, taken_until = $4 WHERE connection_id = $1 \
            AND refresh IS NOT NULL \
            AND (taken_until IS NULL OR taken_until <= $3 OR taken_until > $5)";
    /// Forgets a grant.
    DROP = "DELETE FROM grants WHERE connection_id = $1";
}
