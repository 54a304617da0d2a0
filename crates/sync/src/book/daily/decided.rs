//! What was decided of orders whose summary is not made yet.
//!
//! A day may have more orders than the shop lets be read at once, so what was decided is kept while
//! a round waits for the shop.

use std::collections::{HashMap, HashSet};

use bookkeeping::summary::{Member, stands_alone};
use store::OrderRecord;

use super::super::search::Found;
use super::super::{Booking, carry, held, plan};
use crate::desk::Desk;
use crate::fault::Halt;

/// What a round knows of orders that are to go into summaries.
#[derive(Debug, Default)]
pub(in super::super) struct Known {
    decided: HashMap<i64, Decided>,
    /// Orders whose day is not over, and that do not stand alone.
    waiting: HashSet<i64>,
}

/// An order that is to go into a summary.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub(super) record: OrderRecord,
    pub(super) member: Member,
    /// What Moneybird holds of it.
    pub(super) held: Vec<Found>,
}

impl Known {
    pub(super) fn wait_for_the_day(&mut self, order: i64) {
        self.waiting.insert(order);
    }

    pub(super) fn waits_for_the_day(&self, order: i64) -> bool {
        self.waiting.contains(&order)
    }

    /// A day is done.
    pub(super) fn forget_decisions(&mut self) {
        self.decided.clear();
    }
}

/// What a ready order becomes. Nothing if it is no longer ready, was refused, or turned out to need
/// an invoice of its own and got it.
pub(super) async fn decided(
    desk: &Desk,
    booking: &mut Booking,
    record: OrderRecord,
) -> Result<Option<Decided>, Halt> {
    let id = record.order_id;
    if let Some(known) = booking.daily.decided.get(&id)
        && known.record.snapshot == record.snapshot
    {
        return Ok(Some(known.clone()));
    }
    let Some((order, invoice)) = plan::decided(desk, booking, &record).await? else {
        return Ok(None);
    };
    let held = held::held(desk, booking, &record).await?;
    let is_its_own = held.first().is_some_and(|found| found.own == id);
    let is_alone = stands_alone(&order, &desk.settings) || invoice.total.is_negative();
    if is_its_own || held.len() > 1 || is_alone {
        if plan::alone(desk, &record, &invoice, &held).await? {
            carry(desk, booking, id).await?;
        }
        return Ok(None);
    }
    // Reading it has written it down again.
    let now = desk.service.store.order(desk.id(), id).await;
    let Some(record) = now.map_err(|error| desk.database(&error))? else { return Ok(None) };
    let (number, method) = (order.number.clone(), order.payment_method);
    let own = Decided { record, member: Member { order: id, number, method, invoice }, held };
    booking.daily.decided.insert(id, own.clone());
    Ok(Some(own))
}
