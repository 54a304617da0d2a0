//! The look of every round.

use std::collections::BTreeSet;

use ccvshop::{Order, OrderQuery, Page};

use super::unshowable::Unshowable;
use super::walk::{Known, Place, Walk};
use super::{ALL, PAGE, listing, renew, status_listing, take};
use crate::desk::Desk;
use crate::fault::Halt;

/// Pages read of one listing before a sweep, which can go on after a pause, is the better way. Far
/// fewer than the shop allows in a minute, so that a look that had to pause comes to its end.
const MOST_PAGES: usize = 40;

/// How often a listing is looked at when its pages contradict each other: an order that comes or
/// goes meanwhile does so once.
const TRIES: usize = 2;

/// How a look ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looked {
    /// Everything was looked at.
    Whole,
    /// Only a sweep can tell.
    Unclear,
}

/// What the walk over a listing came to.
enum Walked {
    /// The listing, and the pages that were read.
    Seen(Vec<Place>, Vec<Page<Order>>),
    /// The pages contradict each other.
    Odd,
    /// There is too much to read.
    Long,
    /// The shop does not filter as it was asked to.
    Unfiltered,
}

/// Looks at all listings.
pub(super) async fn look(
    desk: &Desk,
    odd: &mut Unshowable,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<Looked, Halt> {
    let mut queries = vec![(ALL.to_owned(), OrderQuery::default())];
    for &status in &desk.settings.orders.statuses {
        let is_paid = desk.settings.orders.paid_only.then_some(true);
        let query = OrderQuery { status: Some(status), is_paid, ..OrderQuery::default() };
        queries.push((status_listing(status), query));
    }
    for (number, (name, query)) in queries.into_iter().enumerate() {
        if number > 0 {
            renew(desk).await?;
        }
        if listed(desk, odd, &name, &query, seen).await? == Looked::Unclear {
            return Ok(Looked::Unclear);
        }
    }
    Ok(Looked::Whole)
}

/// Looks at one listing, records its new orders and reads those again that left it.
async fn listed(
    desk: &Desk,
    odd: &mut Unshowable,
    name: &str,
    query: &OrderQuery,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<Looked, Halt> {
    let before = listing::remembered(desk, name).await?;
    let known = Known::new(&before, odd.of(name));
    for _ in 0..TRIES {
        let why = match walk(desk, query, &known, seen).await? {
            Walked::Seen(now, pages) => {
                record(desk, odd, name, &before, &now, &pages).await?;
                return Ok(Looked::Whole);
            }
            Walked::Odd => continue,
            Walked::Long => "much has changed",
            Walked::Unfiltered => "the shop ignores the filters",
        };
        tracing::warn!(connection = %desk.id(), listing = name, why, "reads all orders");
        return Ok(Looked::Unclear);
    }
    let why = "the pages contradict each other";
    tracing::warn!(connection = %desk.id(), listing = name, why, "reads all orders");
    Ok(Looked::Unclear)
}

async fn walk(
    desk: &Desk,
    query: &OrderQuery,
    known: &Known,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<Walked, Halt> {
    let mut walk = Walk::new(known, PAGE as usize);
    let mut pages = Vec::new();
    while let Some(at) = walk.next() {
        if pages.len() >= MOST_PAGES {
            return Ok(Walked::Long);
        }
        if !pages.is_empty() {
            renew(desk).await?;
        }
        let start = u32::try_from(at.start).unwrap_or(u32::MAX);
        let size = u32::try_from(at.size).unwrap_or(PAGE);
        let query = OrderQuery { start, size, ..query.clone() };
        let page = desk.shop.orders(&query).await.map_err(|error| desk.ccvshop(&error))?;
        if !page.items.iter().all(|order| is_asked(&query, order)) {
            return Ok(Walked::Unfiltered);
        }
        let places = take::places(&page);
        seen(places.len() as u64);
        walk.take(at, &places, page.has_next);
        pages.push(page);
    }
    Ok(walk.now().map_or(Walked::Odd, |now| Walked::Seen(now, pages)))
}

/// Whether an order is one that the query lets through (ccvshop-api.md §1.7: a parameter may be
/// ignored).
fn is_asked(query: &OrderQuery, order: &Order) -> bool {
    query.status.is_none_or(|status| order.status == Some(status))
        && query.is_paid.is_none_or(|is_paid| order.paid == is_paid)
}

/// Records what a walk saw. Orders before the listing that holds them, so that a crash in between
/// makes them new again.
async fn record(
    desk: &Desk,
    odd: &mut Unshowable,
    name: &str,
    before: &BTreeSet<i64>,
    places: &[Place],
    pages: &[Page<Order>],
) -> Result<(), Halt> {
    let now: BTreeSet<i64> = places.iter().copied().flatten().collect();
    let added: Vec<i64> = now.difference(before).copied().collect();
    let removed: Vec<i64> = before.difference(&now).copied().collect();
    let is_new = |id| added.binary_search(&id).is_ok();
    for page in pages.iter().filter(|page| take::places(page).into_iter().flatten().any(is_new)) {
        take::page(desk, page, false, is_new).await?;
    }
    listing::change(desk, name, &added, &[]).await?;
    odd.keep(desk, name, places).await?;
    listing::leave(desk, name, &removed).await
}
