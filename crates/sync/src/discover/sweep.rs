//! The sweep: reads every order, so that whatever the looks could not see is seen within a day.

use std::collections::BTreeSet;

use ccvshop::{Order, OrderQuery};

use super::unshowable::Unshowable;
use super::walk::Place;
use super::{ALL, PAGE, SWEPT, listing, status_listing, take};
use crate::desk::Desk;
use crate::fault::Halt;
use crate::mishap;

/// How often a sweep begins again because orders were removed meanwhile.
const MOST_RESTARTS: u32 = 5;

/// A sweep under way. It outlives a pause that the shop's allowance asks for.
#[derive(Debug)]
pub(crate) struct Sweep {
    /// The settings under which it reads.
    settings: String,
    /// Whether it is the first, so that what it finds is history.
    is_first: bool,
    /// What was read so far.
    places: Vec<Place>,
    /// Of the orders read, those in each chosen status and, if that is asked, paid.
    chosen: Vec<(i64, i64)>,
    /// Whether all was read.
    is_read: bool,
    restarts: u32,
}

/// The settings as they are kept.
fn settings(desk: &Desk) -> &str {
    desk.connection.settings.as_deref().unwrap_or_default()
}

impl Sweep {
    pub(super) fn new(desk: &Desk, is_first: bool) -> Self {
        Self {
            settings: settings(desk).to_owned(),
            is_first,
            places: Vec::new(),
            chosen: Vec::new(),
            is_read: false,
            restarts: 0,
        }
    }

    /// Whether the settings are still those under which it began.
    pub(super) fn is_under(&self, desk: &Desk) -> bool {
        self.settings == settings(desk)
    }

    /// Begins again: orders were removed from the shop while it was being read.
    fn restart(&mut self, desk: &Desk) -> Result<(), Halt> {
        let restarts = self.restarts + 1;
        if restarts > MOST_RESTARTS {
            return Err(mishap::stuck(desk.language()).into());
        }
        *self = Self { restarts, ..Self::new(desk, self.is_first) };
        Ok(())
    }

    /// Notes which orders are in a chosen status and, if that is asked, paid.
    fn note(&mut self, desk: &Desk, orders: &[Order]) {
        let settings = &desk.settings.orders;
        for order in orders.iter().filter(|order| order.paid || !settings.paid_only) {
            if let Some(status) = order.status.filter(|status| settings.statuses.contains(status)) {
                self.chosen.push((status, order.id));
            }
        }
    }
}

/// Reads all orders from the oldest on, page by page, and records each.
pub(super) async fn sweep(
    desk: &Desk,
    sweep: &mut Sweep,
    odd: &mut Unshowable,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Halt> {
    while !sweep.is_read {
        read(desk, sweep, seen).await?;
    }
    finish(desk, sweep, odd).await
}

/// Reads the next page.
async fn read(
    desk: &Desk,
    sweep: &mut Sweep,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Halt> {
    // Each page begins at the last order of the one before: were an order removed meanwhile, the
    // rest would move up unseen, but here that last order would not come first.
    let (overlap, last) = match sweep.places.last() {
        None => (0, None),
        Some(last) => (1, *last),
    };
    let start = u32::try_from(sweep.places.len() - overlap).unwrap_or(u32::MAX);
    let query = OrderQuery { start, size: PAGE, ..OrderQuery::default() };
    let page = desk.shop.orders(&query).await.map_err(|error| desk.ccvshop(&error))?;
    let places = take::places(&page);
    let first = places.first();
    // An order that cannot be shown has no id to compare.
    if last.is_some() && first != Some(&last) && first != Some(&None) {
        return sweep.restart(desk);
    }
    take::page(desk, &page, sweep.is_first, |_| true).await?;
    sweep.note(desk, &page.items);
    let further = places.get(overlap..).unwrap_or_default();
    seen(further.len() as u64);
    sweep.places.extend(further);
    sweep.is_read = !page.has_next || places.is_empty();
    if !sweep.is_read && further.is_empty() {
        return Err(mishap::stuck(desk.language()).into());
    }
    Ok(())
}

/// The orders of one listing that are not in another.
fn difference(one: &BTreeSet<i64>, other: &BTreeSet<i64>) -> Vec<i64> {
    one.difference(other).copied().collect()
}

/// Sets the listings to what was seen, and deals with orders that are gone.
async fn finish(desk: &Desk, sweep: &Sweep, odd: &mut Unshowable) -> Result<(), Halt> {
    let all: BTreeSet<i64> = sweep.places.iter().copied().flatten().collect();
    let before = listing::remembered(desk, ALL).await?;
    listing::change(desk, ALL, &difference(&all, &before), &[]).await?;
    odd.keep(desk, ALL, &sweep.places).await?;
    listing::leave(desk, ALL, &difference(&before, &all)).await?;
    for &status in &desk.settings.orders.statuses {
        let own = sweep.chosen.iter().filter(|(chosen, _)| *chosen == status);
        let now: BTreeSet<i64> = own.map(|(_, id)| *id).collect();
        let name = status_listing(status);
        let before = listing::remembered(desk, &name).await?;
        // Those that left were just seen where they are now.
        let (added, removed) = (difference(&now, &before), difference(&before, &now));
        listing::change(desk, &name, &added, &removed).await?;
    }
    let mut write = desk.write().await?;
    write.put_fact(SWEPT, &sweep.settings).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
}
