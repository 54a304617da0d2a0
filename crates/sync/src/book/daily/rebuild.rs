//! Summaries that a person lets be tried again: they are decided anew, of the same orders.

use bookkeeping::summary::{Member, merge};
use bookkeeping::{Invoice, Order, Refusal, Subject, decide};
use store::{OrderRecord, State};
use tracing::Instrument;

use super::super::{Booking, carry, held, plan, reference};
use crate::about::about;
use crate::desk::{Desk, from_json, json};
use crate::fault::Halt;

/// Plans and carries every summary that is ready again.
pub(in super::super) async fn again(desk: &Desk, booking: &mut Booking) -> Result<(), Halt> {
    let others = desk.service.store.others(desk.id(), State::Ready).await;
    for record in others.map_err(|error| desk.database(&error))? {
        let Some(Subject::Day { day, number }) = Subject::of_id(record.order_id) else { continue };
        let members = super::members(desk, record.order_id).await?;
        let mut decided = Vec::new();
        let mut refused = None;
        for member in members.iter().filter(|member| member.state != State::Ignored) {
            match redecided(desk, booking, member).await? {
                Ok(own) => decided.extend(own),
                Err(refusal) => refused = Some(refusal),
            }
        }
        let held = held::held(desk, booking, &record).await?;
        if held.len() > 1 {
            refused = Some(plan::doubled(&held));
        }
        let (url, shop) = (&desk.connection.shop_url, desk.connection.shop_id);
        let merged = merge(day, number, url, shop, &decided);
        match (refused, merged) {
            (Some(refusal), _) => {
                let id = record.order_id;
                desk.refuse(id, State::Ready, &refusal).instrument(about(id)).await?;
            }
            (None, Some(invoice)) => {
                let held = held.first().map(|found| found.invoice.as_str());
                let orders: Vec<&OrderRecord> = members.iter().collect();
                keep(desk, &record, &invoice, &decided, &orders, held).await?;
                carry(desk, booking, record.order_id).await?;
            }
            // All of its orders were set aside.
            (None, None) => {}
        }
    }
    Ok(())
}

/// What an order of a summary becomes under the settings as they are now, or why it would be
/// refused. One that was edited stays as it was decided, and is compared after it is booked.
async fn redecided(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
) -> Result<Result<Option<Member>, Refusal>, Halt> {
    let Some(own) = &record.booking else { return Ok(Ok(None)) };
    let before: Invoice = from_json(&own.plan, desk)?;
    let order: Option<Order> = from_json(&record.snapshot, desk)?;
    let method = order.as_ref().and_then(|order| order.payment_method);
    let mut invoice = before;
    if let Some(order) = order.filter(|_| record.state == State::Booking) {
        let administration = reference::administration(desk, booking).await?;
        let url = &desk.connection.shop_url;
        match decide(&order, url, &desk.settings, &administration) {
            Ok(now) if (now.total, now.vat_total) == (invoice.total, invoice.vat_total) => {
                // That the shop calls it unpaid since does not undo what was to be registered.
                let before = invoice.payment.filter(|_| desk.settings.payment.register);
                let payment = now.payment.or(before);
                invoice = Invoice { date: invoice.date, payment, ..now };
            }
            Ok(_) | Err(Refusal::Contradiction { .. } | Refusal::TotalMismatch { .. }) => {}
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    let (order, number) = (record.order_id, record.number.clone());
    Ok(Ok(Some(Member { order, number, method, invoice })))
}

/// Plans the summary and those of its orders that are still to be booked.
async fn keep(
    desk: &Desk,
    record: &OrderRecord,
    invoice: &Invoice,
    decided: &[Member],
    orders: &[&OrderRecord],
    held: Option<&str>,
) -> Result<(), Halt> {
    let id = record.order_id;
    let text = json(invoice, desk)?;
    let mut plans = Vec::new();
    for own in decided {
        let is_open =
            |record: &&&OrderRecord| record.order_id == own.order && record.state == State::Booking;
        if orders.iter().any(|record| is_open(&record)) {
            plans.push((own.order, json(&own.invoice, desk)?));
        }
    }
    let mut write = desk.write().await?;
    let done = write.plan(id, &text, &invoice.reference, invoice.date).await;
    done.map_err(|error| desk.database(&error))?;
    for (order, plan) in &plans {
        let done = write.plan_member(*order, id, plan).await;
        done.map_err(|error| desk.database(&error))?;
    }
    if let Some(invoice) = held {
        let done = write.invoice_made(id, invoice, true).await;
        done.map_err(|error| desk.database(&error))?;
    }
    desk.commit(write).await
}
