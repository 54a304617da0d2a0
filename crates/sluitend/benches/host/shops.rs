//! Connections as the program leaves them when all is booked.

use std::time::Duration;

use jiff::Timestamp;
use store::{
    Connection, ConnectionId, Fact, Lease, NewConnection, OrderRecord, Secrets, SeenOrder, State,
    Store, Write,
};

use crate::Failure;
use crate::remotes::{KEY, SECRET, TOKEN, address};

/// What the program remembers of a connection that is not an order, by the names that `sync` gives it.
const FACTS: [&str; 4] = ["swept", "invoices", "unshowable", "reconciled"];
const LISTINGS: [&str; 2] = ["all", "status-7"];

/// How often the shop is read whole.
const SWEPT_EVERY: Duration = Duration::from_hours(24);

/// How long a connection is held while it is made.
const HELD: Duration = Duration::from_mins(30);

/// A connection that the program made and booked.
pub(crate) struct Example {
    connection: Connection,
    orders: Vec<OrderRecord>,
    facts: Vec<(&'static str, Fact)>,
    listings: Vec<(&'static str, Vec<i64>)>,
}

/// When a connection is due, and when it was looked through.
#[derive(Clone, Copy)]
pub(crate) struct Dates {
    pub(crate) now: Timestamp,
    pub(crate) swept: Timestamp,
    pub(crate) due: Timestamp,
}

impl Dates {
    /// Those of one connection out of `all`: everything is spread evenly.
    pub(crate) fn of(number: u32, all: u32, now: Timestamp, interval: Duration) -> Self {
        let part = |whole: Duration| whole.saturating_mul(number) / all.max(1);
        // What was looked through a day ago would be so again at once.
        let ago = part(SWEPT_EVERY.saturating_sub(interval));
        let swept = now.saturating_sub(ago).unwrap_or(now);
        // In another order, so that those looked through together are not due together.
        let turn = u32::try_from(u64::from(number) * 7_919 % u64::from(all.max(1)));
        let due = interval.saturating_mul(turn.unwrap_or_default()) / all.max(1);
        Self { now, swept, due: now.saturating_add(due).unwrap_or(now) }
    }
}

impl Example {
    /// The only connection that there is.
    pub(crate) async fn read(store: &Store) -> Result<Self, Failure> {
        let connection = store.connections().await?.into_iter().next().ok_or("no connection")?;
        let id = &connection.id;
        let (mut orders, mut facts, mut listings) = (Vec::new(), Vec::new(), Vec::new());
        for own in store.orders(Some(id), None).await? {
            orders.extend(store.order(id, own.order_id).await?);
        }
        for name in FACTS {
            facts.extend(store.fact(id, name).await?.map(|fact| (name, fact)));
        }
        for name in LISTINGS {
            listings.push((name, store.listing(id, name).await?.into_iter().collect()));
        }
        Ok(Self { connection, orders, facts, listings })
    }

    /// How many orders, and how many of them are booked.
    pub(crate) fn orders(&self) -> (usize, usize) {
        let is_booked = |own: &&OrderRecord| own.state == State::Booked;
        (self.orders.len(), self.orders.iter().filter(is_booked).count())
    }

    /// Another shop like it.
    pub(crate) async fn another(
        &self,
        store: &Store,
        (number, port): (u32, u16),
        dates: Dates,
    ) -> Result<(), Failure> {
        let new = NewConnection {
            shop_id: self.connection.shop_id.saturating_add(i64::from(number)),
            shop_name: format!("Winkel {number}"),
            shop_url: address(number, port),
            administration_id: number.to_string(),
            administration_name: "Boeken".to_owned(),
            settings: self.connection.settings.clone(),
            secrets: Secrets {
                shop_key: KEY.to_owned().into(),
                shop_secret: SECRET.to_owned().into(),
                moneybird_token: TOKEN.to_owned().into(),
            },
        };
        let id = store.save_connection(&new, dates.swept).await?;
        let lease = held(store, &id, dates.swept).await?;
        let mut write = store.write(&lease, dates.swept).await?;
        for order in &self.orders {
            booked(&mut write, order).await?;
        }
        for (name, ids) in &self.listings {
            write.change_listing(name, ids, &[]).await?;
        }
        for (name, fact) in &self.facts {
            // It is looked through a day after it was; its months are not compared while this runs.
            if *name != "reconciled" {
                write.put_fact(name, &dated(fact, dates.swept)).await?;
            }
        }
        write.commit().await?;
        store.put_fact(&id, "reconciled", "[]", dates.now).await?;
        store.release(&lease, dates.swept, dates.due).await?;
        Ok(())
    }

    /// The example is due then, as one of many.
    pub(crate) async fn put_off(&self, store: &Store, dates: Dates) -> Result<(), Failure> {
        let lease = held(store, &self.connection.id, dates.now).await?;
        store.release(&lease, dates.now, dates.due).await?;
        Ok(())
    }
}

async fn held(store: &Store, id: &ConnectionId, now: Timestamp) -> Result<Lease, Failure> {
    let lease = store.claim(id, "bench", now, now.saturating_add(HELD)?).await?;
    lease.ok_or_else(|| "somebody holds it".into())
}

/// A fact whose text says when it was noted says so of its copy.
fn dated(fact: &Fact, at: Timestamp) -> String {
    let Ok(mut body) = serde_json::from_str::<serde_json::Value>(&fact.body) else {
        return fact.body.clone();
    };
    match body.get_mut("begun_at") {
        Some(begun) => {
            *begun = at.to_string().into();
            body.to_string()
        }
        None => fact.body.clone(),
    }
}

/// An order, carried through its states to being booked.
async fn booked(write: &mut Write<'_>, own: &OrderRecord) -> Result<(), Failure> {
    let id = own.order_id;
    let booking = own.booking.as_ref().filter(|_| own.state == State::Booked);
    let seen = SeenOrder {
        order_id: id,
        number: own.number.clone(),
        ready: booking.is_some(),
        snapshot: own.snapshot.clone(),
        seen_at: own.seen_at,
        placed_on: own.placed_on,
        total: own.total,
        currency: own.currency.clone(),
        shop_status: own.shop_status,
        paid: own.paid,
        backfill: own.backfill,
        of_order: own.of_order,
    };
    write.see_order(&seen).await?;
    let Some(booking) = booking else { return Ok(()) };
    write.plan(id, &booking.plan, &booking.reference, booking.booked_on).await?;
    let invoice = booking.invoice_id.as_deref().unwrap_or_default();
    write.invoice_made(id, invoice, true).await?;
    write.booked(id, booking.booked.as_deref().unwrap_or_default()).await?;
    Ok(())
}
