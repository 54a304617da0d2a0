//! Decides how a ready order is booked, from what the shop says of it now.

use bookkeeping::settings::ReferenceFrom;
use bookkeeping::{Administration, Invoice, Order, Readiness, Refusal, decide};
use ccvshop::InvoiceQuery;
use store::{OrderRecord, State};

use super::search::Found;
use super::{Booking, held, invoiced, reference};
use crate::desk::{Desk, json};
use crate::discover::{GONE, remembered};
use crate::fault::Halt;
use crate::{mishap, translate};

/// Plans an order; says whether there is now a booking to carry on.
pub(super) async fn plan(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
) -> Result<bool, Halt> {
    let Some((_, invoice)) = decided(desk, booking, record).await? else { return Ok(false) };
    let held = held::held(desk, booking, record).await?;
    alone(desk, record, &invoice, &held).await
}

/// What a ready order becomes by itself; nothing if it is no longer ready or was refused.
pub(super) async fn decided(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
) -> Result<Option<(Order, Invoice)>, Halt> {
    let Some(order) = read(desk, booking, record).await? else { return Ok(None) };
    let order = match invoiced::before_credits(desk, order).await? {
        Ok(order) => order,
        Err(refusal) => {
            desk.refuse(record.order_id, State::Ready, &refusal).await?;
            return Ok(None);
        }
    };
    let (url, settings) = (&desk.connection.shop_url, &desk.settings);
    let decide = |administration: &Administration| decide(&order, url, settings, administration);
    let invoice = settled(desk, booking, record, &decide).await?;
    Ok(invoice.map(|invoice| (order, invoice)))
}

/// Plans what is decided of something that is booked by itself.
pub(super) async fn as_decided(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    decide: &(dyn Fn(&Administration) -> Result<Invoice, Refusal> + Sync),
) -> Result<bool, Halt> {
    let Some(invoice) = settled(desk, booking, record, decide).await? else { return Ok(false) };
    let held = held::held(desk, booking, record).await?;
    alone(desk, record, &invoice, &held).await
}

/// What is decided, once more with what Moneybird says now if that may help; nothing if it was
/// refused.
async fn settled(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    decide: &(dyn Fn(&Administration) -> Result<Invoice, Refusal> + Sync),
) -> Result<Option<Invoice>, Halt> {
    let mut decided = decide(&reference::administration(desk, booking).await?);
    if decided.as_ref().is_err_and(may_be_mended) && !booking.administration_is_fresh {
        decided = decide(&reference::reread(desk, booking).await?);
    }
    match decided {
        Ok(invoice) => Ok(Some(invoice)),
        Err(refusal) => {
            desk.refuse(record.order_id, State::Ready, &refusal).await?;
            Ok(None)
        }
    }
}

/// Plans an order that is booked by itself, of which Moneybird holds what was found.
pub(super) async fn alone(
    desk: &Desk,
    record: &OrderRecord,
    invoice: &Invoice,
    held: &[Found],
) -> Result<bool, Halt> {
    let id = record.order_id;
    if let Some(refusal) = in_the_way(held, id) {
        desk.refuse(id, State::Ready, &refusal).await?;
        return Ok(false);
    }
    let text = json(invoice, desk)?;
    let mut write = desk.write().await?;
    let done = write.plan(id, &text, &invoice.reference, invoice.date).await;
    done.map_err(|error| desk.database(&error))?;
    if let Some(found) = held.first() {
        let done = write.invoice_made(id, &found.invoice, true).await;
        done.map_err(|error| desk.database(&error))?;
    }
    desk.commit(write).await?;
    Ok(true)
}

/// Why an order cannot be booked by itself beside what Moneybird holds of it.
fn in_the_way(held: &[Found], order: i64) -> Option<Refusal> {
    match held {
        [] => None,
        [one] if one.own == order => None,
        [one] => Some(Refusal::InSummary { invoice: one.invoice.clone() }),
        several => Some(doubled(several)),
    }
}

/// Moneybird holds several invoices.
pub(super) fn doubled(several: &[Found]) -> Refusal {
    Refusal::Doubled { invoices: several.iter().map(|found| found.invoice.clone()).collect() }
}

/// Whether a person may have mended in Moneybird what stands in the way, since the administration
/// was last read: whoever unlocks a period and tries again must not have to wait an hour.
fn may_be_mended(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::PeriodLocked { .. }
            | Refusal::RateUnusable { .. }
            | Refusal::AccountUnusable { .. }
    )
}

/// Reads the order and its rows as they are now, and remembers them. Nothing if it is no longer
/// ready.
async fn read(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
) -> Result<Option<Order>, Halt> {
    let id = record.order_id;
    let fresh = if is_recent(desk, record) {
        crate::desk::from_json::<Option<Order>>(&record.snapshot, desk)?
    } else {
        None
    };
    let mut order = match fresh {
        Some(order) => order,
        None => match read_again(desk, booking, id).await? {
            Some(order) => order,
            None => return Ok(None),
        },
    };
    let ready = Readiness::of(&order, &desk.settings, desk.first_day()) == Readiness::Ready;
    if ready {
        let rows = match desk.shop.order_rows(id).await {
            Err(error) if is_removed(desk, id, &error).await? => {
                return wait(desk, id).await.map(|()| None);
            }
            Err(error) if mishap::concerns_one_order(&error) => {
                return odd(desk, booking, id, &error).await;
            }
            rows => rows.map_err(|error| desk.ccvshop(&error))?,
        };
        booking.odd = 0;
        order.rows = translate::rows(&rows);
        order.ready_at = record.ready_at;
        if desk.settings.invoice.reference == ReferenceFrom::InvoiceNumber {
            let number = invoice_number(&desk.shop, &order).await;
            order.invoice_number = number.map_err(|error| desk.ccvshop(&error))?;
        }
    }
    let mut write = desk.write().await?;
    let seen = remembered(desk, &order, ready, record.backfill)?;
    write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    Ok(ready.then_some(order))
}

/// Reads an order again. One that the shop does not have, or not now, waits until it is seen again;
/// one that it cannot show is refused.
async fn read_again(desk: &Desk, booking: &mut Booking, id: i64) -> Result<Option<Order>, Halt> {
    match desk.shop.order(id).await {
        Ok(Some(order)) => Ok(Some(translate::order(desk.connection.shop_id, &order, &[]))),
        Ok(None) => wait(desk, id).await.map(|()| None),
        Err(error) if mishap::concerns_one_order(&error) => odd(desk, booking, id, &error).await,
        Err(error) => Err(desk.ccvshop(&error)),
    }
}

/// An order that the shop does not have waits, and says why.
async fn wait(desk: &Desk, id: i64) -> Result<(), Halt> {
    let mut write = desk.write().await?;
    write.set_waiting(id).await.map_err(|error| desk.database(&error))?;
    write.note(id, GONE, "").await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::info!("the shop does not have it");
    Ok(())
}

/// Whether an order has no rows because the shop does not have it any more: one that was seen a moment
/// ago is not read again before its rows are.
pub(super) async fn is_removed(desk: &Desk, id: i64, error: &ccvshop::Error) -> Result<bool, Halt> {
    if !matches!(error, ccvshop::Error::NotFound { .. }) {
        return Ok(false);
    }
    match desk.shop.order(id).await {
        Ok(order) => Ok(order.is_none()),
        Err(error) if mishap::concerns_one_order(&error) => Ok(false),
        Err(error) => Err(desk.ccvshop(&error)),
    }
}

/// Refuses an order that cannot be read. Several in a row are no odd orders: the shop's answers
/// have changed, and then nothing is refused but the round ends.
async fn odd(
    desk: &Desk,
    booking: &mut Booking,
    id: i64,
    error: &ccvshop::Error,
) -> Result<Option<Order>, Halt> {
    const MOST: u32 = 3;
    booking.odd += 1;
    if booking.odd >= MOST {
        return Err(desk.ccvshop(error));
    }
    let refusal = Refusal::Unreadable { detail: error.to_string() };
    desk.refuse(id, State::Ready, &refusal).await?;
    Ok(None)
}

/// Whether what was seen of an order in a list is recent enough to be booked.
pub(super) fn is_recent(desk: &Desk, record: &OrderRecord) -> bool {
    const RECENT: std::time::Duration = std::time::Duration::from_mins(10);
    let now = desk.now();
    // What was seen in the future was seen by a clock that was ahead.
    record.seen_at <= now && record.seen_at.saturating_add(RECENT).is_ok_and(|until| now < until)
}

/// The number of the first invoice that the shop made for an order.
pub(crate) async fn invoice_number(
    shop: &ccvshop::Client,
    order: &Order,
) -> Result<Option<String>, ccvshop::Error> {
    let number = Some(order.number.clone());
    let query = InvoiceQuery { order_number_full: number, ..InvoiceQuery::default() };
    let page = shop.invoices(&query).await?;
    let own = page.items.into_iter().filter(|invoice| {
        invoice.order_id == Some(order.id) && invoice.kind != ccvshop::InvoiceKind::Credit
    });
    Ok(own.min_by_key(|invoice| invoice.id).map(|invoice| invoice.number))
}
