//! Sleeping until an instant, unless the program is asked to stop.

use std::time::Duration;

use jiff::Timestamp;
use remote::Clock;

use crate::stop::Stop;

/// The wall clock may be set meanwhile, so it is looked at this often.
const LONGEST: Duration = Duration::from_secs(10);

/// Whoever says "go on now" and then "wait until now" must not be asked without end.
const SHORTEST: Duration = Duration::from_millis(20);

/// How a rest ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rested {
    /// It is time.
    Enough,
    /// The program was asked to stop.
    Stopped,
}

/// Rests until `until` on that clock, or until the program is asked to stop. A clock that is set back meanwhile
/// makes it no longer.
pub(crate) async fn rest_until(clock: &dyn Clock, until: Timestamp, stop: &Stop) -> Rested {
    let by_wall = || Duration::try_from(until.duration_since(clock.now())).unwrap_or_default();
    let enough = clock.steady().saturating_add(by_wall());
    let mut first = true;
    loop {
        if stop.is_asked() {
            return Rested::Stopped;
        }
        let left = by_wall().min(enough.saturating_sub(clock.steady()));
        if left.is_zero() && !first {
            return Rested::Enough;
        }
        first = false;
        tokio::select! {
            () = sleep(left.clamp(SHORTEST, LONGEST)) => {}
            () = stop.asked() => return Rested::Stopped,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place in the program that sleeps")]
async fn sleep(duration: Duration) {
    tokio::time::sleep(duration).await;
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use remote::SystemClock;

    use super::*;

    /// Set back by a day after it was read once.
    #[derive(Debug)]
    struct SetBack(SystemClock, AtomicU32);

    impl Clock for SetBack {
        fn now(&self) -> Timestamp {
            let is_first = self.1.fetch_add(1, Ordering::Relaxed) == 0;
            let by = Duration::from_hours(if is_first { 0 } else { 24 });
            self.0.now().saturating_sub(by).unwrap()
        }

        fn monotonic(&self) -> Duration {
            self.0.monotonic()
        }

        fn steady(&self) -> Duration {
            self.0.steady()
        }
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_meanwhile_makes_no_rest_longer() {
        let (_stopper, stop) = Stop::pair();
        let clock = SetBack(SystemClock::new(), AtomicU32::new(0));
        let until = SystemClock::new().now() + Duration::from_millis(50);
        // Within a time that is far from a day.
        let rest = tokio::time::timeout(Duration::from_secs(5), rest_until(&clock, until, &stop));
        assert_eq!(rest.await, Ok(Rested::Enough));
        assert!(clock.steady() >= Duration::from_millis(50), "and none shorter");
    }

    #[tokio::test]
    async fn an_instant_that_is_past_is_enough() {
        let (_stopper, stop) = Stop::pair();
        let clock = SystemClock::new();
        assert_eq!(rest_until(&clock, Timestamp::UNIX_EPOCH, &stop).await, Rested::Enough);
    }

    #[tokio::test]
    async fn a_stop_ends_the_rest_at_once() {
        let (stopper, stop) = Stop::pair();
        let clock = SystemClock::new();
        let rest = rest_until(&clock, Timestamp::MAX, &stop);
        let ask = async { stopper.ask() };
        let (rested, ()) = tokio::join!(rest, ask);
        assert_eq!(rested, Rested::Stopped);
    }
}
