//! The sweep: reads every order, so that whatever the looks could not see is seen within a day.

use std::collections::BTreeSet;

use ccvshop::{Direction, Order, OrderQuery};

use super::{ALL, PAGE, SWEPT, listing, take};
use crate::desk::Desk;
use crate::fault::{Code, Fault, Halt, say};
use crate::mishap;

/// How often a sweep begins again because orders were removed meanwhile.
const MOST_RESTARTS: u32 = 5;

/// A sweep under way. It outlives a pause that the shop's allowance asks for.
#[derive(Debug)]
pub(crate) struct Sweep {
    /// Whether it is the first, so that what it finds is history.
    is_first: bool,
    start: usize,
    last: Option<i64>,
    seen: BTreeSet<i64>,
    /// Of the orders seen, those in each chosen status and, if that is asked, paid.
    chosen: Vec<(i64, i64)>,
    restarts: u32,
}

impl Sweep {
    pub(crate) fn new(is_first: bool) -> Self {
        Self {
            is_first,
            start: 0,
            last: None,
            seen: BTreeSet::new(),
            chosen: Vec::new(),
            restarts: 0,
        }
    }
}

/// Reads all orders from the oldest on, page by page, and records each.
pub(super) async fn sweep(
    desk: &Desk,
    sweep: &mut Sweep,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Halt> {
    loop {
        // Each page begins at the last order of the one before: were an order removed meanwhile,
        // the rest would move up unseen, but here that last order would not come first.
        let start = sweep.start.saturating_sub(1);
        let query = OrderQuery {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            size: PAGE,
            direction: Direction::Ascending,
            ..OrderQuery::default()
        };
        let page = desk.shop.orders(&query).await.map_err(|error| desk.ccvshop(&error))?;
        let places = take::places(&page);
        let first = places.first().copied();
        // An order that cannot be shown may have no id to compare.
        if sweep.last.is_some() && first != Some(sweep.last) && first != Some(None) {
            sweep.restart(desk)?;
            continue;
        }
        let mut write = desk.write().await?;
        take::page(desk, &mut write, &page, sweep.is_first, |_| true).await?;
        write.commit().await.map_err(|error| desk.database(&error))?;
        let ids = take::ids(&page);
        seen(ids.iter().filter(|id| !sweep.seen.contains(id)).count() as u64);
        sweep.note(desk, &page.items);
        let before = sweep.start;
        sweep.start = start + places.len();
        sweep.last = places.last().copied().flatten();
        sweep.seen.extend(&ids);
        if !page.has_next || places.is_empty() {
            return finish(desk, sweep).await;
        }
        if sweep.start <= before {
            return Err(stuck(desk).into());
        }
    }
}

impl Sweep {
    /// Begins again: orders were removed from the shop while it was being read.
    fn restart(&mut self, desk: &Desk) -> Result<(), Halt> {
        self.restarts += 1;
        if self.restarts > MOST_RESTARTS {
            return Err(stuck(desk).into());
        }
        let restarts = self.restarts;
        *self = Self { restarts, ..Self::new(self.is_first) };
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

/// The shop's pages do not follow each other.
fn stuck(desk: &Desk) -> Fault {
    let message = say(
        desk.language(),
        "CCV Shop geeft de bestellingen niet in opeenvolgende pagina's.",
        "CCV Shop does not give the orders in pages that follow each other.",
    );
    Fault::new(Code::BadReply, message, mishap::hint(Code::BadReply, desk.language()))
}

/// Sets the listings to what was seen, and deals with orders that are gone.
async fn finish(desk: &Desk, sweep: &Sweep) -> Result<(), Halt> {
    let store = &desk.service.store;
    let mut listings = vec![(ALL.to_owned(), sweep.seen.clone())];
    for &status in &desk.settings.orders.statuses {
        let own = sweep.chosen.iter().filter(|(chosen, _)| *chosen == status).map(|(_, id)| *id);
        listings.push((listing(status), own.collect()));
    }
    let known = store.listing(desk.id(), ALL).await.map_err(|error| desk.database(&error))?;
    for id in known.difference(&sweep.seen) {
        take::again(desk, *id).await?;
    }
    let mut changes = Vec::new();
    for (name, now) in &listings {
        let before = store.listing(desk.id(), name).await.map_err(|error| desk.database(&error))?;
        let added: Vec<i64> = now.difference(&before).copied().collect();
        let removed: Vec<i64> = before.difference(now).copied().collect();
        changes.push((name, added, removed));
    }
    let mut write = desk.write().await?;
    for (name, added, removed) in changes {
        write
            .change_listing(name, &added, &removed)
            .await
            .map_err(|error| desk.database(&error))?;
    }
    let settings = desk.connection.settings.as_deref().unwrap_or_default();
    write.put_fact(SWEPT, settings).await.map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))
}
