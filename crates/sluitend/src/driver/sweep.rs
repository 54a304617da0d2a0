//! Forgets what is over: sessions, links and the like that ran out, keys of shops that nobody finished
//! installing, the persons of orders that are long done, and what was done many years ago.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::ConnectionId;
use sync::{Fault, Service};

use crate::installation::store_fault;

/// How often. What ran out does nothing any more: it only takes room.
const EVERY: SignedDuration = SignedDuration::from_hours(1);

/// How long the keys of a shop are kept that was not installed to the end. A merchant who comes back
/// later installs anew.
const ABANDONED: Duration = Duration::from_hours(14 * 24);

/// How long a call is known that came already. Neither side says how long it goes on calling again.
const DELIVERED: Duration = Duration::from_hours(14 * 24);

/// How long a letter that ended is remembered, for whoever asks what became of it.
const POSTED: Duration = Duration::from_hours(30 * 24);

/// How long it is remembered of which days orders were told.
const TOLD: Duration = Duration::from_hours(60 * 24);

/// How long a worker that is gone is remembered, for what it tells of the cost of an order.
const GONE: Duration = Duration::from_hours(30 * 24);

/// Sweeps once in a while.
#[derive(Debug, Default)]
pub(super) struct Broom {
    last: Option<Timestamp>,
    /// The connections whose persons are still to be gone through.
    persons: VecDeque<ConnectionId>,
}

impl Broom {
    /// Sweeps, if it is time; some of the persons whenever it is called, so that nobody waits for all of them.
    ///
    /// # Errors
    /// If the database fails; it is tried again an interval later.
    pub(super) async fn sweep(&mut self, service: &Service) -> Result<(), Fault> {
        self.things(service).await?;
        let Some(id) = self.persons.pop_front() else { return Ok(()) };
        if service.forget_persons(&id).await? {
            self.persons.push_back(id);
        }
        if self.persons.is_empty() {
            // All of them had their turn: nobody who was forgotten is to stand in the log still. If it is busy,
            // the next hour empties it.
            let emptied = service.store().empty_log().await;
            emptied.map_err(|error| store_fault(&error, service.options().language))?;
        }
        Ok(())
    }

    async fn things(&mut self, service: &Service) -> Result<(), Fault> {
        let now = service.clock().now();
        // A clock that was set back puts nothing off.
        let is_soon = |last| now >= last && now.duration_since(last) < EVERY;
        if self.last.is_some_and(is_soon) {
            return Ok(());
        }
        self.last = Some(now);
        let fault = |error: store::Error| store_fault(&error, service.options().language);
        let forgotten = all(service, now).await.map_err(fault)?;
        tracing::debug!(forgotten, "swept");
        let entries = service.forget_log().await?;
        if entries > 0 {
            tracing::info!(
                entries,
                "entries of the log forgotten, as books need not be kept for longer"
            );
        }
        for connection in service.erase_uninstalled().await? {
            tracing::info!(%connection, "erased, as its app was removed long ago");
        }
        let connections = service.store().connections().await.map_err(fault)?;
        // Whoever is still there from the last time has their turn first.
        if self.persons.is_empty() {
            self.persons.extend(connections.into_iter().map(|own| own.id));
        }
        Ok(())
    }
}

/// Forgets everything that is over; how much there was.
async fn all(service: &Service, now: Timestamp) -> Result<u64, store::Error> {
    let store = service.store();
    let before = |age: Duration| now.saturating_sub(age).unwrap_or(Timestamp::MIN);
    let counts = [
        store.sweep_sessions(now).await?,
        store.sweep_links(now).await?,
        store.sweep_invitations(now).await?,
        store.sweep_errands(now).await?,
        store.sweep_deliveries(before(DELIVERED)).await?,
        store.forget_abandoned_installs(before(ABANDONED)).await?,
        store.forget_workers(before(GONE)).await?,
        store.sweep_outbox(before(POSTED)).await?,
        store.sweep_told(before(TOLD)).await?,
    ];
    Ok(counts.iter().sum())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use remote::{Clock as _, ManualClock};
    use secrecy::SecretString;
    use store::{
        AuditEntry, HookSide, Language, NewConnection, NewInvitation, Role, SeenOrder, State, Store,
    };
    use sync::Options;

    use super::*;
    use crate::pretend::{Nobody, connection, service};

    /// What lets somebody in, of which each lasts a minute or a week.
    async fn let_in(service: &Service, now: Timestamp) {
        let (store, secret) = (service.store(), SecretString::from("s"));
        let anna = store.new_shopkeeper("Anna", Language::Nl, now).await.unwrap();
        for lasts in [Duration::from_mins(1), Duration::from_hours(7 * 24)] {
            store.open_session(&anna, now, lasts).await.unwrap();
            store.new_link(&anna, now, lasts).await.unwrap();
            store.new_errand(&anna, 7, &secret, now, lasts).await.unwrap();
            let new = NewInvitation { shop_id: 7, by: &anna, name: "Bert", role: Role::Reader };
            store.invite(new, now, lasts).await.unwrap();
        }
    }

    /// How much there is, over or not, after which there is nothing.
    async fn left(store: &Store) -> [u64; 4] {
        let late = Timestamp::MAX;
        [
            store.sweep_sessions(late).await.unwrap(),
            store.sweep_links(late).await.unwrap(),
            store.sweep_errands(late).await.unwrap(),
            store.sweep_invitations(late).await.unwrap(),
        ]
    }

    #[tokio::test]
    async fn what_is_over_is_forgotten_once_an_hour() {
        let (service, clock) = service().await;
        let mut broom = Broom::default();
        broom.sweep(&service).await.unwrap();
        let_in(&service, clock.now()).await;
        clock.advance(Duration::from_mins(59));
        broom.sweep(&service).await.unwrap();
        assert_eq!(left(service.store()).await, [2; 4], "not within the hour");
        let_in(&service, clock.now()).await;
        clock.advance(Duration::from_mins(1));
        broom.sweep(&service).await.unwrap();
        assert_eq!(left(service.store()).await, [1; 4], "what lasts stays");
        // Also by a clock that is set back.
        let back = Arc::new(ManualClock::at("2026-11-20T00:00:00Z".parse().unwrap()));
        let options = Options::of_address("here");
        let early = Service::new(service.store().clone(), Arc::new(Nobody), back.clone(), options);
        let_in(&early, back.now() - SignedDuration::from_mins(1)).await;
        broom.sweep(&early).await.unwrap();
        assert_eq!(left(service.store()).await, [1; 4]);
    }

    #[tokio::test]
    async fn keys_and_calls_are_kept_for_a_fortnight() {
        let (service, clock) = service().await;
        let (store, now, secret) = (service.store(), clock.now(), SecretString::from("s"));
        let kept = |key: &str| {
            let key = SecretString::from(key);
            async move { store.install_by_key(&key).await.unwrap().is_some() }
        };
        store.save_install(&"old".into(), &secret, "https://a", "https://b", now).await.unwrap();
        let key = SecretString::from("done");
        let done = store.save_install(&key, &secret, "https://c", "https://d", now).await.unwrap();
        store.open_install(&done, 7, 3, now).await.unwrap();
        store.finish_install(&done, now).await.unwrap();
        let id = store.save_connection(&connection(7), now).await.unwrap();
        let hook = store.new_hook(&id, HookSide::Shop, "orders.created", now).await.unwrap();
        assert!(store.note_delivery(hook.expose(), "call", now).await.unwrap());

        clock.advance(Duration::from_hours(14 * 24));
        Broom::default().sweep(&service).await.unwrap();
        assert!(kept("old").await, "it is a fortnight old, and no more");
        assert!(!store.note_delivery(hook.expose(), "call", now).await.unwrap(), "known");
        clock.advance(Duration::from_secs(1));
        Broom::default().sweep(&service).await.unwrap();
        assert!(!kept("old").await);
        assert!(kept("done").await, "what is installed stays");
        assert!(store.note_delivery(hook.expose(), "call", now).await.unwrap());
    }

    #[tokio::test]
    async fn what_was_done_is_kept_for_seven_years_and_for_ten_where_vat_is_declared_abroad() {
        let (service, clock) = service().await;
        let (store, now) = (service.store(), clock.now());
        let with = |shop, vat: &str| NewConnection {
            settings: Some(format!("{vat}\ntax_rate = \"1\"\npercentage = \"21\"")),
            ..connection(shop)
        };
        let oss = "[[vat]]\ncase = \"oss\"\ncountry = \"BE\"";
        let there = "[[vat]]\ncase = \"domestic\"\ncountry = \"DE\"";
        let here = "[[vat]]\ncase = \"domestic\"\ncountry = \"NL\"";
        let unread = "this is nothing that can be read";
        for (shop, vat) in [(1, oss), (2, there), (3, here), (4, unread)] {
            store.save_connection(&with(shop, vat), now).await.unwrap();
        }
        for shop in [Some(1), Some(2), Some(3), Some(4), Some(5), None] {
            let (account, connection) = (None, None);
            let (what, detail) = ("x".to_owned(), String::new());
            let entry = AuditEntry { at: now, account, shop_id: shop, connection, what, detail };
            store.note(&entry).await.unwrap();
        }
        let left = async |at: &str| {
            clock.advance_to(at.parse().unwrap());
            Broom::default().sweep(&service).await.unwrap();
            let mut left: Vec<_> =
                store.audit(9).await.unwrap().into_iter().map(|own| own.shop_id).collect();
            left.sort();
            left
        };
        let all = [None, Some(1), Some(2), Some(3), Some(4), Some(5)];
        assert_eq!(left("2033-11-28T13:30:00Z").await, all);
        assert_eq!(left("2033-11-28T13:30:01Z").await, [Some(1), Some(2), Some(4)]);
        assert_eq!(left("2036-11-28T13:30:00Z").await, [Some(1), Some(2), Some(4)]);
        assert_eq!(left("2036-11-28T13:30:01Z").await, []);
    }

    #[tokio::test]
    async fn persons_are_forgotten_a_few_at_a_time() {
        let (service, clock) = service().await;
        let (store, now) = (service.store(), clock.now());
        let id = store.save_connection(&connection(7), now).await.unwrap();
        let lease = store.claim(&id, "one", now, now + SignedDuration::from_hours(1)).await;
        let lease = lease.unwrap().unwrap();
        let mut write = store.write(&lease, now).await.unwrap();
        for order in 1..=150 {
            // Nothing that this version can read, so nothing is left of it.
            let snapshot = "{\"name\":\"Anna\"}".to_owned();
            write.see_order(&seen(order, snapshot, now)).await.unwrap();
            write.ignore(order, State::Ready, "x").await.unwrap();
        }
        write.commit().await.unwrap();
        let mut broom = Broom::default();
        let mut left = Vec::new();
        for day in [89, 2, 0, 0] {
            clock.advance(Duration::from_hours(24 * day));
            broom.sweep(&service).await.unwrap();
            let all = store.orders_after(&id, 0, 1_000).await.unwrap();
            left.push(all.iter().filter(|own| own.snapshot.contains("Anna")).count());
        }
        assert_eq!(left, [150, 50, 0, 0]);
    }

    fn seen(order_id: i64, snapshot: String, now: Timestamp) -> SeenOrder {
        SeenOrder {
            order_id,
            number: order_id.to_string(),
            ready: true,
            snapshot,
            seen_at: now,
            placed_on: "2026-11-01".parse().unwrap(),
            total: "1".parse().unwrap(),
            currency: "EUR".to_owned(),
            shop_status: None,
            paid: true,
            backfill: false,
            of_order: None,
        }
    }
}
