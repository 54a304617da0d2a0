//! What is booked of an order: its plan, and those of its credit invoices and corrections.

use bookkeeping::edit::{Booked, Correction, Credited};
use bookkeeping::{Credit, Invoice, Subject};
use store::{OrderRecord, State};

use crate::desk::{Desk, from_json};
use crate::fault::Halt;

/// All of it.
pub(super) struct Books {
    pub(super) booked: Booked,
    /// The number of the shop's invoice that a correction paid back.
    pub(super) reimbursed: Option<String>,
    /// Whether more is to be booked, so that this is not all of it yet.
    pub(super) is_moving: bool,
    /// Whether the outcome of some of it is not known yet.
    pub(super) is_unknown: bool,
    /// The records of the credit invoices, in the order in which `booked` has them.
    pub(super) credits: Vec<OrderRecord>,
}

/// What is booked of an order; nothing for one that is not.
pub(super) async fn books(desk: &Desk, record: &OrderRecord) -> Result<Option<Books>, Halt> {
    let Some(order) = plan(desk, record)? else { return Ok(None) };
    let (booked, credits) = (Booked::alone(order), Vec::new());
    let mut books =
        Books { booked, reimbursed: None, is_moving: false, is_unknown: false, credits };
    let others = desk.service.store.of_order(desk.id(), record.order_id).await;
    let mut corrections = Vec::new();
    for own in others.map_err(|error| desk.database(&error))? {
        books.is_unknown |= own.state == State::Booking;
        books.is_moving |= matches!(own.state, State::Ready | State::Booking);
        let Some(invoice) = plan(desk, &own)?.filter(|_| own.has_invoice()) else { continue };
        if let Some(Subject::Correction { number, .. }) = Subject::of_id(own.order_id) {
            let correction: Correction = from_json(&own.snapshot, desk)?;
            books.reimbursed = books.reimbursed.or(correction.reimbursed);
            corrections.push((number, invoice));
        } else {
            let credit: Credit = from_json(&own.snapshot, desk)?;
            let lowers = credit.lowers.unwrap_or_default();
            books.booked.credits.push(Credited { invoice, lowers });
            books.credits.push(own);
        }
    }
    corrections.sort_by_key(|(number, _)| *number);
    books.booked.corrections.extend(corrections.into_iter().map(|(_, invoice)| invoice));
    Ok(Some(books))
}

/// The invoice that was decided for a record; none while none was.
fn plan(desk: &Desk, record: &OrderRecord) -> Result<Option<Invoice>, Halt> {
    record.booking.as_ref().map(|own| from_json(&own.plan, desk)).transpose()
}
