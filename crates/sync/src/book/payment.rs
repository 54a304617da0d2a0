//! Registers the payment: intent first, outcome after it.

use bookkeeping::{Credit, Document, Invoice, Order, Payment, Refusal, Subject};
use moneybird::{Error, InvoiceId};
use remote::Effect;
use store::{OrderRecord, State};

use super::{Booking, fresh_until, intent, is_made_just_now, reference};
use crate::desk::{Desk, from_json, json};
use crate::fault::Halt;
use crate::{mishap, translate};

/// What an invoice says of its payment.
pub(super) enum Looked {
    /// It is paid.
    Paid(Paid),
    /// It is open for the whole amount.
    Open,
    /// It is gone, or not what was sent.
    Wrong(Refusal),
}

/// The payment of an invoice.
pub(super) struct Paid {
    id: String,
    /// Whether we registered it, and not somebody else, such as Moneybird with a line of the bank.
    is_ours: bool,
}

/// Registers the payment of an invoice that is there; says whether the booking goes on.
pub(super) async fn pay(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    invoice: &Invoice,
) -> Result<bool, Halt> {
    let order = record.order_id;
    let Some(payment) = &invoice.payment else { return Ok(false) };
    let Some((id, adopted)) = invoice_id(record) else { return Ok(false) };
    if let Some(refusal) = reference::locked(desk, booking, payment.date).await? {
        desk.refuse(order, State::Booking, &refusal).await?;
        return Ok(false);
    }
    // Where time has passed since it was made, somebody may have paid it: a person, or Moneybird with a
    // line of the bank. Then it is asked first.
    if adopted || !is_made_just_now(desk, booking, order) {
        match look(desk, &id, invoice).await? {
            Looked::Paid(paid) => return found(desk, order, invoice, &paid).await,
            Looked::Wrong(refusal) => {
                desk.refuse(order, State::Booking, &refusal).await?;
                return Ok(false);
            }
            Looked::Open => {}
        }
    }
    let payment = as_set_now(desk, record, payment).await?;
    send(desk, booking, record, &id, &payment).await
}

/// The payment, with the clearing account as the settings have it now: they may have been mended
/// since the plan.
async fn as_set_now(desk: &Desk, record: &OrderRecord, payment: &Payment) -> Result<Payment, Halt> {
    let method = match Subject::of_id(record.order_id) {
        Some(Subject::Order(_)) => {
            let order: Option<Order> = from_json(&record.snapshot, desk)?;
            order.and_then(|order| order.payment_method)
        }
        Some(Subject::Credit(_)) => {
            from_json::<Credit>(&record.snapshot, desk)?.part.payment_method
        }
        Some(Subject::Day { .. }) => {
            // The orders of a summary were all paid in one way.
            let members = desk.service.store.members(desk.id(), record.order_id).await;
            let members = members.map_err(|error| desk.database(&error))?;
            let Some(first) = members.first() else { return Ok(payment.clone()) };
            let order: Option<Order> = from_json(&first.snapshot, desk)?;
            order.and_then(|order| order.payment_method)
        }
        // The plan of a correction was made just now.
        _ => return Ok(payment.clone()),
    };
    let clearing = desk.settings.clearing_account(method).map(str::to_owned);
    let clearing = clearing.filter(|_| payment.against.is_none());
    Ok(Payment { clearing, ..payment.clone() })
}

/// The invoice that a payment is set off against.
async fn counterpart(desk: &Desk, payment: &Payment) -> Result<Option<InvoiceId>, Halt> {
    let Some(order) = payment.against else { return Ok(None) };
    let other = desk.service.store.order(desk.id(), order).await;
    let other = other.map_err(|error| desk.database(&error))?;
    Ok(other.as_ref().and_then(invoice_id).map(|(id, _)| id))
}

/// The id of a booking's invoice, and whether it was there before we asked for one.
pub(super) fn invoice_id(record: &OrderRecord) -> Option<(InvoiceId, bool)> {
    let own = record.booking.as_ref()?;
    Some((InvoiceId::new(own.invoice_id.clone()?).ok()?, own.adopted))
}

/// Looks at an invoice and its payments: ours is found by its identifier, and any that paid the
/// invoice in full counts.
pub(super) async fn look(desk: &Desk, id: &InvoiceId, plan: &Invoice) -> Result<Looked, Halt> {
    let held = match desk.books.invoice(id).await {
        Ok(held) => held,
        Err(Error::NotFound { .. }) => {
            return Ok(Looked::Wrong(Refusal::InvoiceGone { invoice: id.to_string() }));
        }
        Err(error) => return Err(desk.moneybird(&error)),
    };
    let identifier = plan.payment.as_ref().map(|payment| payment.identifier.as_str());
    let is_ours = |own: &&moneybird::Payment| own.transaction_identifier.as_deref() == identifier;
    let ours = held.payments.iter().find(is_ours).filter(|_| identifier.is_some());
    let in_full = held.payments.last().filter(|_| held.total_unpaid.is_zero());
    let right = held.total_price_incl_tax == plan.total.decimal();
    Ok(match ours.or(in_full) {
        Some(paid) if right => {
            Looked::Paid(Paid { id: paid.id.as_str().to_owned(), is_ours: ours.is_some() })
        }
        None if right && held.total_unpaid == plan.total.decimal() => Looked::Open,
        _ => Looked::Wrong(Refusal::BookedDiffers {
            sent: plan.total,
            booked: held.total_price_incl_tax,
            state: format!("{}, {} unpaid", held.state.as_str(), held.total_unpaid),
        }),
    })
}

/// Notes a payment that was found there. What somebody else registered is on no clearing account of
/// ours.
pub(super) async fn found(
    desk: &Desk,
    order: i64,
    plan: &Invoice,
    paid: &Paid,
) -> Result<bool, Halt> {
    if paid.is_ours {
        return note(desk, order, &paid.id).await;
    }
    let payment = plan.payment.clone().map(|own| Payment { clearing: None, ..own });
    let plan = json(&Invoice { payment, ..plan.clone() }, desk)?;
    let mut write = desk.write().await?;
    let done = write.payment_found(order, &paid.id, &plan).await;
    done.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    Ok(true)
}

/// Notes a payment of ours that is there.
async fn note(desk: &Desk, order: i64, payment: &str) -> Result<bool, Halt> {
    let mut write = desk.write().await?;
    write.payment_made(order, payment).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
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
    let other = counterpart(desk, payment).await?;
    let new = match translate::payment(payment, other) {
        Ok(new) => new,
        Err(invalid) => return rejected(desk, order, invalid.to_string()).await,
    };
    let fresh = fresh_until(desk);
    let intent = intent(desk, record.attempt);
    let mut write = desk.write().await?;
    write.intend_payment(order, intent).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    let error = match desk.books.create_payment(id, &new, Some(fresh)).await {
        Ok(made) => {
            booking.known(Document::Payment);
            return note(desk, order, made.id.as_str()).await;
        }
        Err(error) => error,
    };
    if error.effect() == Effect::Unknown {
        booking.unknown(desk, Document::Payment, &error, intent.settle_at)?;
        return Ok(false);
    }
    let mut write = desk.write().await?;
    write.back_to_invoice_made(order).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    match &error {
        Error::NotFound { .. } => {
            let refusal = Refusal::InvoiceGone { invoice: id.to_string() };
            desk.refuse(order, State::Booking, &refusal).await?;
            Ok(false)
        }
        Error::Rejected { .. } => {
            rejected(desk, order, mishap::moneybird_sentence(&error, desk.language())).await
        }
        _ => Err(desk.moneybird(&error)),
    }
}

async fn rejected(desk: &Desk, order: i64, answer: String) -> Result<bool, Halt> {
    let refusal = Refusal::Rejected { what: Document::Payment, answer };
    desk.refuse(order, State::Booking, &refusal).await?;
    Ok(false)
}
