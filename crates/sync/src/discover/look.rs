//! The look of every round.

use std::collections::BTreeSet;

use ccvshop::{Direction, OrderQuery};

use super::walk::{PageIds, Walk};
use super::{ALL, PAGE, listing, take};
use crate::desk::Desk;
use crate::fault::Halt;

/// Looks at all listings.
pub(super) async fn look(desk: &Desk, seen: &mut (dyn FnMut(u64) + Send)) -> Result<(), Halt> {
    listed(desk, ALL, OrderQuery::default(), seen).await?;
    for &status in &desk.settings.orders.statuses {
        let is_paid = desk.settings.orders.paid_only.then_some(true);
        let query = OrderQuery { status: Some(status), is_paid, ..OrderQuery::default() };
        listed(desk, &listing(status), query, seen).await?;
    }
    Ok(())
}

/// Looks at one listing, records its new orders and re-reads those that left it.
async fn listed(
    desk: &Desk,
    name: &str,
    query: OrderQuery,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Halt> {
    let known = desk.service.store.listing(desk.id(), name).await;
    let known: BTreeSet<i64> = known.map_err(|error| desk.database(&error))?;
    let mut walk = Walk::new(&known);
    let mut fresh = Vec::new();
    while let Some(at) = walk.next() {
        let direction = if at.newest_first { Direction::Descending } else { Direction::Ascending };
        let start = u32::try_from(at.start).unwrap_or(u32::MAX);
        let query = OrderQuery { start, size: PAGE, direction, ..query.clone() };
        let page = desk.shop.orders(&query).await.map_err(|error| desk.ccvshop(&error))?;
        let ids = take::ids(&page);
        seen(ids.len() as u64);
        walk.take(&PageIds { ids, has_next: page.has_next });
        fresh.push(page);
    }
    let change = walk.change();
    let mut write = desk.write().await?;
    for page in &fresh {
        take::page(desk, &mut write, page, false, |id| change.added.contains(&id)).await?;
    }
    write
        .change_listing(name, &change.added, &change.removed)
        .await
        .map_err(|error| desk.database(&error))?;
    write.commit().await.map_err(|error| desk.database(&error))?;
    for id in change.removed {
        take::again(desk, id).await?;
    }
    Ok(())
}
