//! Takes in what the shop shows.

use bookkeeping::{Readiness, Refusal};
use ccvshop::{Order, Page};
use rust_decimal::Decimal;
use store::{OrderRecord, SeenOrder, State, Step, Write};

use crate::about::about;
use crate::desk::Desk;
use crate::fault::Halt;
use crate::{mishap, translate};

/// The step of an order that the shop does not have.
pub(crate) const GONE: &str = "gone";

/// The ids of a page's orders, in the order in which they came. An order that cannot be read has
/// its place too, with its id as far as that can be read.
pub(crate) fn places(page: &Page<Order>) -> Vec<Option<i64>> {
    let mut readable = page.items.iter().map(|order| Some(order.id));
    (0..page.items.len() + page.unreadable.len())
        .map(|position| match page.unreadable.iter().find(|odd| odd.position == position) {
            Some(odd) => odd.id,
            None => readable.next().flatten(),
        })
        .collect()
}

/// Records the orders of a page that are `wanted`.
pub(super) async fn page(
    desk: &Desk,
    page: &Page<Order>,
    is_history: bool,
    wanted: impl Fn(i64) -> bool,
) -> Result<(), Halt> {
    let (mut orders, mut back) = (Vec::new(), Vec::new());
    for order in page.items.iter().filter(|order| wanted(order.id)) {
        let record = record(desk, order.id).await?;
        orders.extend(seen(desk, order, record.as_ref(), is_history)?);
        if record.as_ref().is_some_and(was_removed) {
            back.push(order.id);
        }
    }
    let mut refused = Vec::new();
    for odd in &page.unreadable {
        if let Some(id) = odd.id.filter(|id| wanted(*id)) {
            let before = record(desk, id).await?.map(|record| record.state);
            if before.is_none_or(is_open) {
                let detail = odd.reason.clone();
                refused.push((id, Refusal::Unreadable { detail }, before));
            }
        }
    }
    let mut write = desk.write().await?;
    for order in orders {
        write.see_order(&order).await.map_err(|error| desk.database(&error))?;
    }
    for id in back {
        write.review(id).await.map_err(|error| desk.database(&error))?;
    }
    for (id, refusal, before) in &refused {
        unreadable(desk, &mut write, *id, refusal, *before, is_history).await?;
    }
    desk.commit(write).await?;
    for (id, refusal, _) in refused {
        about(id).in_scope(|| tracing::info!(code = refusal.code(), "refused"));
    }
    Ok(())
}

/// Whether the shop did not have an order that was booked.
fn was_removed(record: &OrderRecord) -> bool {
    record.state == State::Changed && record.code.as_deref() == Some("removed")
}

/// Whether an order is still to be booked, so that what the shop says now decides.
fn is_open(state: State) -> bool {
    matches!(state, State::Waiting | State::Ready)
}

async fn record(desk: &Desk, id: i64) -> Result<Option<OrderRecord>, Halt> {
    desk.service.store.order(desk.id(), id).await.map_err(|error| desk.database(&error))
}

/// Whether an order is in the books, so that what the shop says now is compared with them.
fn is_booked(state: State) -> bool {
    matches!(state, State::Booked | State::Changed)
}

/// Reads one order again, because it left a listing. One that the shop does not have waits: if that
/// was a mistake of the shop, it is found when it is listed again.
pub(super) async fn again(desk: &Desk, id: i64) -> Result<(), Halt> {
    let is_wanted = |record: &OrderRecord| is_open(record.state) || is_booked(record.state);
    let Some(record) = record(desk, id).await?.filter(is_wanted) else {
        return Ok(());
    };
    let order = match desk.shop.order(id).await {
        // The next sweep shows it, if it can be shown.
        Err(error) if mishap::concerns_one_order(&error) && is_booked(record.state) => {
            return Ok(());
        }
        Err(error) if mishap::concerns_one_order(&error) => {
            let refusal = Refusal::Unreadable { detail: error.to_string() };
            return desk.refuse(id, record.state, &refusal).await;
        }
        order => order.map_err(|error| desk.ccvshop(&error))?,
    };
    let seen = match &order {
        Some(order) => seen(desk, order, Some(&record), record.backfill)?,
        None => None,
    };
    let steps = desk.service.store.steps(desk.id(), id).await;
    let is_known = is_gone(&record, &steps.map_err(|error| desk.database(&error))?);
    let mut write = desk.write().await?;
    if let Some(seen) = seen {
        write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    } else if order.is_none() {
        if record.state == State::Ready {
            write.set_waiting(id).await.map_err(|error| desk.database(&error))?;
        }
        if is_booked(record.state) {
            write.review(id).await.map_err(|error| desk.database(&error))?;
        }
        // It leaves the listing of its status and that of all orders: it is told once.
        if !is_known {
            write.note(id, GONE, "").await.map_err(|error| desk.database(&error))?;
        }
    }
    desk.commit(write).await?;
    if order.is_none() && !is_known {
        tracing::info!("the shop does not have it");
    }
    Ok(())
}

/// Whether the shop did not have an order when it was last asked for it: not seen since that was noted.
pub fn is_gone(record: &OrderRecord, steps: &[Step]) -> bool {
    steps.iter().any(|step| step.what == GONE && step.at >= record.seen_at)
}

/// What is to be remembered of an order that we may know as `record`; nothing of one that is left
/// alone or as it was. One of before the first day is left alone unless it was decided already: what
/// another program booked is compared like the rest.
fn seen(
    desk: &Desk,
    order: &Order,
    record: Option<&OrderRecord>,
    is_history: bool,
) -> Result<Option<SeenOrder>, Halt> {
    let mut order = translate::order(desk.connection.shop_id, order, &[]);
    let decided = record.filter(|record| !is_open(record.state));
    let ready = match Readiness::of(&order, &desk.settings, desk.first_day()) {
        Readiness::Excluded => return Ok(None),
        Readiness::TooOld if decided.is_none() => return Ok(None),
        Readiness::Ready => true,
        Readiness::TooOld | Readiness::Waiting => false,
    };
    if let Some(record) = decided {
        // A snapshot that cannot be read, such as that of an unreadable order, has nothing to keep.
        let before = serde_json::from_str::<Option<bookkeeping::Order>>(&record.snapshot);
        if let Ok(Some(before)) = before {
            keep(&mut order, &before);
            // One whose person was forgotten is not to get them back because it is listed.
            if order == before || before.customer.forgotten && order.is_still(&before) {
                return Ok(None);
            }
        }
    }
    Ok(Some(remembered(desk, &order, ready, is_history)?))
}

/// Keeps what a listing does not tell and the closing statement needs: the rows, as long as the
/// amounts are the same.
fn keep(order: &mut bookkeeping::Order, before: &bookkeeping::Order) {
    order.ready_at = before.ready_at;
    order.invoice_number.clone_from(&before.invoice_number);
    if (order.total_price, order.total_tax) == (before.total_price, before.total_tax) {
        order.rows.clone_from(&before.rows);
    }
}

/// An order as the store remembers it.
pub(crate) fn remembered(
    desk: &Desk,
    order: &bookkeeping::Order,
    ready: bool,
    is_history: bool,
) -> Result<SeenOrder, Halt> {
    Ok(SeenOrder {
        order_id: order.id,
        number: order.number.clone(),
        ready,
        snapshot: crate::desk::json(order, desk)?,
        seen_at: desk.now(),
        placed_on: order.day(),
        total: order.total_price,
        currency: order.currency.clone(),
        shop_status: order.status,
        paid: order.paid,
        backfill: is_history,
        of_order: None,
    })
}

/// An order that cannot be read is refused, so that a person sees it. What is known of it stays.
async fn unreadable(
    desk: &Desk,
    write: &mut Write<'_>,
    id: i64,
    refusal: &Refusal,
    before: Option<State>,
    is_history: bool,
) -> Result<(), Halt> {
    if before.is_none() {
        let seen = nameless(desk, id, is_history);
        write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    }
    let json = crate::desk::json(refusal, desk)?;
    let done = write.refuse(id, before.unwrap_or(State::Ready), refusal.code(), &json).await;
    done.map_err(|error| desk.database(&error))
}

/// An order of which only the id is known.
fn nameless(desk: &Desk, id: i64, is_history: bool) -> SeenOrder {
    SeenOrder {
        order_id: id,
        number: id.to_string(),
        ready: true,
        snapshot: "null".to_owned(),
        seen_at: desk.now(),
        placed_on: bookkeeping::amsterdam_day(desk.now()),
        total: Decimal::ZERO,
        currency: "EUR".to_owned(),
        shop_status: None,
        paid: false,
        backfill: is_history,
        of_order: None,
    }
}
