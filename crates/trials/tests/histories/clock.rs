//! The machine's clock, which somebody may set wrong.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use remote::{Clock, ManualClock};

/// The workers' clock. Like the machine's own, its monotonic part never goes back, and takes a jump
/// forward for a sleep.
pub(crate) struct WorkersClock {
    true_time: Arc<ManualClock>,
    /// By how many seconds it is wrong.
    wrong_by: AtomicI64,
    furthest_millis: AtomicU64,
    /// One thread asks at a time.
    asking: Mutex<()>,
}

impl WorkersClock {
    pub(crate) fn new(true_time: Arc<ManualClock>) -> Self {
        let (wrong_by, furthest_millis) = (AtomicI64::new(0), AtomicU64::new(0));
        Self { true_time, wrong_by, furthest_millis, asking: Mutex::default() }
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
        let _alone = self.asking.lock().unwrap();
        let ahead = u64::try_from(self.wrong_by.load(Ordering::Relaxed)).unwrap_or(0);
        let passed = self.true_time.monotonic() + Duration::from_secs(ahead);
        let millis = u64::try_from(passed.as_millis()).unwrap();
        let before = self.furthest_millis.fetch_max(millis, Ordering::Relaxed);
        Duration::from_millis(before.max(millis))
    }
}
