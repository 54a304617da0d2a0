//! Says in the database that this process is there, and what it did.

use std::time::Duration;

use store::WorkerId;
use sync::{Fault, Service, Tally};

use crate::installation::store_fault;

/// How often.
const EVERY: Duration = Duration::from_secs(20);

/// One that was not seen for so long is gone: two beats may be late, as when the database is away for a moment.
pub(crate) const PRESENT: Duration = Duration::from_mins(1);

/// How long it may take to say that it ends. Who cannot be told takes it for gone soon anyway.
const LAST_BEAT: Duration = Duration::from_secs(3);

/// What rounds did since this process began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Done {
    /// Orders that were booked, without those that were in Moneybird already: those tell nothing of what an order costs.
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
        let made = |tally: &Tally| tally.booked.saturating_sub(tally.adopted);
        add(&mut self.booked, made(before), made(after));
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
    /// If the database fails; it beats again when it is asked to next.
    pub(super) async fn beat(&mut self, service: &Service, done: Done) -> Result<(), Fault> {
        let steady = service.clock().monotonic();
        if self.last.is_some_and(|last| steady.saturating_sub(last) < EVERY) {
            return Ok(());
        }
        let beaten = self.beaten(service, done).await;
        // One that came to nothing is tried again soon.
        self.last = beaten.is_ok().then_some(steady);
        beaten.map_err(|error| store_fault(&error, service.options().language))
    }

    /// The last beat, of a process that ends by itself.
    pub(super) async fn end(mut self, service: &Service, done: Done) {
        let Some(id) = self.id.take() else { return };
        let (store, now) = (service.store(), service.clock().now());
        let done = counted(service, done);
        let ending = async {
            store.worker_seen(&id, done, now).await?;
            store.worker_ends(&id, now).await
        };
        match tokio::time::timeout(LAST_BEAT, ending).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(%error, "not told that it ends"),
            Err(_) => tracing::debug!("not told that it ends, as the database does not answer"),
        }
    }

    async fn beaten(&mut self, service: &Service, done: Done) -> Result<(), store::Error> {
        let (store, options, now) = (service.store(), service.options(), service.clock().now());
        let done = counted(service, done);
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

/// Requests that orders asked for, and orders booked by them.
fn counted(service: &Service, done: Done) -> (u64, u64) {
    (service.calls().0.saturating_sub(done.reconciling), done.booked)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use remote::Clock as _;

    use super::*;
    use crate::pretend::service;

    #[tokio::test]
    async fn it_beats_often_and_is_found_again_when_it_was_forgotten() {
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
        clock.advance(EVERY.saturating_sub(Duration::from_secs(1)));
        done.note(&Tally::default(), &Tally { booked: 3, ..Tally::default() });
        heart.beat(&service, done).await.unwrap();
        assert_eq!(seen().await, [(began, 0)]);
        clock.advance(Duration::from_secs(1));
        let before = Tally { booked: 5, ..Tally::default() };
        done.note(&before, &Tally { booked: 8, adopted: 2, reconciling: 7, ..before });
        heart.beat(&service, done).await.unwrap();
        assert_eq!(done, Done { booked: 4, reconciling: 7 });
        assert_eq!(seen().await, [(clock.now(), 4)]);
        store.forget_workers(Timestamp::MAX).await.unwrap();
        clock.advance(EVERY);
        heart.beat(&service, done).await.unwrap();
        assert_eq!(seen().await, [(clock.now(), 4)]);
    }
    #[tokio::test]
    async fn one_that_ends_by_itself_says_so_with_all_that_it_did() {
        let (service, clock) = service().await;
        let mut heart = Heartbeat::default();
        let mut done = Done::default();
        // One that never was there has nothing to say.
        Heartbeat::default().end(&service, done).await;
        heart.beat(&service, done).await.unwrap();
        clock.advance(Duration::from_secs(7));
        done.note(&Tally::default(), &Tally { booked: 3, ..Tally::default() });
        heart.end(&service, done).await;
        let all = service.store().workers(Timestamp::MIN).await.unwrap();
        let brief: Vec<_> = all.iter().map(|own| (own.seen_at, own.ended_at, own.booked)).collect();
        assert_eq!(brief, [(clock.now(), Some(clock.now()), 3)]);
    }
}
