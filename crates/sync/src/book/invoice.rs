//! Makes the invoice: intent first, outcome after it.

use bookkeeping::{Document, Invoice, Refusal};
use moneybird::{ContactId, Error};
use remote::Effect;
use store::{ContactState, OrderRecord, State};

use super::{Booking, fresh_until, intent, refuse};
use crate::desk::Desk;
use crate::fault::Halt;
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
    let new = match translate::invoice(invoice, contact.clone()) {
        Ok(new) => new,
        Err(invalid) => return rejected(desk, order, invalid.to_string()).await,
    };
    let fresh = fresh_until(desk);
    let intent = intent(desk, record.attempt);
    let mut write = desk.write().await?;
    write.intend_invoice(order, intent).await.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))?;
    let error = match desk.books.create_invoice(&new, Some(fresh)).await {
        Ok(made) => {
            booking.known(Document::Invoice);
            let mut write = desk.write().await?;
            let done = write.invoice_made(order, made.id.as_str(), false).await;
            done.map_err(|error| desk.database(&error))?;
            write.commit().await.map_err(|error| desk.database(&error))?;
            return Ok(true);
        }
        Err(error) => error,
    };
    if error.effect() == Effect::Unknown {
        booking.unknown(desk, Document::Invoice, &error)?;
        return Ok(false);
    }
    let mut write = desk.write().await?;
    write.back_to_planned(order).await.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))?;
    match &error {
        Error::Rejected { .. } | Error::PlanLimit { .. } if error.concerns("contact_id") => {
            forget(desk, &invoice.contact.customer_id, &contact).await?;
            let answer = mishap::moneybird_sentence(&error, desk.language());
            let refusal = Refusal::Rejected { what: Document::Contact, answer };
            refuse(desk, order, State::Booking, &refusal).await?;
            Ok(false)
        }
        Error::Rejected { .. } | Error::PlanLimit { .. } => {
            rejected(desk, order, mishap::moneybird_sentence(&error, desk.language())).await
        }
        _ => Err(desk.moneybird(&error)),
    }
}

async fn rejected(desk: &Desk, order: i64, answer: String) -> Result<bool, Halt> {
    let refusal = Refusal::Rejected { what: Document::Invoice, answer };
    refuse(desk, order, State::Booking, &refusal).await?;
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
    write.commit().await.map_err(|error| desk.database(&error))
}
