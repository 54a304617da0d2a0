//! Finds the orders.
//!
//! Two kinds of listing are looked at every round, each for one call when nothing is new: all
//! orders (new ones), and those in each chosen status (old ones that became ready). Once a day,
//! after the settings changed, and where a look does not suffice, a sweep reads all orders, which
//! shows everything else.

mod credits;
mod listing;
mod look;
mod reimbursed;
mod sweep;
mod take;
mod unshowable;
mod walk;

use jiff::Timestamp;

use crate::desk::Desk;
use crate::fault::Halt;
use look::Looked;
use unshowable::Unshowable;

pub(crate) use credits::{remembered as remembered_credit, waiting as waiting_credits};
pub(crate) use sweep::Sweep;
pub use take::is_gone;
pub(crate) use take::{GONE, places, remembered};

/// The fact that says when all orders were last read, and under which settings.
pub(crate) const SWEPT: &str = "swept";

/// The fact that a person asked for a sweep, dated when.
pub(crate) const SWEEP_ASKED: &str = "sweep-asked";

/// The listing of all orders.
const ALL: &str = "all";

/// How long a sweep is good for.
const SWEEP_EVERY: std::time::Duration = std::time::Duration::from_hours(24);

/// Orders asked for in one call; whether more are allowed is not documented.
const PAGE: u32 = 100;

/// Looks for orders and records what it finds. How many orders the shop cannot show, not even
/// their ids.
pub(crate) async fn look(
    desk: &Desk,
    sweep: &mut Option<Sweep>,
    seen: &mut (dyn FnMut(u64) + Send),
) -> Result<u64, Halt> {
    let mut odd = Unshowable::remembered(desk).await?;
    // What was read under other settings was judged by them.
    sweep.take_if(|own| !own.is_under(desk));
    let is_enough = sweep.is_none()
        && !is_due(desk).await?
        && look::look(desk, &mut odd, seen).await? == Looked::Whole;
    if !is_enough {
        let is_first = swept(desk).await?.is_none();
        let own = sweep.get_or_insert_with(|| Sweep::new(desk, is_first));
        sweep::sweep(desk, own, &mut odd, seen).await?;
        *sweep = None;
    }
    credits::look(desk).await?;
    Ok(odd.count())
}

/// Whether a sweep is due: none in the last day, none under these settings, or none since it was asked for.
async fn is_due(desk: &Desk) -> Result<bool, Halt> {
    let Some(fact) = swept(desk).await? else { return Ok(true) };
    let asked = desk.service.store.fact(desk.id(), SWEEP_ASKED).await;
    let asked = asked.map_err(|error| desk.database(&error))?;
    if asked.is_some_and(|asked| asked.at > fact.at) {
        return Ok(true);
    }
    let until = fact.at.saturating_add(SWEEP_EVERY).unwrap_or(Timestamp::MAX);
    Ok(until <= desk.now() || Some(&fact.body) != desk.connection.settings.as_ref())
}

async fn swept(desk: &Desk) -> Result<Option<store::Fact>, Halt> {
    let fact = desk.service.store.fact(desk.id(), SWEPT).await;
    fact.map_err(|error| desk.database(&error))
}

/// Keeps the lease while reading goes on and there is nothing to write.
async fn renew(desk: &Desk) -> Result<(), Halt> {
    let write = desk.write().await?;
    desk.commit(write).await
}

/// The listing of one status.
fn status_listing(status: i64) -> String {
    format!("status-{status}")
}
