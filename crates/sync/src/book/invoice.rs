//! Makes the invoice: intent first, outcome after it.

use bookkeeping::{Document, Invoice, Refusal};
use moneybird::{ContactId, Error};
use remote::Effect;
use store::{ContactState, OrderRecord, State};

use super::{Booking, fresh_until, intent, reference};
use crate::desk::Desk;
use crate::fault::Halt;
use crate::teeth::Tooth;
use crate::{mishap, translate};

/// Sends the request for an invoice once; says whether the booking goes on.
pub(super) async fn send(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    invoice: &Invoice,
    contact: ContactId,
) -> Result<bool, Halt> {
    let order = record.order_id;
    if let Some(refusal) = reference::locked(desk, booking, invoice.date).await? {
        desk.refuse(order, State::Booking, &refusal).await?;
        return Ok(false);
    }
    let new = match translate::invoice(invoice, contact.clone()) {
        Ok(new) => new,
        Err(invalid) => return rejected(desk, order, invalid.to_string()).await,
    };
    let fresh = fresh_until(desk);
    let intent = intent(desk, record.attempt);
    let mut write = desk.write().await?;
    write.intend_invoice(order, intent).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::trace!("an invoice is intended");
    let error = match desk.books.create_invoice(&new, Some(fresh)).await {
        Ok(made) => {
            tracing::trace!(invoice = made.id.as_str(), "an invoice was made");
            booking.known(Document::Invoice);
            return note(desk, order, invoice, &made).await;
        }
        Err(error) => error,
    };
    if error.effect() == Effect::Unknown && !desk.is_broken(Tooth::BlindRetry) {
        booking.unknown(desk, Document::Invoice, &error, intent.settle_at)?;
        return Ok(false);
    }
    let mut write = desk.write().await?;
    write.back_to_planned(order).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    refused(desk, booking, order, invoice, &contact, &error).await
}

/// Notes an invoice that was made. Its total must be what was sent before anything is paid
/// (moneybird-api.md §8.1).
async fn note(
    desk: &Desk,
    order: i64,
    invoice: &Invoice,
    made: &moneybird::Invoice,
) -> Result<bool, Halt> {
    if desk.is_broken(Tooth::FinishOutside) {
        let mut write = desk.write().await?;
        write.back_to_planned(order).await.map_err(|error| desk.database(&error))?;
        desk.commit(write).await?;
    }
    let mut write = desk.write().await?;
    let adopted = desk.is_broken(Tooth::FinishOutside);
    let done = write.invoice_made(order, made.id.as_str(), adopted).await;
    done.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    let booked = made.total_price_incl_tax;
    if booked == invoice.total.decimal() {
        return Ok(true);
    }
    let state = made.state.as_str().to_owned();
    let refusal = Refusal::BookedDiffers { sent: invoice.total, booked, state };
    desk.refuse(order, State::Booking, &refusal).await?;
    Ok(false)
}

/// Moneybird does not want the invoice.
async fn refused(
    desk: &Desk,
    booking: &mut Booking,
    order: i64,
    invoice: &Invoice,
    contact: &ContactId,
    error: &Error,
) -> Result<bool, Halt> {
    let answer = || mishap::moneybird_sentence(error, desk.language());
    match error {
        _ if concerns_contact(error) => {
            if booking.gone_contacts.insert(contact.as_str().to_owned()) {
                // Archived, merged or removed since we last looked: find or make another.
                forget(desk, &invoice.contact.customer_id, contact).await?;
                booking.contacts_are_fresh = false;
                return Ok(true);
            }
            let refusal = Refusal::Rejected { what: Document::Contact, answer: answer() };
            desk.refuse(order, State::Booking, &refusal).await?;
            Ok(false)
        }
        Error::Rejected { .. } if error.is_period_locked() => {
            let known = reference::reread(desk, booking).await?;
            let until = known.locked_until.unwrap_or(invoice.date);
            let refusal = Refusal::PeriodLocked { date: invoice.date, until };
            desk.refuse(order, State::Booking, &refusal).await?;
            Ok(false)
        }
        Error::Rejected { .. } => rejected(desk, order, answer()).await,
        _ => Err(desk.moneybird(error)),
    }
}

/// Whether it is the contact that Moneybird does not want.
fn concerns_contact(error: &Error) -> bool {
    match error {
        Error::NotFound { fields, .. } => fields.iter().any(|field| field == "contact_id"),
        error => error.concerns("contact_id") || error.concerns("contact"),
    }
}

async fn rejected(desk: &Desk, order: i64, answer: String) -> Result<bool, Halt> {
    let refusal = Refusal::Rejected { what: Document::Invoice, answer };
    desk.refuse(order, State::Booking, &refusal).await?;
    Ok(false)
}

/// The contact is not there any more: a retry of the order finds or makes another.
async fn forget(desk: &Desk, customer_id: &str, contact: &ContactId) -> Result<(), Halt> {
    let known = desk.service.store.contact_intent(desk.id(), customer_id).await;
    let known = known.map_err(|error| desk.database(&error))?;
    let mut write = desk.write().await?;
    let gone = [contact.as_str().to_owned()];
    write.forget_contacts(&gone).await.map_err(|error| desk.database(&error))?;
    if known.is_some_and(|known| known.state == ContactState::Known) {
        let done = write.contact_cleared(customer_id, ContactState::Known).await;
        done.map_err(|error| desk.database(&error))?;
    }
    desk.commit(write).await
}
