//! Looks up what became of requests whose outcome was not known, after they have settled.

use std::num::NonZeroU32;

use bookkeeping::{Invoice, Refusal, SOURCE, order_of_source};
use moneybird::{ContactId, Error, InvoiceFilter, Period};
use store::{OrderRecord, Stage, State};

use super::{Booking, open, payment, refuse};
use crate::desk::Desk;
use crate::fault::Halt;

/// Settles every outcome whose time has come. A look-up that fails leaves the order as it is, to be
/// looked up another time.
pub(super) async fn settle(desk: &Desk, booking: &mut Booking) -> Result<(), Halt> {
    let settled = desk.service.store.settled(desk.id(), desk.now()).await;
    for record in settled.map_err(|error| desk.database(&error))? {
        let Some((record, plan)) = open(desk, record.order_id).await? else { continue };
        match record.booking.as_ref().map(|own| own.stage) {
            Some(Stage::InvoiceSending) => settle_invoice(desk, &record, &plan).await?,
            Some(Stage::PaymentSending) => settle_payment(desk, &record, &plan).await?,
            // A contact is looked up when its booking is carried on.
            _ => {}
        }
        booking.carried.remove(&record.order_id);
    }
    Ok(())
}

async fn settle_invoice(desk: &Desk, record: &OrderRecord, plan: &Invoice) -> Result<(), Halt> {
    let order = record.order_id;
    let found = look_up(desk, record, plan).await?;
    if found.len() > 1 {
        return refuse(desk, order, State::Booking, &Refusal::Doubled { invoices: found }).await;
    }
    let mut write = desk.write().await?;
    let done = match found.first() {
        Some(id) => write.invoice_made(order, id, true).await,
        None => write.back_to_planned(order).await,
    };
    done.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))
}

async fn settle_payment(desk: &Desk, record: &OrderRecord, plan: &Invoice) -> Result<(), Halt> {
    let order = record.order_id;
    let Some((id, _)) = payment::invoice_id(record) else { return Ok(()) };
    let Some(planned) = &plan.payment else { return Ok(()) };
    if let Some(found) = payment::find(desk, &id, planned).await? {
        payment::note(desk, order, &found).await?;
        return Ok(());
    }
    let mut write = desk.write().await?;
    write.back_to_invoice_made(order).await.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))
}

/// The ids of the invoices that carry this order's address. Moneybird cannot search by reference,
/// so the invoices of the contact on that day are read (moneybird-api.md §8.7); of everybody on
/// that day, when the contact is gone.
async fn look_up(desk: &Desk, record: &OrderRecord, plan: &Invoice) -> Result<Vec<String>, Halt> {
    let Ok(day) = Period::new(plan.date, plan.date) else { return Ok(Vec::new()) };
    let contact = record.booking.as_ref().and_then(|own| own.contact_id.clone());
    let contact = contact.and_then(|id| ContactId::new(id).ok());
    let everybody = InvoiceFilter::all_of(day);
    let own = InvoiceFilter { contact, ..everybody.clone() };
    match list(desk, record, &own).await {
        Err(Error::NotFound { .. }) => list(desk, record, &everybody).await,
        other => other,
    }
    .map_err(|error| desk.moneybird(&error))
}

async fn list(
    desk: &Desk,
    record: &OrderRecord,
    filter: &InvoiceFilter,
) -> Result<Vec<String>, Error> {
    let shop = desk.connection.shop_id;
    let mut found = Vec::new();
    let mut number = NonZeroU32::MIN;
    loop {
        let page = desk.books.invoices(filter, number).await?;
        let ours = page.items.iter().filter(|invoice| {
            let url = invoice.source_url.as_deref().unwrap_or_default();
            invoice.source.as_deref() == Some(SOURCE)
                && order_of_source(url, shop) == Some(record.order_id)
        });
        found.extend(ours.map(|invoice| invoice.id.as_str().to_owned()));
        if !page.has_next {
            return Ok(found);
        }
        number = number.saturating_add(1);
    }
}
