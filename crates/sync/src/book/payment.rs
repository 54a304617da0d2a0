//! Registers the payment: intent first, outcome after it.

use bookkeeping::{Document, Invoice, Payment, Refusal};
use moneybird::{Error, InvoiceId};
use remote::Effect;
use rust_decimal::Decimal;
use store::{OrderRecord, State};

use super::{Booking, fresh_until, intent, refuse};
use crate::desk::Desk;
use crate::fault::Halt;
use crate::{mishap, translate};

/// Registers the payment of an invoice that is there; says whether the booking goes on.
pub(super) async fn pay(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    invoice: &Invoice,
) -> Result<bool, Halt> {
    let Some(payment) = &invoice.payment else { return Ok(false) };
    let Some((id, adopted)) = invoice_id(record) else { return Ok(false) };
    // Somebody may have paid an invoice that we found there, so it is asked first.
    if adopted && let Some(found) = find(desk, &id, payment).await? {
        return note(desk, record.order_id, &found).await;
    }
    send(desk, booking, record, &id, payment).await
}

/// The id of a booking's invoice, and whether it was there before we asked for one.
pub(super) fn invoice_id(record: &OrderRecord) -> Option<(InvoiceId, bool)> {
    let own = record.booking.as_ref()?;
    Some((InvoiceId::new(own.invoice_id.clone()?).ok()?, own.adopted))
}

/// The id of the payment inside the invoice: ours by its identifier, or any that paid it in full.
pub(super) async fn find(
    desk: &Desk,
    id: &InvoiceId,
    payment: &Payment,
) -> Result<Option<String>, Halt> {
    let held = desk.books.invoice(id).await.map_err(|error| desk.moneybird(&error))?;
    let is_ours = |own: &&moneybird::Payment| {
        own.transaction_identifier.as_deref() == Some(payment.identifier.as_str())
    };
    let ours = held.payments.iter().find(is_ours);
    let paid = held.payments.last().filter(|_| held.total_unpaid == Decimal::ZERO);
    Ok(ours.or(paid).map(|own| own.id.as_str().to_owned()))
}

/// Notes a payment that is there.
pub(super) async fn note(desk: &Desk, order: i64, payment: &str) -> Result<bool, Halt> {
    let mut write = desk.write().await?;
    write.payment_made(order, payment).await.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))?;
    Ok(true)
}

async fn send(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    id: &InvoiceId,
    payment: &Payment,
) -> Result<bool, Halt> {
    let order = record.order_id;
    let new = match translate::payment(payment) {
        Ok(new) => new,
        Err(invalid) => return rejected(desk, order, invalid.to_string()).await,
    };
    let fresh = fresh_until(desk);
    let intent = intent(desk, record.attempt);
    let mut write = desk.write().await?;
    write.intend_payment(order, intent).await.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))?;
    let error = match desk.books.create_payment(id, &new, Some(fresh)).await {
        Ok(made) => {
            booking.known(Document::Payment);
            return note(desk, order, made.id.as_str()).await;
        }
        Err(error) => error,
    };
    if error.effect() == Effect::Unknown {
        booking.unknown(desk, Document::Payment, &error)?;
        return Ok(false);
    }
    let mut write = desk.write().await?;
    write.back_to_invoice_made(order).await.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))?;
    match &error {
        Error::Rejected { .. } | Error::PlanLimit { .. } | Error::NotFound { .. } => {
            rejected(desk, order, mishap::moneybird_sentence(&error, desk.language())).await
        }
        _ => Err(desk.moneybird(&error)),
    }
}

async fn rejected(desk: &Desk, order: i64, answer: String) -> Result<bool, Halt> {
    let refusal = Refusal::Rejected { what: Document::Payment, answer };
    refuse(desk, order, State::Booking, &refusal).await?;
    Ok(false)
}
