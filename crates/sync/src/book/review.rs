//! Compares booked orders that the shop shows differently with what is booked of them.
//!
//! Nothing in Moneybird is altered by it: an order that differs becomes `changed`, and a person
//! decides.

use bookkeeping::edit::{Booked, Compared, Shown, compare, fingerprint};
use bookkeeping::{Administration, Credit, Invoice, Order, Refusal, amsterdam_day, decide};
use store::{OrderRecord, State};
use tracing::Instrument;

use super::booked::{self, Books};
use super::{Booking, credit, plan, reference};
use crate::about::about;
use crate::desk::{Desk, from_json, json};
use crate::discover::remembered;
use crate::fault::Halt;
use crate::{mishap, translate};

/// The code of an order whose invoice was paid back.
const REIMBURSED: &str = "reimbursed";

/// Orders in a row that cannot be read, after which it is the shop that has changed.
const MOST_ODD: u32 = 3;

/// Compares all that are to be compared: one or two calls to the shop for each.
pub(super) async fn review(desk: &Desk, booking: &mut Booking) -> Result<(), Halt> {
    let due = desk.service.store.to_review(desk.id(), u32::MAX).await;
    for record in due.map_err(|error| desk.database(&error))? {
        // One in a summary is compared with its own part of it.
        if record.order_id > 0 && !booking.unclear.contains(&record.order_id) {
            one(desk, booking, &record).instrument(about(record.order_id)).await?;
        }
    }
    Ok(())
}

async fn one(desk: &Desk, booking: &mut Booking, record: &OrderRecord) -> Result<(), Halt> {
    let books = booked::books(desk, record).await?.filter(|books| !books.is_moving);
    let Some(books) = books else { return Ok(()) };
    let (order, found) = match read(desk, record).await {
        Ok(Some(order)) => {
            booking.odd = 0;
            let found = compared(desk, booking, record, &order, &books).await?;
            (Some(order), found)
        }
        Ok(None) => (None, removed(desk, record, &books)?),
        Err(Unread::Halt(halt)) => return Err(halt),
        Err(Unread::Odd(error)) => {
            booking.odd += 1;
            if booking.odd >= MOST_ODD {
                return Err(desk.ccvshop(&error));
            }
            let why = Box::new(Refusal::Unreadable { detail: error.to_string() });
            (None, Some(Refusal::EditedUnbookable { why }))
        }
    };
    let is_clear = !matches!(found, Some(Refusal::EditedUnbookable { .. }));
    let unchanged = order.as_ref().filter(|_| found.is_none());
    let (found, owed) =
        match unchanged.and_then(|order| paid_after_all(desk, record, order, &books)) {
            Some(Paid::Owes(plan)) => (None, Some(*plan)),
            Some(Paid::Unclear(refusal)) => (Some(refusal), None),
            None => (found, None),
        };
    note(desk, record, order.as_ref(), found, owed).await?;
    if !is_clear {
        booking.unclear.insert(record.order_id);
    }
    Ok(())
}

/// The shop's invoice that was paid back, if that is what a record says.
pub(crate) fn invoice_paid_back(record: &OrderRecord) -> Option<String> {
    let text = record.refusal.as_ref().filter(|_| record.code.as_deref() == Some(REIMBURSED))?;
    match serde_json::from_str(text) {
        Ok(Refusal::Reimbursed { invoice, .. }) => Some(invoice),
        _ => None,
    }
}

/// Why an order could not be read.
enum Unread {
    /// The round has to stop.
    Halt(Halt),
    /// This order is odd.
    Odd(ccvshop::Error),
}

impl Unread {
    fn of(desk: &Desk, error: ccvshop::Error) -> Self {
        if mishap::concerns_one_order(&error) {
            Self::Odd(error)
        } else {
            Self::Halt(desk.ccvshop(&error))
        }
    }
}

/// The order and its rows as the shop shows them now; nothing if it has no such order.
async fn read(desk: &Desk, record: &OrderRecord) -> Result<Option<Order>, Unread> {
    let id = record.order_id;
    let before: Option<Order> = from_json(&record.snapshot, desk).map_err(Unread::Halt)?;
    let recent = before.clone().filter(|_| plan::is_recent(desk, record));
    let mut order = match recent {
        Some(order) => order,
        None => match desk.shop.order(id).await.map_err(|error| Unread::of(desk, error))? {
            Some(order) => translate::order(desk.connection.shop_id, &order, &[]),
            None => return Ok(None),
        },
    };
    let rows = match desk.shop.order_rows(id).await {
        Err(error) if plan::is_removed(desk, id, &error).await.map_err(Unread::Halt)? => {
            return Ok(None);
        }
        rows => rows.map_err(|error| Unread::of(desk, error))?,
    };
    order.rows = translate::rows(&rows);
    if let Some(before) = before {
        order.ready_at = before.ready_at;
        order.invoice_number = before.invoice_number;
    }
    Ok(Some(order))
}

async fn compared(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    order: &Order,
    books: &Books,
) -> Result<Option<Refusal>, Halt> {
    let paid_back = books.reimbursed.clone().or_else(|| invoice_paid_back(record));
    let paid_back = paid_back.map(Shown::Reimbursed);
    let shown = match paid_back.or_else(|| Shown::gone(order, &desk.settings)) {
        Some(gone) => gone,
        None if books.booked.is_as_booked(&fingerprint(order)) => return Ok(None),
        None => {
            let known = reference::administration(desk, booking).await?;
            // Nothing is booked on the order's day: that it is locked does not matter.
            let open = Administration { locked_until: None, ..known };
            let url = &desk.connection.shop_url;
            Shown::Sold(Box::new(decide(order, url, &desk.settings, &open)))
        }
    };
    let compared = compare(order, &books.booked, &shown, &desk.settings);
    if compared == Compared::Lowered {
        lowered(desk, books).await?;
    }
    Ok(compared.refusal())
}

/// The shop does not have the order any more; what it last showed of it is all there is.
fn removed(desk: &Desk, record: &OrderRecord, books: &Books) -> Result<Option<Refusal>, Halt> {
    let Some(order) = from_json::<Option<Order>>(&record.snapshot, desk)? else { return Ok(None) };
    Ok(compare(&order, &books.booked, &Shown::Removed, &desk.settings).refusal())
}

/// Remembers that the shop has lowered the order by its credit invoices, later than it made them.
async fn lowered(desk: &Desk, books: &Books) -> Result<(), Halt> {
    let mut write = desk.write().await?;
    for record in &books.credits {
        let credit: Credit = from_json(&record.snapshot, desk)?;
        if credit.lowers != Some(true) {
            let credit = Credit { lowers: Some(true), ..credit };
            let seen = credit::seen(desk, record, &credit)?;
            write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
            // A credit invoice is compared with its order, never by itself.
            write.reviewed(record.order_id).await.map_err(|error| desk.database(&error))?;
        }
    }
    desk.commit(write).await
}

/// What an order that was booked unpaid and is paid now has become.
enum Paid {
    /// Its plan, with its payment of today.
    Owes(Box<Invoice>),
    /// A matter for a person: what credit invoices and corrections took off it was never owed.
    Unclear(Refusal),
}

/// Whether an order was booked unpaid and is paid now.
fn paid_after_all(desk: &Desk, record: &OrderRecord, order: &Order, books: &Books) -> Option<Paid> {
    let Booked { order: plan, credits, corrections } = &books.booked;
    // One that was paid and has no payment was booked while none were wanted. Those in a summary have
    // none of their own.
    let may_follow = plan.is_unpaid && record.summary.is_none();
    if plan.payment.is_some() || !may_follow || !order.paid {
        return None;
    }
    let today = amsterdam_day(desk.now());
    let payment = bookkeeping::payment(order, &desk.settings, plan.total, today)?;
    if credits.is_empty() && corrections.is_empty() {
        return Some(Paid::Owes(Box::new(Invoice { payment: Some(payment), ..plan.clone() })));
    }
    let booked = books.booked.position().total();
    (!booked.is_zero()).then_some(Paid::Unclear(Refusal::PaidLater { booked }))
}

/// Notes what came of it, what the shop showed, and the payment that is `owed` now.
async fn note(
    desk: &Desk,
    record: &OrderRecord,
    order: Option<&Order>,
    found: Option<Refusal>,
    owed: Option<Invoice>,
) -> Result<(), Halt> {
    let id = record.order_id;
    let text = found.as_ref().map(|refusal| json(refusal, desk)).transpose()?;
    let is_known = record.state == State::Changed && record.refusal == text;
    let mut write = desk.write().await?;
    if let Some(order) = order {
        let seen = remembered(desk, order, true, record.backfill)?;
        write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    }
    let done = match (&found, text) {
        (Some(refusal), Some(text)) if !is_known => write.change(id, refusal.code(), &text).await,
        (None, _) if record.state == State::Changed => write.settle_change(id).await,
        _ => write.reviewed(id).await,
    };
    done.map_err(|error| desk.database(&error))?;
    if let Some(plan) = owed {
        let done = write.owe_payment(id, &json(&plan, desk)?).await;
        done.map_err(|error| desk.database(&error))?;
    }
    if matches!(found, Some(Refusal::EditedUnbookable { .. })) {
        // Whatever stands in the way may be mended elsewhere: it is looked at again next round.
        write.review(id).await.map_err(|error| desk.database(&error))?;
    }
    desk.commit(write).await?;
    match found {
        Some(refusal) if !is_known => tracing::info!(code = refusal.code(), "changed"),
        None if record.state == State::Changed => tracing::info!("as it was booked again"),
        _ => {}
    }
    Ok(())
}

/// The shop paid the invoice of a booked order back (`invoice` is its number) and made no credit
/// invoice: the order is changed, unless the books account for it.
pub(crate) async fn changed_by_reimbursement(
    desk: &Desk,
    record: &OrderRecord,
    invoice: &str,
) -> Result<(), Halt> {
    let Some(books) = booked::books(desk, record).await?.filter(|books| !books.is_moving) else {
        return Ok(());
    };
    let Some(order) = from_json::<Option<Order>>(&record.snapshot, desk)? else { return Ok(()) };
    let shown = Shown::Reimbursed(invoice.to_owned());
    let compared = compare(&order, &books.booked, &shown, &desk.settings);
    let Some(refusal) = compared.refusal() else { return Ok(()) };
    let text = json(&refusal, desk)?;
    let mut write = desk.write().await?;
    let done = write.change(record.order_id, refusal.code(), &text).await;
    done.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::info!(code = refusal.code(), "changed");
    Ok(())
}
