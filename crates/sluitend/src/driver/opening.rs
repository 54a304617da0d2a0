//! Opening the installation for a service: machines and containers start in any order, so a database that is not
//! there yet is waited for.

use std::time::Duration;

use sync::Fault;

use super::absence::Absence;
use super::{Rested, rest_until};
use crate::installation::Installation;
use crate::program::Program;

/// How long at most. An address that is wrong would be waited for as well, and whoever started the program is to
/// hear of it.
const PATIENCE: Duration = Duration::from_mins(5);

/// How often to try.
const EVERY: Duration = Duration::from_secs(1);

/// Opens the installation, and waits for its database; none if the program was asked to stop meanwhile.
///
/// # Errors
/// What cannot be opened, and what to do; that the database is away when it was so for five minutes.
pub(crate) async fn opened(program: &Program) -> Result<Option<Installation>, Fault> {
    let (clock, stop) = (program.clock.as_ref(), &program.stop);
    let began = clock.monotonic();
    let mut absence = Absence::default();
    loop {
        let opening = Box::pin(program.open());
        let Some(result) = absence.wait(clock, stop, opening).await else { return Ok(None) };
        let now = clock.monotonic();
        let is_away = absence.note(&result, now);
        if !is_away || now.saturating_sub(began) >= PATIENCE {
            if result.is_ok() {
                absence.is_over(now);
            }
            return result.map(Some);
        }
        let soon = clock.now().saturating_add(EVERY).unwrap_or(jiff::Timestamp::MAX);
        if rest_until(clock, soon, stop).await == Rested::Stopped {
            return Ok(None);
        }
    }
}
