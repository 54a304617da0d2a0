//! Finds the orders.
//!
//! Two kinds of listing are looked at every round, each for one call when nothing is new: all
//! orders (new ones), and those in each chosen status (old ones that became ready). Once a day, and
//! after the settings changed, a sweep reads all orders, which shows everything else.

mod look;
mod sweep;
mod take;
mod walk;

use jiff::Timestamp;

use crate::desk::Desk;
use crate::fault::Halt;

pub(crate) use sweep::Sweep;
pub(crate) use take::{refuse as refuse_unreadable, remembered};

/// The fact that says when all orders were last read, and under which settings.
const SWEPT: &str = "swept";

/// The listing of all orders.
const ALL: &str = "all";

/// How long a sweep is good for.
const SWEEP_EVERY: std::time::Duration = std::time::Duration::from_hours(24);

/// Orders asked for in one call; whether more are allowed is not documented.
const PAGE: u32 = 100;

/// Looks for orders and records what it finds.
pub(crate) async fn look(
    desk: &Desk,
    sweep: &mut Option<Sweep>,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Halt> {
    if sweep.is_none() && !is_due(desk).await? {
        return look::look(desk, seen).await;
    }
    let is_first = swept(desk).await?.is_none();
    sweep::sweep(desk, sweep.get_or_insert_with(|| Sweep::new(is_first)), seen).await?;
    *sweep = None;
    Ok(())
}

/// Whether a sweep is due: none in the last day, or none under these settings.
async fn is_due(desk: &Desk) -> Result<bool, Halt> {
    let Some(fact) = swept(desk).await? else { return Ok(true) };
    let until = fact.at.saturating_add(SWEEP_EVERY).unwrap_or(Timestamp::MAX);
    Ok(until <= desk.now() || Some(&fact.body) != desk.connection.settings.as_ref())
}

async fn swept(desk: &Desk) -> Result<Option<store::Fact>, Halt> {
    let fact = desk.service.store.fact(desk.id(), SWEPT).await;
    fact.map_err(|error| desk.database(&error))
}

/// The listing of one status.
fn listing(status: i64) -> String {
    format!("status-{status}")
}
