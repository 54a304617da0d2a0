//! Looks up what became of requests whose outcome was not known, after they have settled.

use std::num::NonZeroU32;
use std::time::Duration;

use bookkeeping::{Invoice, Refusal};
use jiff::Timestamp;
use moneybird::{ContactId, Error, InvoiceFilter};
use store::{OrderRecord, Stage, State};
use tracing::Instrument;

use super::payment::Looked;
use super::{Booking, MOST_UNKNOWN, open, payment, search};
use crate::about::about;
use crate::desk::Desk;
use crate::fault::{Code, Fault, Halt};
use crate::teeth::Tooth;

/// How long an outcome rests again when it could not be looked up, at most.
const AGAIN: Duration = Duration::from_mins(5);

/// Settles every outcome whose time has come. One that cannot be looked up is left as it is, to be
/// looked up another time; after several in a row it is no use to go on now.
pub(super) async fn settle(desk: &Desk, booking: &mut Booking) -> Result<(), Halt> {
    bring_forward(desk).await?;
    let settled = desk.service.store.settled(desk.id(), desk.surely()).await;
    let mut failed = 0;
    for record in settled.map_err(|error| desk.database(&error))? {
        let Some((record, plan)) = open(desk, record.order_id).await? else { continue };
        let span = about(record.order_id);
        let result = match record.booking.as_ref().map(|own| own.stage) {
            Some(Stage::InvoiceSending) => {
                settle_invoice(desk, &record, &plan).instrument(span).await
            }
            Some(Stage::PaymentSending) => {
                settle_payment(desk, &record, &plan).instrument(span).await
            }
            // A contact is looked up when its booking is carried on.
            _ => Ok(()),
        };
        booking.carried.remove(&record.order_id);
        match result {
            Ok(()) => failed = 0,
            Err(Halt::Fault(fault)) if is_about_one(&fault) => {
                failed += 1;
                let postponed = postpone(desk, record.order_id, fault.code);
                postponed.instrument(about(record.order_id)).await?;
                if failed >= MOST_UNKNOWN {
                    return Err(fault.into());
                }
            }
            Err(halt) => return Err(halt),
        }
    }
    Ok(())
}

/// No outcome settles later than that of a request which leaves now. One that is to was dated when our clock
/// had just been put forward, which cannot be told from a sleep until Moneybird says what time it is; it
/// would be looked up as much later as the clock was put forward by.
async fn bring_forward(desk: &Desk) -> Result<(), Halt> {
    if !is_dated_ahead(desk).await? {
        return Ok(());
    }
    // By Moneybird's own time and no other: too early would be too early to look.
    desk.books.administration().await.map_err(|error| desk.moneybird(&error))?;
    if !desk.service.heard().is_witnessed() || !is_dated_ahead(desk).await? {
        return Ok(());
    }
    let mut write = desk.write().await?;
    let changed = write.bring_forward(latest(desk)).await;
    let changed = changed.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::warn!(connection = %desk.id(), orders = changed, "outcomes were dated by a wrong clock");
    Ok(())
}

async fn is_dated_ahead(desk: &Desk) -> Result<bool, Halt> {
    let ahead = desk.service.store.unsettled_until(desk.id(), latest(desk)).await;
    Ok(ahead.map_err(|error| desk.database(&error))?.is_some())
}

/// When the outcome of a request settles that leaves now.
pub(super) fn latest(desk: &Desk) -> Timestamp {
    let settle = desk.settle.saturating_add(remote::CALL_TIMEOUT);
    desk.service.heard().at_most().saturating_add(settle).unwrap_or(Timestamp::MAX)
}

/// Whether it may be just this one that cannot be looked up.
fn is_about_one(fault: &Fault) -> bool {
    matches!(fault.code, Code::Unreachable | Code::BadReply | Code::NotFound)
}

async fn postpone(desk: &Desk, order: i64, why: Code) -> Result<(), Halt> {
    let rest = AGAIN.min(desk.settle);
    let until = desk.service.heard().at_most().saturating_add(rest).unwrap_or(Timestamp::MAX);
    let mut write = desk.write().await?;
    write.postpone(order, until).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::warn!(code = why.as_str(), again_at = %until, "an outcome could not be looked up");
    Ok(())
}

async fn settle_invoice(desk: &Desk, record: &OrderRecord, plan: &Invoice) -> Result<(), Halt> {
    let order = record.order_id;
    let is_blind = desk.is_broken(Tooth::NoLookUp) || desk.is_broken(Tooth::BlindRetry);
    let found = if is_blind { Vec::new() } else { look_up(desk, record, plan).await? };
    if found.len() > 1 {
        return desk.refuse(order, State::Booking, &Refusal::Doubled { invoices: found }).await;
    }
    if found.is_empty() && !has_settled(desk, record) {
        return Ok(());
    }
    let mut write = desk.write().await?;
    let done = match found.first() {
        Some(id) => write.invoice_made(order, id, true).await,
        None => write.back_to_planned(order).await,
    };
    done.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::info!(invoice = found.first(), "what became of an invoice is known");
    Ok(())
}

async fn settle_payment(desk: &Desk, record: &OrderRecord, plan: &Invoice) -> Result<(), Halt> {
    let order = record.order_id;
    let Some((id, _)) = payment::invoice_id(record) else { return Ok(()) };
    match payment::look(desk, &id, plan).await? {
        Looked::Paid(paid) => {
            payment::found(desk, order, plan, &paid).await?;
            tracing::info!(is_there = true, "what became of a payment is known");
            return Ok(());
        }
        Looked::Wrong(refusal) => return desk.refuse(order, State::Booking, &refusal).await,
        Looked::Open if !has_settled(desk, record) => return Ok(()),
        Looked::Open => {}
    }
    let mut write = desk.write().await?;
    write.back_to_invoice_made(order).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::info!(is_there = false, "what became of a payment is known");
    Ok(())
}

/// Whether an outcome has settled by Moneybird's own clock, which the answer to the look-up just told.
/// That nothing is there yet proves nothing before.
fn has_settled(desk: &Desk, record: &OrderRecord) -> bool {
    let settle_at = record.booking.as_ref().and_then(|own| own.settle_at);
    settle_at.is_none_or(|settle_at| settle_at <= desk.surely())
}

/// The ids of the invoices that carry this order's address. Moneybird cannot search by reference,
/// so the invoices of the contact on that day are read (moneybird-api.md §8.7). If none is there,
/// somebody may have moved it to another day or contact meanwhile: then everything that changed
/// since the request left is looked at.
async fn look_up(desk: &Desk, record: &OrderRecord, plan: &Invoice) -> Result<Vec<String>, Halt> {
    let own = record.booking.as_ref();
    let contact = own.and_then(|own| own.contact_id.clone());
    let contact = contact.and_then(|id| ContactId::new(id).ok());
    let day = search::period(plan.date, plan.date)?;
    let filter = InvoiceFilter { contact, ..InvoiceFilter::all_of(day) };
    match list(desk, record, &filter).await {
        Ok(found) if !found.is_empty() => return Ok(found),
        // Nothing on that day, or the contact itself is gone.
        Ok(_) | Err(Error::NotFound { .. }) => {}
        Err(error) => return Err(desk.moneybird(&error)),
    }
    let since = own.and_then(|own| own.sent_at);
    search::everywhere(desk, record.order_id, plan.date, since).await
}

async fn list(
    desk: &Desk,
    record: &OrderRecord,
    filter: &InvoiceFilter,
) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let mut number = NonZeroU32::MIN;
    loop {
        let page = desk.books.invoices(filter, number).await?;
        let is_its = |invoice: &&moneybird::Invoice| {
            search::order_of(desk, invoice) == Some(record.order_id)
        };
        let ours = page.items.iter().filter(is_its);
        found.extend(ours.map(|invoice| invoice.id.as_str().to_owned()));
        if !page.has_next {
            return Ok(found);
        }
        number = number.saturating_add(1);
    }
}
