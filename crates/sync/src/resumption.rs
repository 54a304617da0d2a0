//! How the work is taken up again after a backup was put back.

use jiff::Timestamp;
use store::Resumption;

use crate::fault::Fault;
use crate::probe::{self, Known, Report};
use crate::{Options, book, mishap};

impl Options {
    /// What is done with a backup that is put back at `now`. What was under way is looked up once
    /// anything that left just before has settled; before that nothing else is booked either, and then
    /// Moneybird is searched anew for invoices of which the backup cannot know. `probed` is what the
    /// newest probe in the backup found ([`PROBED`]).
    ///
    /// # Errors
    /// If what is to be remembered cannot be written down.
    pub fn resumption(&self, now: Timestamp, probed: Option<&str>) -> Result<Resumption, Fault> {
        let report: Option<Report> = probed.and_then(|text| serde_json::from_str(text).ok());
        let known = report.map_or_else(Known::default, |report| report.known);
        let settle_at = now.saturating_add(known.settle(self.settle) + remote::CALL_TIMEOUT);
        let settle_at = settle_at.unwrap_or(Timestamp::MAX);
        let held = book::unknown_before(settle_at);
        let held = held.map_err(|error| mishap::unreadable(&error, self.language))?;
        Ok(Resumption { at: now, settle_at, facts: vec![(book::HELD, held)] })
    }
}

/// The name of the fact that keeps what a probe found.
pub const PROBED: &str = probe::FACT;
