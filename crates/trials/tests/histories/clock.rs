//! The machine's clock, which somebody may set wrong.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use remote::{Clock, ManualClock, Passed};

/// The workers' clock. Like the machine's own, its monotonic part never goes back, and takes a jump
/// forward for a sleep.
pub(crate) struct WorkersClock {
    true_time: Arc<ManualClock>,
    /// By how many seconds it is wrong.
    wrong_by: AtomicI64,
    passed: Mutex<Passed>,
}

impl WorkersClock {
    pub(crate) fn new(true_time: Arc<ManualClock>) -> Self {
        let passed = Mutex::new(Passed::since(true_time.steady(), true_time.now()));
        Self { true_time, wrong_by: AtomicI64::new(0), passed }
    }

    /// Sets it wrong by so many seconds.
    pub(crate) fn set_wrong_by(&self, seconds: i64) {
        self.wrong_by.store(seconds, Ordering::Relaxed);
    }
}

impl Clock for WorkersClock {
    fn now(&self) -> Timestamp {
        let wrong_by = SignedDuration::from_secs(self.wrong_by.load(Ordering::Relaxed));
        self.true_time.now().checked_add(wrong_by).unwrap()
    }

    fn monotonic(&self) -> Duration {
        self.passed.lock().unwrap().until(self.steady(), self.now())
    }

    fn steady(&self) -> Duration {
        self.true_time.steady()
    }
}
