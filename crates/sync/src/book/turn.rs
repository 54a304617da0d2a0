//! Giving way to others.

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::desk::Desk;
use crate::round::Crowd;

/// A turn of a round among others.
#[derive(Debug)]
pub(crate) struct Turn {
    crowd: Crowd,
    /// On the monotonic clock.
    until: Duration,
}

impl Turn {
    /// One that begins now, on the monotonic clock.
    pub(crate) fn of(crowd: Crowd, now: Duration) -> Self {
        let until = now.saturating_add(crowd.turn);
        Self { crowd, until }
    }

    /// Whether it is over: nobody need give way to nobody.
    pub(super) fn is_over(&self, desk: &Desk) -> bool {
        self.crowd.is_there.load(Ordering::Relaxed) && desk.service.clock.monotonic() >= self.until
    }
}
