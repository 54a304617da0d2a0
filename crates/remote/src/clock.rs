//! Time, handed in.
//!
//! Nothing below the program's own `main` asks the machine what time it is: every
//! room takes a [`Clock`], so that tests decide when it is and how fast it goes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The present instant, as the wall clock has it. It may jump when the machine's clock is set.
    fn now(&self) -> Timestamp;

    /// Time since some fixed moment, which never goes back. Used for the age of an intent.
    fn monotonic(&self) -> Duration;
}

/// The machine's own clock.
///
/// Its monotonic part also counts the time for which the machine slept, as far as the wall clock
/// tells: the system's own monotonic clock stands still then, and a worker that slept must notice.
#[derive(Debug)]
pub struct SystemClock {
    started: std::time::Instant,
    started_at: Timestamp,
    furthest_millis: AtomicU64,
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
            started_at: Timestamp::now(),
            furthest_millis: AtomicU64::new(0),
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
        let by_wall = Duration::try_from(self.now().duration_since(self.started_at));
        let passed = self.started.elapsed().max(by_wall.unwrap_or_default());
        let millis = u64::try_from(passed.as_millis()).unwrap_or(u64::MAX);
        let before = self.furthest_millis.fetch_max(millis, Ordering::Relaxed);
        Duration::from_millis(before.max(millis))
    }
}

/// A clock that stands still until it is told to move. For tests.
#[derive(Debug)]
pub struct ManualClock {
    start: Timestamp,
    passed: std::sync::Mutex<Duration>,
}

impl ManualClock {
    /// A clock that says `start`.
    pub fn at(start: Timestamp) -> Self {
        Self { start, passed: std::sync::Mutex::new(Duration::ZERO) }
    }

    /// Lets time pass, on both the wall and the monotonic clock.
    pub fn advance(&self, by: Duration) {
        let mut passed = self.passed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
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
        *self.passed.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
