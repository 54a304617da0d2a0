//! Requests that count against an allowance.

use crate::statement::statements;

statements! {
    /// Holds the row of an allowance until the end of the transaction, making it if need be: no
    /// two processes count at the same time.
    HOLD = "INSERT INTO allowances (name, next_number, blocked_until) VALUES ($1, 0, $2) \
            ON CONFLICT (name) DO UPDATE SET next_number = allowances.next_number";
    /// The next number, and until when the remote wants a pause.
    ONE = "SELECT next_number, blocked_until FROM allowances WHERE name = $1";
    /// When the request counts that must leave the window before another may leave; `$2` is the
    /// limit less one.
    OLDEST_IN_THE_WAY = "SELECT counted_by FROM requests WHERE name = $1 \
                         ORDER BY counted_by DESC LIMIT 1 OFFSET $2";
    /// How many requests count from after an instant.
    USED = "SELECT COUNT(*) AS used FROM requests WHERE name = $1 AND counted_by > $2";
    /// Forgets the requests that left the window.
    PRUNE = "DELETE FROM requests WHERE name = $1 AND counted_by <= $2";
    /// One more request.
    TAKE = "INSERT INTO requests (name, number, counted_by) VALUES ($1, $2, $3)";
    /// The number of the request after it.
    NEXT = "UPDATE allowances SET next_number = $2 WHERE name = $1";
    /// The answer came in, so it was counted by then; usually before the request would have been
    /// given up, but after it when this machine stood still.
    LANDED = "UPDATE requests SET counted_by = $3 WHERE name = $1 AND number = $2";
    /// No request counts from later than the instant at which one that leaves now is given up;
    /// one that seems to was noted before the clock was set back.
    SET_BACK = "UPDATE requests SET counted_by = $2 WHERE name = $1 AND counted_by > $2";
    /// Nor is a pause longer than a window.
    SHORTEN = "UPDATE allowances SET blocked_until = $2 WHERE name = $1 AND blocked_until > $2";
    /// Nothing leaves before an instant.
    BLOCK = "INSERT INTO allowances (name, next_number, blocked_until) VALUES ($1, 0, $2) \
             ON CONFLICT (name) DO UPDATE SET blocked_until = CASE \
             WHEN allowances.blocked_until < excluded.blocked_until THEN excluded.blocked_until \
             ELSE allowances.blocked_until END";
}
