//! Plans the corrections that people agreed to.

use bookkeeping::edit::Correction;
use bookkeeping::{Invoice, Subject, amsterdam_day};
use store::{OrderRecord, State};
use tracing::Instrument;

use super::{Booking, carry, held, plan, reference};
use crate::about::about;
use crate::desk::{Desk, from_json};
use crate::fault::Halt;

/// Plans all that are ready, and carries each as far as it goes.
pub(super) async fn book(desk: &Desk, booking: &mut Booking) -> Result<(), Halt> {
    let ready = desk.service.store.others(desk.id(), State::Ready).await;
    for record in ready.map_err(|error| desk.database(&error))? {
        let subject = Subject::of_id(record.order_id);
        if matches!(subject, Some(Subject::Correction { .. }))
            && prepare(desk, booking, &record).instrument(about(record.order_id)).await?
        {
            carry(desk, booking, record.order_id).await?;
        }
    }
    Ok(())
}

/// Plans one; says whether there is now a booking to carry on.
async fn prepare(desk: &Desk, booking: &mut Booking, record: &OrderRecord) -> Result<bool, Halt> {
    let id = record.order_id;
    let correction: Correction = from_json(&record.snapshot, desk)?;
    // It bears the day on which it is booked: the order's own may be locked, or declared.
    let today = amsterdam_day(desk.now());
    if let Some(refusal) = reference::locked(desk, booking, today).await? {
        desk.refuse(id, State::Ready, &refusal).await?;
        return Ok(false);
    }
    let (url, shop) = (&desk.connection.shop_url, desk.connection.shop_id);
    let invoice: Invoice = correction.invoice(url, shop, &desk.settings, today);
    let held = held::held(desk, booking, record).await?;
    plan::alone(desk, record, &invoice, &held).await
}
