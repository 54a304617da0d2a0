//! Invoices of this shop that Moneybird holds already: made by an earlier installation whose memory
//! was lost. They are adopted, never booked again.

use std::collections::BTreeMap;

use bookkeeping::SOURCE;
use jiff::ToSpan;
use moneybird::{Batch, Invoice, Period};
use store::State;

use super::Booking;
use crate::desk::{Desk, from_json, json};
use crate::fault::Halt;

/// The fact that keeps what was found, once per connection.
const FACT: &str = "held";

/// The invoices in Moneybird by the order whose address they carry, looked up once: one call, and
/// one per hundred invoices that the administration holds since the first order to be booked.
pub(super) async fn held<'a>(
    desk: &Desk,
    booking: &'a mut Booking,
) -> Result<&'a BTreeMap<i64, Vec<String>>, Halt> {
    let known = match booking.held.take() {
        Some(known) => known,
        None => remembered(desk).await?,
    };
    Ok(booking.held.insert(known))
}

async fn remembered(desk: &Desk) -> Result<BTreeMap<i64, Vec<String>>, Halt> {
    let store = &desk.service.store;
    if let Some(fact) = store.fact(desk.id(), FACT).await.map_err(|error| desk.database(&error))? {
        return from_json(&fact.body, desk);
    }
    let found = search(desk).await?;
    let mut write = desk.write().await?;
    let body = json(&found, desk)?;
    write.put_fact(FACT, &body).await.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))?;
    Ok(found)
}

async fn search(desk: &Desk) -> Result<BTreeMap<i64, Vec<String>>, Halt> {
    let ready = desk.service.store.orders(Some(desk.id()), Some(State::Ready)).await;
    let ready = ready.map_err(|error| desk.database(&error))?;
    let today = bookkeeping::amsterdam_day(desk.now());
    let first = ready.iter().map(|order| order.placed_on).min().unwrap_or(today);
    // A day earlier and a year later than can be needed costs nothing.
    let (from, to) = (first.saturating_sub(1.day()).min(today), today.saturating_add(1.year()));
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let Ok(period) = Period::new(from, to) else { return Ok(found) };
    let versions =
        desk.books.invoice_versions(period).await.map_err(|error| desk.moneybird(&error))?;
    let ids: Vec<_> = versions.into_iter().map(|version| version.id).collect();
    for batch in Batch::split(&ids) {
        let invoices =
            desk.books.fetch_invoices(&batch).await.map_err(|error| desk.moneybird(&error))?;
        for invoice in invoices {
            if let Some(order) = order_of(desk, &invoice) {
                found.entry(order).or_default().push(invoice.id.as_str().to_owned());
            }
        }
    }
    Ok(found)
}

/// The order of this shop that an invoice was made for.
fn order_of(desk: &Desk, invoice: &Invoice) -> Option<i64> {
    if invoice.source.as_deref() != Some(SOURCE) {
        return None;
    }
    bookkeeping::order_of_source(invoice.source_url.as_deref()?, desk.connection.shop_id)
}
