//! Processes that work on connections.

use crate::statement::statements;

statements! {
    /// One that begins.
    BEGIN = "INSERT INTO workers (id, address, per_window, window_ms, began_at, seen_at) \
             VALUES ($1, $2, $3, $4, $5, $5)";
    /// It is there, and did so much since it began.
    SEEN = "UPDATE workers SET seen_at = $2, calls = $3, booked = $4 WHERE id = $1";
    /// It ended by itself.
    END = "UPDATE workers SET ended_at = $2 WHERE id = $1";
    /// Those that were there since then, the newest first.
    SINCE = "SELECT id, address, per_window, window_ms, began_at, seen_at, ended_at, calls, booked \
             FROM workers \
             WHERE seen_at >= $1 ORDER BY seen_at DESC, id";
    /// Forgets those that were not there since then.
    FORGET = "DELETE FROM workers WHERE seen_at < $1";
}
