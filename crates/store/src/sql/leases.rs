//! Leases on connections.

use crate::statement::statements;

statements! {
    /// Takes a connection that nobody holds, or that somebody holds for longer than anybody can.
    CLAIM = "UPDATE connections SET lease_owner = $2, lease_until = $4, attempt = attempt + 1 \
             WHERE id = $1 AND (lease_until IS NULL OR lease_until <= $3 OR lease_until > $5)";
    /// The number of the claim that was just made, and whether somebody said "look now" before it.
    ATTEMPT = "SELECT attempt, look_asked FROM connections WHERE id = $1";
    /// Whoever said "look now" is heard.
    HEED = "UPDATE connections SET look_asked = 0 WHERE id = $1";
    /// The fence: the first statement of every transaction of a lease.
    RENEW = "UPDATE connections SET lease_until = $5 \
             WHERE id = $1 AND lease_owner = $2 AND attempt = $3 AND lease_until > $4";
    /// Ends a lease as if it had never been, but for what was written under it.
    HAND_BACK = "UPDATE connections SET lease_owner = NULL, lease_until = NULL, \
                 look_asked = CASE WHEN $4 = 1 THEN 1 ELSE look_asked END \
                 WHERE id = $1 AND lease_owner = $2 AND attempt = $3";
    /// Ends a lease. Somebody who said "look now" meanwhile is heard soon. When the last sync was stays where
    /// this one came to nothing. The last value is the address whose allowance is waited for, if any.
    RELEASE = "UPDATE connections SET lease_owner = NULL, lease_until = NULL, \
               last_sync_at = CASE WHEN $7 = 1 THEN $4 ELSE last_sync_at END, \
               next_sync_at = CASE WHEN look_asked = 1 AND $6 < $5 THEN $6 ELSE $5 END, waits_at = $8 \
               WHERE id = $1 AND lease_owner = $2 AND attempt = $3";
}
