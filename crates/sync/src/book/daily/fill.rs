//! Makes the summaries of a day, or takes over those that Moneybird holds already.

use std::collections::BTreeMap;

use bookkeeping::summary::{Member, groups, merge};
use bookkeeping::{Invoice, Refusal, Subject};
use jiff::civil::Date;
use store::{OrderRecord, SeenOrder, State, Summarised};
use tracing::Instrument;

use super::super::search::Found;
use super::super::{Booking, held};
use super::decided::Decided;
use crate::about::about;
use crate::desk::{Desk, json};
use crate::fault::Halt;

/// Puts the orders of a day into summaries; says which there are now to carry on.
pub(super) async fn fill(
    desk: &Desk,
    booking: &mut Booking,
    day: Date,
    orders: Vec<Decided>,
) -> Result<Vec<i64>, Halt> {
    let mut new = BTreeMap::new();
    let mut held: BTreeMap<i64, (Found, Vec<Decided>)> = BTreeMap::new();
    for own in orders {
        if let Some(found) = own.held.first().cloned() {
            held.entry(found.own).or_insert((found, Vec::new())).1.push(own);
        } else {
            // The shop may have shown another day when the order was read again.
            let day = own.member.invoice.date;
            new.entry(day).or_insert_with(Vec::new).push(own);
        }
    }
    let mut made = Vec::new();
    for (found, orders) in held.into_values() {
        made.extend(adopt(desk, day, &found, &orders).await?);
    }
    for (day, orders) in new {
        made.extend(make(desk, booking, day, &orders).await?);
    }
    Ok(made)
}

/// New summaries, of orders of which Moneybird holds nothing.
async fn make(
    desk: &Desk,
    booking: &mut Booking,
    day: Date,
    orders: &[Decided],
) -> Result<Vec<i64>, Halt> {
    let members = orders.iter().map(|own| own.member.clone()).collect();
    let records: BTreeMap<i64, &OrderRecord> =
        orders.iter().map(|own| (own.record.order_id, &own.record)).collect();
    let mut made = Vec::new();
    for members in groups(&desk.connection.shop_url, members) {
        let Some(record) = members.first().and_then(|own| records.get(&own.order)) else {
            continue;
        };
        let number = next_number(desk, booking, day, record).await?;
        let subject = Subject::Day { day, number };
        made.extend(plan(desk, subject, &members, None).await?);
    }
    Ok(made)
}

/// The first number of the day that neither we nor Moneybird have. `record` is one of its orders.
async fn next_number(
    desk: &Desk,
    booking: &mut Booking,
    day: Date,
    record: &OrderRecord,
) -> Result<i64, Halt> {
    let mut number = 1;
    while let Some(id) = (Subject::Day { day, number }).id() {
        let known = desk.service.store.order(desk.id(), id).await;
        let is_ours = known.map_err(|error| desk.database(&error))?.is_some();
        if !is_ours && held::of(desk, booking, record, id).await?.is_empty() {
            break;
        }
        number += 1;
    }
    Ok(number)
}

/// Takes over a summary that Moneybird holds, with those of its orders that are here. Whether they
/// come to what it says is seen when it is read back. If we know that summary, and these orders are
/// not in it, there is nothing to take over.
async fn adopt(
    desk: &Desk,
    day: Date,
    found: &Found,
    orders: &[Decided],
) -> Result<Option<i64>, Halt> {
    let known = desk.service.store.order(desk.id(), found.own).await;
    let is_known = known.map_err(|error| desk.database(&error))?.is_some();
    let subject = Subject::of_id(found.own).filter(|_| !is_known);
    let members: Vec<Member> = orders.iter().map(|own| own.member.clone()).collect();
    if let Some(subject @ Subject::Day { .. }) = subject {
        return plan(desk, subject, &members, Some(&found.invoice)).await;
    }
    tracing::warn!(invoice = found.invoice, %day, "orders stand in a summary that is known without them");
    for own in orders {
        let refusal = Refusal::InSummary { invoice: found.invoice.clone() };
        let order = own.record.order_id;
        desk.refuse(order, State::Ready, &refusal).instrument(about(order)).await?;
    }
    Ok(None)
}

/// Plans a summary and its orders in one transaction. `held` is its invoice, where there is one.
async fn plan(
    desk: &Desk,
    subject: Subject,
    members: &[Member],
    held: Option<&str>,
) -> Result<Option<i64>, Halt> {
    let (Subject::Day { day, number }, Some(id)) = (subject, subject.id()) else {
        return Ok(None);
    };
    let (url, shop) = (&desk.connection.shop_url, desk.connection.shop_id);
    let Some(invoice) = merge(day, number, url, shop, members) else { return Ok(None) };
    let text = json(&invoice, desk)?;
    let plans = members.iter().map(|own| json(&own.invoice, desk));
    let plans = plans.collect::<Result<Vec<String>, Halt>>()?;
    let mut write = desk.write().await?;
    let seen = seen(desk, id, &invoice);
    write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    let done = write.plan(id, &text, &invoice.reference, day).await;
    done.map_err(|error| desk.database(&error))?;
    for (own, plan) in members.iter().zip(&plans) {
        let (order, reference) = (own.order, invoice.reference.as_str());
        let own = Summarised { order, summary: id, plan, reference, booked_on: day };
        write.summarise(own).await.map_err(|error| desk.database(&error))?;
    }
    if let Some(invoice) = held {
        let done = write.invoice_made(id, invoice, true).await;
        done.map_err(|error| desk.database(&error))?;
    }
    desk.commit(write).await?;
    Ok(Some(id))
}

/// A summary as the store remembers it.
fn seen(desk: &Desk, id: i64, invoice: &Invoice) -> SeenOrder {
    SeenOrder {
        order_id: id,
        number: invoice.reference.clone(),
        ready: true,
        snapshot: "null".to_owned(),
        seen_at: desk.now(),
        placed_on: invoice.date,
        total: invoice.total.decimal(),
        currency: invoice.currency.clone(),
        shop_status: None,
        paid: invoice.payment.is_some(),
        backfill: false,
        of_order: None,
    }
}
