//! Invoices of this shop that Moneybird holds already: made by an earlier installation whose memory
//! was lost, or by one of which an old copy was put back. They are adopted, never booked again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use moneybird::{Batch, InvoiceId};
use serde::{Deserialize, Serialize};
use store::OrderRecord;

use super::search::Found;
use super::{Booking, search};
use crate::desk::{Desk, from_json, json};
use crate::fault::Halt;

/// The fact that keeps what was found.
pub(crate) const FACT: &str = "held";

/// How long it is good for.
const GOOD_FOR: std::time::Duration = std::time::Duration::from_hours(24);

/// What was found in Moneybird.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Held {
    /// The first day that was looked at.
    from: Option<Date>,
    /// The largest id that was looked at. Ids grow with time, so what is larger is newer.
    newest: u64,
    /// Invoices by the order whose address they carry, and by each order in a summary.
    orders: BTreeMap<i64, Vec<String>>,
    /// Before this nothing is booked: what somebody else sent last may still show up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_before: Option<Timestamp>,
}

/// What is known of Moneybird where others may have been at work until a moment ago.
pub(crate) fn unknown_before(settle_at: Timestamp) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Held { not_before: Some(settle_at), ..Held::default() })
}

/// A search under way. It outlives a pause that the allowance asks for.
#[derive(Debug)]
pub(super) struct Search {
    left: Vec<InvoiceId>,
    held: Held,
}

/// The invoices that Moneybird holds for an order now, other than any that we know to have made.
///
/// Searched once a day while there is something to book, and when an order is older than what was
/// searched: one call, and one per hundred invoices that are new and not ours.
pub(super) async fn held(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
) -> Result<Vec<Found>, Halt> {
    if record.attempt > 0 {
        // A request for it left once, and a person has looked at it since: look thoroughly.
        return search::concerning(desk, record.order_id, record.placed_on, None).await;
    }
    let ids = of(desk, booking, record, record.order_id).await?;
    still_there(desk, record.order_id, &ids).await
}

/// The invoices that were found for an id when Moneybird was last searched, which covers all that
/// we did not make ourselves. `record` is an order to be booked.
pub(super) async fn of(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    id: i64,
) -> Result<Vec<String>, Halt> {
    let known = match booking.held.take() {
        Some((known, at)) if is_good(&known, at, desk, record) => (known, at),
        _ => recall(desk, booking, record).await?,
    };
    let ids = known.0.orders.get(&id).cloned().unwrap_or_default();
    booking.held = Some(known);
    Ok(ids)
}

fn is_good(held: &Held, at: Timestamp, desk: &Desk, record: &OrderRecord) -> bool {
    let until = at.saturating_add(GOOD_FOR).unwrap_or(Timestamp::MAX);
    let covers = held.from.is_some_and(|from| from <= record.placed_on);
    covers && at <= desk.now() && desk.now() < until
}

async fn recall(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
) -> Result<(Held, Timestamp), Halt> {
    let store = &desk.service.store;
    let fact = store.fact(desk.id(), FACT).await.map_err(|error| desk.database(&error))?;
    let known = match &fact {
        Some(fact) => from_json::<Held>(&fact.body, desk)?,
        None => Held::default(),
    };
    if let Some(fact) = fact.as_ref().filter(|fact| is_good(&known, fact.at, desk, record)) {
        return Ok((known, fact.at));
    }
    if let Some(until) = known.not_before.filter(|until| desk.surely() < *until) {
        return Err(holds(until));
    }
    if booking.search.is_none() {
        let known = Held { not_before: None, ..known };
        booking.search = Some(begin(desk, known, record).await?);
    }
    let found = go_on(desk, booking).await?;
    if fact.is_none() && !found.orders.is_empty() {
        settled(desk)?;
    }
    let mut write = desk.write().await?;
    let body = json(&found, desk)?;
    write.put_fact(FACT, &body).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    Ok((found, desk.now()))
}

/// Somebody booked orders of this shop before it was connected here, perhaps until a moment ago: once
/// more, when what they sent last has settled.
fn settled(desk: &Desk) -> Result<(), Halt> {
    let rest = desk.settle + remote::CALL_TIMEOUT;
    let until = desk.connection.created_at.saturating_add(rest).unwrap_or(Timestamp::MAX);
    if desk.surely() < until { Err(holds(until)) } else { Ok(()) }
}

/// Nothing is booked before then.
fn holds(until: Timestamp) -> Halt {
    tracing::info!(%until, "nothing is booked before what others sent has settled");
    Halt::Settles(until)
}

/// Begins a search: from the earliest order that we know of to a year from now.
async fn begin(desk: &Desk, known: Held, record: &OrderRecord) -> Result<Search, Halt> {
    let orders = desk.service.store.orders(Some(desk.id()), None).await;
    let orders = orders.map_err(|error| desk.database(&error))?;
    let earliest = orders.iter().map(|order| order.placed_on).min();
    let earliest = earliest.unwrap_or(record.placed_on).min(record.placed_on);
    let today = bookkeeping::amsterdam_day(desk.now());
    // A month earlier than the first order: nobody dates its invoice before that.
    let from = earliest.saturating_sub(1.month()).min(today);
    let widened = known.from.is_none_or(|before| from < before);
    let mut held = if widened { Held::default() } else { known };
    held.from = Some(held.from.map_or(from, |before| before.min(from)));
    let period = search::period(from, today.saturating_add(1.year()))?;
    let mut left = Vec::new();
    let newest = held.newest;
    for version in search::unknown(desk, period).await? {
        let number = version.id.as_str().parse().unwrap_or(u64::MAX);
        if number > newest {
            held.newest = held.newest.max(number);
            left.push(version.id);
        }
    }
    Ok(Search { left, held })
}

/// Reads what is left of a search, a hundred invoices a call.
async fn go_on(desk: &Desk, booking: &mut Booking) -> Result<Held, Halt> {
    let Some(search) = &mut booking.search else { return Ok(Held::default()) };
    while let Some(batch) = Batch::split(&search.left).into_iter().next() {
        let invoices =
            desk.books.fetch_invoices(&batch).await.map_err(|error| desk.moneybird(&error))?;
        for invoice in invoices {
            if let Some(found) = Found::of(desk, &invoice) {
                for order in found.members.iter().chain([&found.own]) {
                    let ids = search.held.orders.entry(*order).or_default();
                    ids.push(found.invoice.clone());
                }
            }
        }
        search.left.drain(..batch.ids().len());
        // Renews the lease: a long search writes nothing else.
        let write = desk.write().await?;
        desk.commit(write).await?;
    }
    Ok(booking.search.take().map(|search| search.held).unwrap_or_default())
}

/// Of the invoices that were found for an order, those that are still there and still its own.
async fn still_there(desk: &Desk, order: i64, ids: &[String]) -> Result<Vec<Found>, Halt> {
    let ids: Vec<InvoiceId> =
        ids.iter().filter_map(|id| InvoiceId::new(id.as_str()).ok()).collect();
    let mut there = Vec::new();
    for batch in Batch::split(&ids) {
        let invoices =
            desk.books.fetch_invoices(&batch).await.map_err(|error| desk.moneybird(&error))?;
        let ours = invoices.iter().filter_map(|invoice| Found::of(desk, invoice));
        there.extend(ours.filter(|found| found.concerns(order)));
    }
    Ok(there)
}
