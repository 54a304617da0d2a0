//! Says in the database that this process is there, and what it did.

use std::time::Duration;

use store::WorkerId;
use sync::{Fault, Service, Tally};

use crate::installation::store_fault;

/// How often.
const EVERY: Duration = Duration::from_mins(1);

/// What rounds did since this process began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Done {
    /// Orders that were booked.
    booked: u64,
    /// Requests to Moneybird that no order asked for.
    reconciling: u64,
}

impl Done {
    /// Adds what a round did since `before`.
    pub(super) fn note(&mut self, before: &Tally, after: &Tally) {
        let add = |own: &mut u64, before: u64, after: u64| {
            *own = own.saturating_add(after.saturating_sub(before));
        };
        add(&mut self.booked, before.booked, after.booked);
        add(&mut self.reconciling, before.reconciling, after.reconciling);
    }
}

/// Beats once in a while.
#[derive(Debug, Default)]
pub(super) struct Heartbeat {
    id: Option<WorkerId>,
    last: Option<Duration>,
}

impl Heartbeat {
    /// Beats, if it is time.
    ///
    /// # Errors
    /// If the database fails; it beats again an interval later.
    pub(super) async fn beat(&mut self, service: &Service, done: Done) -> Result<(), Fault> {
        let steady = service.clock().monotonic();
        if self.last.is_some_and(|last| steady.saturating_sub(last) < EVERY) {
            return Ok(());
        }
        self.last = Some(steady);
        let beaten = self.beaten(service, done).await;
        beaten.map_err(|error| store_fault(&error, service.options().language))
    }

    async fn beaten(&mut self, service: &Service, done: Done) -> Result<(), store::Error> {
        let (store, options, now) = (service.store(), service.options(), service.clock().now());
        let done = (service.calls().0.saturating_sub(done.reconciling), done.booked);
        if let Some(id) = &self.id
            && store.worker_seen(id, done, now).await?
        {
            return Ok(());
        }
        let allowance = (options.requests_per_window, options.window);
        let id = store.worker_begins(&options.address, allowance, now).await?;
        store.worker_seen(&id, done, now).await?;
        self.id = Some(id);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use remote::Clock as _;

    use super::*;
    use crate::pretend::service;

    #[tokio::test]
    async fn it_beats_once_a_minute_and_is_found_again_when_it_was_forgotten() {
        let (service, clock) = service().await;
        let store = service.store();
        let mut heart = Heartbeat::default();
        let seen = async || {
            let all = store.workers(Timestamp::MIN).await.unwrap();
            all.iter().map(|own| (own.seen_at, own.booked)).collect::<Vec<_>>()
        };
        let began = clock.now();
        let mut done = Done::default();
        heart.beat(&service, done).await.unwrap();
        clock.advance(Duration::from_secs(59));
        done.note(&Tally::default(), &Tally { booked: 3, ..Tally::default() });
        heart.beat(&service, done).await.unwrap();
        assert_eq!(seen().await, [(began, 0)]);
        clock.advance(Duration::from_secs(1));
        let before = Tally { booked: 5, ..Tally::default() };
        done.note(&before, &Tally { booked: 6, reconciling: 7, ..before });
        heart.beat(&service, done).await.unwrap();
        assert_eq!(done, Done { booked: 4, reconciling: 7 });
        assert_eq!(seen().await, [(clock.now(), 4)]);
        store.forget_workers(Timestamp::MAX).await.unwrap();
        clock.advance(EVERY);
        heart.beat(&service, done).await.unwrap();
        assert_eq!(seen().await, [(clock.now(), 4)]);
    }
}
