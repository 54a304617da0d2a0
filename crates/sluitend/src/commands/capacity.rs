//! `sluitend capacity`

use std::time::Duration;

use bookkeeping::amsterdam_day;
use store::{Part, Worker};
use sync::{DailyCost, Fault};

use crate::driver::PRESENT;
use crate::installation::store_fault;
use crate::output::{Exit, Known, capacity, reckoned};
use crate::program::Program;

/// For so long experience counts.
const LATELY: Duration = Duration::from_hours(7 * 24);

/// Orders of so many days tell how many come in.
const DAYS: u32 = 28;

/// Says what the present workers can do.
pub(super) async fn run(program: &Program) -> Result<Exit, Fault> {
    let (installation, language) = (program.open().await?, program.language);
    let (store, now) = (installation.service.store(), program.clock.now());
    let before = |age: Duration| now.saturating_sub(age).unwrap_or(now);
    let failed = |error: store::Error| store_fault(&error, language);
    let lately = store.workers(before(LATELY)).await.map_err(failed)?;
    let since = before(Duration::from_hours(24) * DAYS);
    let trade = store.trade(amsterdam_day(since)).await.map_err(failed)?;
    let counts_from = DailyCost::counts_from(amsterdam_day(now));
    let invoices = store.trade(counts_from).await.map_err(failed)?.placed;
    let census = store.census(now).await.map_err(failed)?;
    store.close().await;
    let connections = census.connections.get(&Part::Active).copied().unwrap_or(0);
    let is_there = |own: &&Worker| own.ended_at.is_none() && own.seen_at >= before(PRESENT);
    let present: Vec<_> = lately.iter().filter(is_there).cloned().collect();
    let shape = reckoned(&Known {
        present: &present,
        lately: &lately,
        trade,
        days: u64::from(DAYS),
        connections,
        reconciling: DailyCost::of(connections, invoices),
        reports_per_window: installation.service.options().reports_per_window,
        now,
    });
    program.output.result(&shape, || capacity(&shape, language));
    Ok(Exit::Done)
}
