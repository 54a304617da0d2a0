//! Takes in what the shop shows.

use bookkeeping::{Readiness, Refusal};
use ccvshop::{Order, Page, Unreadable};
use rust_decimal::Decimal;
use store::{SeenOrder, State, Write};

use crate::desk::Desk;
use crate::fault::Halt;
use crate::{mishap, translate};

/// The ids of a page's orders, in the order in which they came. An order that cannot be read has
/// its place too, with its id as far as that can be read.
pub(super) fn places(page: &Page<Order>) -> Vec<Option<i64>> {
    let mut readable = page.items.iter().map(|order| Some(order.id));
    (0..page.items.len() + page.unreadable.len())
        .map(|position| match page.unreadable.iter().find(|odd| odd.position == position) {
            Some(odd) => odd.id,
            None => readable.next().flatten(),
        })
        .collect()
}

/// The ids that are known.
pub(super) fn ids(page: &Page<Order>) -> Vec<i64> {
    places(page).into_iter().flatten().collect()
}

/// Records the orders of a page that are `wanted`.
pub(super) async fn page(
    desk: &Desk,
    write: &mut Write<'_>,
    page: &Page<Order>,
    is_history: bool,
    wanted: impl Fn(i64) -> bool,
) -> Result<(), Halt> {
    for order in page.items.iter().filter(|order| wanted(order.id)) {
        if let Some(seen) = seen(desk, order, is_history)? {
            write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
        }
    }
    for odd in &page.unreadable {
        if let Some(id) = odd.id.filter(|id| wanted(*id)) {
            unreadable(desk, write, id, odd, is_history).await?;
        }
    }
    Ok(())
}

/// Reads one order again, because it left a listing. One that the shop no longer has is set aside,
/// unless it is booked or a person is looking at it.
pub(super) async fn again(desk: &Desk, id: i64) -> Result<(), Halt> {
    let store = &desk.service.store;
    let record = store.order(desk.id(), id).await.map_err(|error| desk.database(&error))?;
    let open = |state| matches!(state, State::Waiting | State::Ready);
    let Some(record) = record.filter(|record| open(record.state)) else { return Ok(()) };
    let order = match desk.shop.order(id).await {
        Err(error) if mishap::concerns_one_order(&error) => {
            return refuse(desk, id, record.state, error.to_string()).await;
        }
        order => order.map_err(|error| desk.ccvshop(&error))?,
    };
    let mut write = desk.write().await?;
    if let Some(order) = &order {
        if let Some(seen) = seen(desk, order, record.backfill)? {
            write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
        }
    } else {
        let why = "no longer in the shop";
        let done = write.ignore(id, record.state, why).await;
        done.map_err(|error| desk.database(&error))?;
    }
    write.commit().await.map_err(|error| desk.database(&error))
}

/// Refuses an order that the shop itself cannot show.
pub(crate) async fn refuse(desk: &Desk, id: i64, from: State, detail: String) -> Result<(), Halt> {
    let refusal = Refusal::Unreadable { detail };
    let json = crate::desk::json(&refusal, desk)?;
    let mut write = desk.write().await?;
    let done = write.refuse(id, from, refusal.code(), &json).await;
    done.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))
}

/// What is to be remembered of an order; nothing of one that is left alone.
fn seen(desk: &Desk, order: &Order, is_history: bool) -> Result<Option<SeenOrder>, Halt> {
    let order = translate::order(desk.connection.shop_id, order, &[]);
    let readiness = Readiness::of(&order, &desk.settings, desk.first_day());
    match readiness {
        Readiness::TooOld | Readiness::Excluded => Ok(None),
        Readiness::Ready | Readiness::Waiting => {
            let ready = readiness == Readiness::Ready;
            Ok(Some(remembered(desk, &order, ready, is_history)?))
        }
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
    })
}

/// An order that cannot be read is refused, so that a person sees it.
async fn unreadable(
    desk: &Desk,
    write: &mut Write<'_>,
    id: i64,
    odd: &Unreadable,
    is_history: bool,
) -> Result<(), Halt> {
    let refusal = Refusal::Unreadable { detail: odd.reason.clone() };
    let seen = SeenOrder {
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
    };
    let before = write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    if matches!(before, None | Some(State::Waiting | State::Ready)) {
        let json = crate::desk::json(&refusal, desk)?;
        let done = write.refuse(id, State::Ready, refusal.code(), &json).await;
        done.map_err(|error| desk.database(&error))?;
    }
    Ok(())
}
