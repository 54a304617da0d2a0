//! Notices what is to be told. What a connection is like is held against what was told of it; the mark and the
//! letters are written together.

use std::collections::BTreeSet;
use std::time::Duration;

use bookkeeping::{Language, amsterdam_day};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use letters::{Broken, Month, News, Sum, Takeover};
use store::{Connection, ConnectionId, Health, LetterKind, State};
use sync::{Fault, RECONCILED, Service};

use super::writing::What;
use super::{Mailing, orders, trial, writing};
use crate::installation::store_fault;

/// Connections that are looked at in one go, of each kind of news: the others' turn comes a minute later.
pub(super) const AT_ONCE: u32 = 100;

/// From this hour on orders are told of, in Amsterdam: nobody is woken for them.
const MORNING: i8 = 7;

/// After this long it is told again what waits still, if nothing came to it.
const REMINDED: Duration = Duration::from_hours(7 * 24);

/// Days after the end of a month before it is told of: what was paid on its last days is in by then.
const SETTLED: i32 = 3;

/// Days after the end of a month for which how it ended is news.
const NEWS: i32 = 45;

/// How far back reconciliations are looked for at first: one is made each day.
const FIRST: Duration = Duration::from_hours(25);

/// How long after a connection was made it is news that its orders are in the books: a host may have had no
/// mail server then.
const RECENT: Duration = Duration::from_hours(60 * 24);

/// Months whose sums a takeover tells.
const MONTHS: u8 = 60;

/// Keeps a look out.
#[derive(Debug, Default)]
pub(super) struct LookOut {
    /// Until when reconciliations were looked at.
    seen: Option<Timestamp>,
    /// Those whose months could not be told of: they are looked at again, whatever is reconciled meanwhile.
    again: BTreeSet<ConnectionId>,
}

impl LookOut {
    /// Looks once at everything.
    ///
    /// # Errors
    /// If the database fails; the next look tells the rest.
    pub(super) async fn look(
        &mut self,
        service: &Service,
        mailing: Mailing<'_>,
    ) -> Result<(), Fault> {
        let (store, now) = (service.store(), service.clock().now());
        let failed = |error: store::Error| store_fault(&error, service.options().language);
        let mut troubles = Vec::new();
        for id in store.newly_broken(AT_ONCE).await.map_err(failed)? {
            troubles.push(broken(service, mailing, &id, now).await);
        }
        for id in store.newly_taken_over(now, AT_ONCE).await.map_err(failed)? {
            troubles.push(taken_over(service, mailing, &id, now).await);
        }
        let local = now.to_zoned(TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC));
        if local.hour() >= MORNING {
            let today = local.date().to_string();
            for id in store.in_want(&today, now, AT_ONCE).await.map_err(failed)? {
                troubles.push(in_want(service, mailing, (&id, &today), now).await);
            }
            if let Some(terms) = mailing.terms {
                troubles.push(trial::look(service, mailing, terms, &local).await);
            }
        }
        troubles.push(self.months(service, mailing, now).await);
        // What stands in the way of one connection keeps no news from the others.
        troubles.into_iter().collect()
    }

    /// Months that were reconciled since the last look.
    async fn months(
        &mut self,
        service: &Service,
        mailing: Mailing<'_>,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let failed = |error: store::Error| store_fault(&error, service.options().language);
        let first = now.saturating_sub(FIRST).unwrap_or(Timestamp::MIN);
        // A clock that was set back hides nothing.
        let since = self.seen.filter(|seen| *seen <= now).unwrap_or(first);
        let facts = service.store().facts_since(RECONCILED, since, AT_ONCE).await;
        for (id, at) in facts.map_err(failed)? {
            self.again.insert(id);
            self.seen = Some(at);
        }
        let mut first_trouble = Ok(());
        for id in std::mem::take(&mut self.again) {
            if let Err(fault) = months_of(service, mailing, &id, now).await {
                self.again.insert(id);
                first_trouble = first_trouble.and(Err(fault));
            }
        }
        first_trouble
    }
}

/// Booking has stopped.
async fn broken(
    service: &Service,
    mailing: Mailing<'_>,
    id: &ConnectionId,
    at: Timestamp,
) -> Result<(), Fault> {
    let connection = service.connection(id).await?;
    let Health::Broken { code, message } = &connection.health else { return Ok(()) };
    let news = |language| {
        let said = web::stopped(code, message, language);
        let explained = mailing.address(&web::stopped_explained(code, language));
        News::Broken(Broken { said, explained })
    };
    let what = What { kind: LetterKind::Broken, topic: "", at };
    writing::tell(service, mailing, &connection, what, news).await
}

/// The existing orders are in the books; nobody is told where there were none.
async fn taken_over(
    service: &Service,
    mailing: Mailing<'_>,
    id: &ConnectionId,
    at: Timestamp,
) -> Result<(), Fault> {
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let (store, connection) = (service.store(), service.connection(id).await?);
    let counts = store.counts(id).await.map_err(failed)?;
    let waiting = counts.of(State::Refused) + counts.of(State::Changed);
    let booked = counts.of(State::Booked) + counts.of(State::Changed);
    let what = What { kind: LetterKind::Takeover, topic: "", at };
    let is_old = at > connection.created_at.saturating_add(RECENT).unwrap_or(Timestamp::MAX);
    if booked + waiting == 0 || is_old {
        return writing::mark(service, &connection, what).await;
    }
    let sums = service.months(id, MONTHS).await?.into_iter();
    let months = sums.map(|own| Sum { first: own.first, shop: own.shop, books: own.books });
    let takeover = Takeover {
        booked,
        waiting,
        months: months.collect(),
        currency: currency(service, id).await?,
        closing: mailing.address(&format!("/c/{id}/close")),
    };
    let news = |_: Language| News::Takeover(takeover.clone());
    writing::tell(service, mailing, &connection, what, news).await
}

/// Orders wait for a decision. It is told if any has come to them since it was told last, if nobody knows
/// whether that letter arrived, or after a week.
async fn in_want(
    service: &Service,
    mailing: Mailing<'_>,
    (id, today): (&ConnectionId, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let (store, connection) = (service.store(), service.connection(id).await?);
    let kind = LetterKind::Orders;
    let what = What { kind, topic: today, at: now };
    let is_news = match store.last_told(id, kind).await.map_err(failed)? {
        None => true,
        Some(last) => {
            now >= last.saturating_add(REMINDED).unwrap_or(Timestamp::MAX)
                || store.in_want_since(id, last).await.map_err(failed)? > 0
                || store.letters_in_doubt(id, kind, last).await.map_err(failed)? > 0
        }
    };
    if !is_news || !writing::is_read(service, mailing, &connection, kind).await? {
        return writing::mark(service, &connection, what).await;
    }
    let facts = orders::facts(service, mailing, id).await?;
    let news = |language| facts.news(language);
    writing::tell(service, mailing, &connection, what, news).await
}

/// The months of a connection that are over: each is told of when it closes, and before that once if it does
/// not.
async fn months_of(
    service: &Service,
    mailing: Mailing<'_>,
    id: &ConnectionId,
    at: Timestamp,
) -> Result<(), Fault> {
    let today = amsterdam_day(at);
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let store = service.store();
    let connection = match store.connection(id).await {
        // It was erased since it was reconciled.
        Err(store::Error::NoConnection(_)) => return Ok(()),
        found => found.map_err(failed)?,
    };
    let told = store.topics_told(id, LetterKind::Month).await.map_err(failed)?;
    for proven in service.proven(id).await? {
        let Some(first) = proven.first else { continue };
        let last = first.last_of_month();
        if today < last.saturating_add(SETTLED.days()) {
            continue;
        }
        let topic = |closes| {
            format!("{} {}", first.strftime("%Y-%m"), if closes { "closes" } else { "differs" })
        };
        let own = topic(proven.closes);
        if told.contains(&own) {
            continue;
        }
        let what = What { kind: LetterKind::Month, topic: &own, at };
        let is_news =
            today <= last.saturating_add(NEWS.days()) || told.contains(&topic(!proven.closes));
        if !is_news {
            writing::mark(service, &connection, what).await?;
            continue;
        }
        let month =
            month(service, mailing, &connection, (first, proven.closes, proven.difference)).await?;
        let news = |_: Language| News::Month(month.clone());
        writing::tell(service, mailing, &connection, what, news).await?;
    }
    Ok(())
}

/// How a month ended, with the orders that explain it if it does not close.
async fn month(
    service: &Service,
    mailing: Mailing<'_>,
    connection: &Connection,
    (first, closes, difference): (Date, bool, bookkeeping::Money),
) -> Result<Month, Fault> {
    let id = &connection.id;
    let waiting = if closes { Vec::new() } else { orders::of_month(service, id, first).await? };
    let listed = waiting.iter().map(|own| orders::waiting(mailing, own));
    Ok(Month {
        first,
        closes,
        difference,
        currency: currency(service, id).await?,
        orders: listed.collect(),
        waiting: u64::try_from(waiting.len()).unwrap_or(u64::MAX),
        closing: mailing.address(&format!("/c/{id}/close?period={}", first.strftime("%Y-%m"))),
    })
}

/// The currency of a connection's orders.
async fn currency(service: &Service, id: &ConnectionId) -> Result<String, Fault> {
    let newest = service.store().orders_page(id, None, 1, None).await;
    let newest = newest.map_err(|error| store_fault(&error, service.options().language))?;
    Ok(newest.into_iter().next().map_or_else(|| "EUR".to_owned(), |own| own.currency))
}
