//! When it will be done, as far as the rate limit decides that.

use std::time::Duration;

/// Calls to Moneybird for a hundred orders, before there is experience: an invoice and a payment
/// each, a contact for many, and one read-back per hundred.
pub(crate) const USUAL: u64 = 260;

/// After so many orders experience counts.
const ENOUGH: u64 = 20;

/// What is known of a sync under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// Orders whose booking is done or has begun.
    pub(super) done: u64,
    /// Orders whose booking is still to begin.
    pub(super) left: u64,
    /// Calls to Moneybird so far.
    pub(super) calls: u64,
    /// Calls that it allows in a window.
    pub(super) per_window: u32,
    /// Length of the window.
    pub(super) window: Duration,
}

impl Known {
    /// Calls that are still needed.
    pub(super) fn calls_left(self) -> u64 {
        let by_hundred = match self.calls.saturating_mul(100).checked_div(self.done) {
            Some(measured) if self.done >= ENOUGH => measured,
            _ => USUAL,
        };
        self.left.saturating_mul(by_hundred).div_ceil(100)
    }

    /// How long that takes at the pace of the rate limit; nothing if one window holds it all, since
    /// then the remote's speed decides.
    pub(super) fn time_left(self) -> Option<Duration> {
        let calls = self.calls_left();
        if calls <= self.per_window.into() {
            return None;
        }
        let millis = u64::try_from(self.window.as_millis()).unwrap_or(u64::MAX);
        let millis = calls.saturating_mul(millis).checked_div(self.per_window.into())?;
        Some(Duration::from_millis(millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(done: u64, left: u64, calls: u64) -> Known {
        Known { done, left, calls, per_window: 150, window: Duration::from_mins(5) }
    }

    #[test]
    fn the_rate_limit_decides_when_there_is_more_than_a_window_holds() {
        for (done, left, calls, needed, minutes) in [
            (0, 0, 0, 0, None),
            (0, 50, 0, 130, None),
            (0, 1_500, 0, 3_900, Some(130)),
            // Little experience does not count yet.
            (5, 1_500, 50, 3_900, Some(130)),
            (100, 1_500, 210, 3_150, Some(105)),
        ] {
            let known = known(done, left, calls);
            assert_eq!(known.calls_left(), needed, "{known:?}");
            assert_eq!(known.time_left(), minutes.map(Duration::from_mins), "{known:?}");
        }
    }
}
