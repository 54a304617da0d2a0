//! The rate headers as they really are.
//!
//! Moneybird's `Retry-After` and `RateLimit-Reset` are absolute epoch seconds, against HTTP
//! custom, and its `RateLimit-Remaining` counts *seconds*; the requests left stand in
//! `RateLimit-RequestsRemaining` (moneybird-api.md §4).

use std::time::Duration;

use jiff::Timestamp;

use crate::{Budget, Reply};

/// A number larger than this is an instant (epoch seconds), a smaller one a delay in seconds.
const EPOCH_FROM: i64 = 1_000_000_000;

/// Until when a throttled remote wants us to wait: `Retry-After`, else `RateLimit-Reset`, else one
/// window. Never longer than a window and never in the past, whatever the header says.
///
/// One window is enough: what was counted until now is out of it by then, so a remote that counts as it
/// says has room again. Where it has not, the request that asks is turned away with another instant: it
/// costs one request a window, and nothing is lost. Without this bound a header in another unit, or from a
/// machine with a wrong clock, would stop all bookings for as long as it says.
pub fn wait_until(reply: &Reply, budget: &Budget, now: Timestamp) -> Timestamp {
    let longest = now.saturating_add(budget.window).unwrap_or(Timestamp::MAX);
    let shortest = now.saturating_add(Duration::from_secs(1).min(budget.window)).unwrap_or(now);
    ["retry-after", "ratelimit-reset"]
        .iter()
        .find_map(|name| instant(reply.header(name)?, now))
        .map_or(longest, |until| until.clamp(shortest, longest))
}

/// The end of the window, if the remote says that nothing is left in it.
pub fn exhausted_until(reply: &Reply, budget: &Budget, now: Timestamp) -> Option<Timestamp> {
    let left: u64 = reply.header("ratelimit-requestsremaining")?.trim().parse().ok()?;
    (left == 0).then(|| wait_until(reply, budget, now))
}

fn instant(text: &str, now: Timestamp) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return match number {
            0.. if number > EPOCH_FROM => Timestamp::from_second(number).ok(),
            0.. => now.checked_add(Duration::from_secs(number.unsigned_abs())).ok(),
            _ => None,
        };
    }
    jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())
}
