//! Keeps what a listing holds, and deals with orders that left it.

use std::collections::BTreeSet;

use store::State;
use tracing::Instrument;

use super::take;
use crate::about::about;
use crate::desk::Desk;
use crate::fault::Halt;

/// Changes of a listing in one transaction.
const MOST: usize = 500;

/// The orders that a listing held when we last looked.
pub(super) async fn remembered(desk: &Desk, name: &str) -> Result<BTreeSet<i64>, Halt> {
    let ids = desk.service.store.listing(desk.id(), name).await;
    ids.map_err(|error| desk.database(&error))
}

/// Adds orders to a listing and takes others from it. A crash halfway leaves some of it to the
/// next look.
pub(super) async fn change(
    desk: &Desk,
    name: &str,
    added: &[i64],
    removed: &[i64],
) -> Result<(), Halt> {
    let added = added.chunks(MOST).map(|some| (some, [].as_slice()));
    let removed = removed.chunks(MOST).map(|some| ([].as_slice(), some));
    for (add, remove) in added.chain(removed) {
        let mut write = desk.write().await?;
        let done = write.change_listing(name, add, remove).await;
        done.map_err(|error| desk.database(&error))?;
        desk.commit(write).await?;
    }
    Ok(())
}

/// Takes orders from a listing. Those that are still to be booked, or to be compared with what is
/// booked, are read again, each before it is taken from it: after a pause in between, the next look
/// finds the rest.
pub(super) async fn leave(desk: &Desk, name: &str, removed: &[i64]) -> Result<(), Halt> {
    if removed.is_empty() {
        return Ok(());
    }
    let mut open = BTreeSet::new();
    for state in [State::Waiting, State::Ready, State::Booked, State::Changed] {
        let orders = desk.service.store.orders(Some(desk.id()), Some(state)).await;
        let orders = orders.map_err(|error| desk.database(&error))?;
        open.extend(orders.into_iter().map(|order| order.order_id));
    }
    let (open, done): (Vec<i64>, Vec<i64>) = removed.iter().partition(|id| open.contains(id));
    change(desk, name, &[], &done).await?;
    for id in open {
        take::again(desk, id).instrument(about(id)).await?;
        change(desk, name, &[], &[id]).await?;
    }
    Ok(())
}
