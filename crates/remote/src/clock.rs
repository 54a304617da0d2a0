//! Time, handed in.
//!
//! Nothing below the program's own `main` asks the machine what time it is: every
//! room takes a [`Clock`], so that tests decide when it is and how fast it goes.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The present instant, as the wall clock has it. It may jump when the machine's clock is set.
    fn now(&self) -> Timestamp;

    /// How much time may have passed since some fixed moment: never less than has. A wall clock that
    /// jumps forward may mean that the machine slept, so the jump counts. Used for the age of an intent.
    fn monotonic(&self) -> Duration;

    /// How much time has passed since that moment at the least: no jump of the wall clock counts, and
    /// the time for which the machine slept may be missing. Used where it is dangerous to take a jump
    /// for time that went by.
    fn steady(&self) -> Duration;
}

/// The machine's own clock.
///
/// Its monotonic part also counts the time for which the machine slept, as far as the wall clock
/// tells: the system's own monotonic clock stands still then, and a worker that slept must notice.
#[derive(Debug)]
pub struct SystemClock {
    started: std::time::Instant,
    passed: Mutex<Passed>,
}

/// How much time may have passed, up to when it was last asked.
#[derive(Debug)]
pub struct Passed {
    steady: Duration,
    wall: Timestamp,
    sum: Duration,
}

impl Passed {
    /// Nothing has passed yet.
    pub fn since(steady: Duration, wall: Timestamp) -> Self {
        Self { steady, wall, sum: Duration::ZERO }
    }

    /// Adds what passed since this was last asked: by the steady clock, or by the wall clock if that
    /// went further. Each time for itself, so that a wall clock which was put forward once and back
    /// again does not stop this for as long as it was wrong.
    pub fn until(&mut self, steady: Duration, wall: Timestamp) -> Duration {
        let by_wall = Duration::try_from(wall.duration_since(self.wall)).unwrap_or_default();
        let by_steady = steady.saturating_sub(self.steady);
        self.sum = self.sum.saturating_add(by_wall.max(by_steady));
        (self.steady, self.wall) = (steady.max(self.steady), wall);
        self.sum
    }
}

impl SystemClock {
    /// Starts the monotonic part at zero.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everybody else is handed"
    )]
    pub fn new() -> Self {
        Self {
            started: std::time::Instant::now(),
            passed: Mutex::new(Passed::since(Duration::ZERO, Timestamp::now())),
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everybody else is handed"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn monotonic(&self) -> Duration {
        let mut passed = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        passed.until(self.steady(), self.now())
    }

    fn steady(&self) -> Duration {
        self.started.elapsed()
    }
}

/// A clock that stands still until it is told to move. For tests.
#[derive(Debug)]
pub struct ManualClock {
    start: Timestamp,
    passed: Mutex<Duration>,
}

impl ManualClock {
    /// A clock that says `start`.
    pub fn at(start: Timestamp) -> Self {
        Self { start, passed: Mutex::new(Duration::ZERO) }
    }

    /// Lets time pass, on both the wall and the monotonic clock.
    pub fn advance(&self, by: Duration) {
        let mut passed = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        *passed = passed.saturating_add(by);
    }

    /// Moves on to `instant`; an instant in the past changes nothing.
    pub fn advance_to(&self, instant: Timestamp) {
        let by = instant.duration_since(self.now());
        if let Ok(by) = Duration::try_from(by) {
            self.advance(by);
        }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.start.saturating_add(self.monotonic()).unwrap_or(Timestamp::MAX)
    }

    fn monotonic(&self) -> Duration {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn steady(&self) -> Duration {
        self.monotonic()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_counts_once_and_a_clock_that_is_set_right_stops_nothing() {
        let start: Timestamp = "2026-11-23T15:00:00Z".parse().unwrap();
        let mut passed = Passed::since(Duration::ZERO, start);
        for (steady, wall, expected) in [
            (1, 1, 1),
            // Put forward by a day, or asleep for one.
            (2, 86_402, 86_402),
            (3, 86_403, 86_403),
            // Set right again: time goes on.
            (4, 4, 86_404),
            (10, 10, 86_410),
            // The wall clock is behind, and goes on from there.
            (11, -200, 86_411),
            (12, -199, 86_412),
        ] {
            let wall = start + jiff::SignedDuration::from_secs(wall);
            let steady = Duration::from_secs(steady);
            assert_eq!(passed.until(steady, wall), Duration::from_secs(expected), "{wall}");
        }
    }
}
