//! Summaries of a day: orders that are booked together, once their day is over.
//!
//! A summary is a row like an order's and is carried like one. Its orders are planned with it in one
//! transaction, and become booked with it in another; in between nobody touches them.

mod decided;
mod fill;
mod rebuild;

use std::collections::BTreeMap;

use bookkeeping::settings::DateFrom;
use bookkeeping::{Order, Subject, amsterdam_day, summary};
use jiff::civil::Date;
use store::{OrderRecord, ReadyDay, State, Write};
use tracing::Instrument;

use super::{BATCH, Booking, carry, plan, tell, verify};
use crate::about::about;
use crate::desk::{Desk, from_json};
use crate::fault::Halt;
use crate::round::{Progress, Tally};

pub(super) use decided::Known;
pub(super) use rebuild::again;

/// Books what is ready: each order that needs an invoice of its own at once, and the others when
/// their day is over, the newest day first.
pub(super) async fn book(
    desk: &Desk,
    booking: &mut Booking,
    tally: &mut Tally,
    progress: &mut Progress,
    watch: &(dyn Fn(Progress) + Sync),
) -> Result<(), Halt> {
    let ready = desk.service.store.ready_days(desk.id()).await;
    let mut days: BTreeMap<Date, Vec<i64>> = BTreeMap::new();
    for own in ready.map_err(|error| desk.database(&error))? {
        days.entry(day(desk, &own)).or_default().push(own.order_id);
    }
    let today = amsterdam_day(desk.now());
    for (day, orders) in days.into_iter().rev() {
        let mut together = Vec::new();
        for order in orders {
            let Some(record) = ready_record(desk, booking, order, day < today).await? else {
                continue;
            };
            if stands_alone(desk, &record)? {
                if plan::plan(desk, booking, &record).instrument(about(order)).await? {
                    carry(desk, booking, order).await?;
                }
            } else if day < today {
                let Some(own) =
                    decided::decided(desk, booking, record).instrument(about(order)).await?
                else {
                    continue;
                };
                together.push(own);
            } else {
                booking.daily.wait_for_the_day(order);
            }
            tell(desk, tally, progress, watch).await?;
        }
        for summary in fill::fill(desk, booking, day, together).await? {
            carry(desk, booking, summary).await?;
            tell(desk, tally, progress, watch).await?;
        }
        booking.daily.forget_decisions();
        verify::verify(desk, tally, BATCH).await?;
    }
    Ok(())
}

/// The day that the order's invoice will bear, as far as is known without reading it again.
fn day(desk: &Desk, own: &ReadyDay) -> Date {
    match (desk.settings.invoice.date, own.ready_at) {
        (DateFrom::Completed, Some(at)) => amsterdam_day(at),
        (DateFrom::Completed, None) | (DateFrom::Order, _) => own.placed_on,
    }
}

/// The record of an order that is still ready; nothing of one that was looked at in this round and
/// waits for its day to be over.
async fn ready_record(
    desk: &Desk,
    booking: &Booking,
    order: i64,
    is_over: bool,
) -> Result<Option<OrderRecord>, Halt> {
    if !is_over && booking.daily.waits_for_the_day(order) {
        return Ok(None);
    }
    let record = desk.service.store.order(desk.id(), order).await;
    let record = record.map_err(|error| desk.database(&error))?;
    Ok(record.filter(|record| record.state == State::Ready))
}

/// Whether an order needs an invoice of its own. One of which nothing can be read is planned by
/// itself, which reads it again.
fn stands_alone(desk: &Desk, record: &OrderRecord) -> Result<bool, Halt> {
    let order: Option<Order> = from_json(&record.snapshot, desk)?;
    Ok(order.is_none_or(|order| summary::stands_alone(&order, &desk.settings)))
}

/// The orders of a summary; none for anything else.
pub(super) async fn members(desk: &Desk, id: i64) -> Result<Vec<OrderRecord>, Halt> {
    if !matches!(Subject::of_id(id), Some(Subject::Day { .. })) {
        return Ok(Vec::new());
    }
    desk.service.store.members(desk.id(), id).await.map_err(|error| desk.database(&error))
}

/// Books the orders of a summary that was read back; says how many orders that are, which is one
/// for what is not a summary.
pub(super) async fn booked(
    desk: &Desk,
    write: &mut Write<'_>,
    record: &OrderRecord,
    members: &[OrderRecord],
    read: &str,
) -> Result<u64, Halt> {
    let own = record.booking.as_ref();
    let Some(invoice) = own.and_then(|own| own.invoice_id.as_deref()) else { return Ok(0) };
    if members.is_empty() {
        return Ok(1);
    }
    let adopted = own.is_some_and(|own| own.adopted);
    let mut number = 0;
    for member in members.iter().filter(|member| member.state != State::Ignored) {
        let (id, summary) = (member.order_id, record.order_id);
        let done = write.member_booked(id, summary, invoice, read, adopted).await;
        done.map_err(|error| desk.database(&error))?;
        number += 1;
    }
    Ok(number)
}
