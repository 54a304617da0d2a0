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

/// Rests until `until` on that clock, or until the program is asked to stop.
pub(crate) async fn rest_until(clock: &dyn Clock, until: Timestamp, stop: &Stop) -> Rested {
    let mut first = true;
    loop {
        if stop.is_asked() {
            return Rested::Stopped;
        }
        let left = Duration::try_from(until.duration_since(clock.now())).unwrap_or_default();
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
    use remote::SystemClock;

    use super::*;

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
