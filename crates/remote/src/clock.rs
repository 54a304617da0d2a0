//! Time, handed in.
//!
//! Nothing below the program's own `main` asks the machine what time it is: every
//! room takes a [`Clock`], so that tests decide when it is and how fast it goes.

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
#[derive(Debug)]
pub struct SystemClock {
    started: std::time::Instant,
}

impl SystemClock {
    /// Starts the monotonic part at zero.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everybody else is handed"
    )]
    pub fn new() -> Self {
        Self { started: std::time::Instant::now() }
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
        self.started.elapsed()
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
