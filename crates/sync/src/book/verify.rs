//! Reads back what was booked, a hundred at a time, and only then calls it booked.

use std::collections::HashMap;

use bookkeeping::switching::Foreign;
use bookkeeping::{Invoice, Money, Refusal};
use moneybird::{Batch, InvoiceId, InvoiceState};
use serde::{Deserialize, Serialize};
use store::{OrderRecord, Stage, State};
use tracing::Instrument;

use super::{BATCH, daily};
use crate::about::about;
use crate::desk::{Desk, from_json, json};
use crate::fault::Halt;
use crate::round::Tally;

/// The state of an invoice that is not read back.
const NOT_READ: &str = "not read";

/// What was read back of an invoice.
#[derive(Debug, Serialize, Deserialize)]
struct ReadBack {
    total: Money,
    state: String,
}

/// Reads back finished bookings once there are at least `enough` of them.
pub(super) async fn verify(desk: &Desk, tally: &mut Tally, enough: u32) -> Result<(), Halt> {
    loop {
        let mut done = finished(desk).await?;
        if done.len() < enough as usize || done.is_empty() {
            return Ok(());
        }
        done.truncate(BATCH as usize);
        let ids: Vec<InvoiceId> = done.iter().map(|(id, ..)| id.clone()).collect();
        let mut held = HashMap::new();
        for batch in Batch::split(&ids) {
            let read =
                desk.books.fetch_invoices(&batch).await.map_err(|error| desk.moneybird(&error))?;
            held.extend(read.into_iter().map(|invoice| (invoice.id.clone(), invoice)));
        }
        for (id, record, plan) in done {
            let checked = check(desk, tally, &record, &plan, held.get(&id));
            checked.instrument(about(record.order_id)).await?;
        }
    }
}

/// Bookings that are complete: paid, or with nothing to pay.
async fn finished(desk: &Desk) -> Result<Vec<(InvoiceId, OrderRecord, Invoice)>, Halt> {
    let store = &desk.service.store;
    let mut finished = Vec::new();
    for stage in [Stage::PaymentMade, Stage::InvoiceMade] {
        let records = store.with_stage(desk.id(), stage, BATCH).await;
        for record in records.map_err(|error| desk.database(&error))? {
            let Some(own) = &record.booking else { continue };
            let plan: Invoice = from_json(&own.plan, desk)?;
            let complete = stage == Stage::PaymentMade || plan.payment.is_none();
            let id = own.invoice_id.as_ref().and_then(|id| InvoiceId::new(id.as_str()).ok());
            if let Some(id) = id.filter(|_| complete) {
                finished.push((id, record, plan));
            }
        }
    }
    Ok(finished)
}

async fn check(
    desk: &Desk,
    tally: &mut Tally,
    record: &OrderRecord,
    plan: &Invoice,
    held: Option<&moneybird::Invoice>,
) -> Result<(), Halt> {
    let order = record.order_id;
    let Some(held) = held else {
        if plan.foreign == Some(Foreign::Sales) {
            // Moneybird wrote it: it is not among external invoices, and counts as it was adopted.
            return keep(
                desk,
                tally,
                record,
                &ReadBack { total: plan.total, state: NOT_READ.into() },
            )
            .await;
        }
        let invoice = record.booking.as_ref().and_then(|own| own.invoice_id.clone());
        let refusal = Refusal::InvoiceGone { invoice: invoice.unwrap_or_default() };
        return desk.refuse(order, State::Booking, &refusal).await;
    };
    let (total, state) = (held.total_price_incl_tax, held.state.as_str().to_owned());
    let is_paid = held.state == InvoiceState::Paid && held.total_unpaid.is_zero();
    if total != plan.total.decimal() || !(plan.payment.is_none() || is_paid) {
        let refusal = Refusal::BookedDiffers { sent: plan.total, booked: total, state };
        return desk.refuse(order, State::Booking, &refusal).await;
    }
    keep(desk, tally, record, &ReadBack { total: plan.total, state }).await
}

/// Calls it booked.
async fn keep(
    desk: &Desk,
    tally: &mut Tally,
    record: &OrderRecord,
    read: &ReadBack,
) -> Result<(), Halt> {
    let members = daily::members(desk, record.order_id).await?;
    let read = json(read, desk)?;
    let mut write = desk.write().await?;
    write.booked(record.order_id, &read).await.map_err(|error| desk.database(&error))?;
    let orders = daily::booked(desk, &mut write, record, &members, &read).await?;
    if let Some(of_order) = record.of_order {
        write.review(of_order).await.map_err(|error| desk.database(&error))?;
    }
    desk.commit(write).await?;
    let is_adopted = record.booking.as_ref().is_some_and(|own| own.adopted);
    tally.booked += orders;
    tally.adopted += if is_adopted { orders } else { 0 };
    told(record, &members, is_adopted);
    Ok(())
}

/// Logs what is booked, and of a summary each of its orders.
fn told(record: &OrderRecord, members: &[OrderRecord], adopted: bool) {
    let invoice = record.booking.as_ref().and_then(|own| own.invoice_id.as_deref());
    tracing::info!(invoice, adopted, "booked");
    for member in members.iter().filter(|member| member.state != State::Ignored) {
        tracing::info!(invoice, adopted, order = member.order_id, "booked");
    }
}
