//! What earlier probes found, and what is made of it.
//!
//! It holds for Moneybird, not for the administration in which it was found: only sandboxes are
//! probed, and the others are to profit from it. So the newest report of any connection counts.

use std::time::Duration;

use bookkeeping::Invoice;
use serde::{Deserialize, Serialize};

use super::{FACT, Report};
use crate::Service;
use crate::fault::Fault;

/// How long an unknown outcome rests where a write was not seen while we looked.
const LONG: Duration = Duration::from_hours(1);

/// Where Moneybird rounds VAT to cents (moneybird-api.md §8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Once per rate, over the sum of its lines.
    PerRate,
    /// On every line.
    PerLine,
}

/// How late a write shows up in lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lag {
    /// Nobody looked.
    #[default]
    Unmeasured,
    /// It was there after so many milliseconds.
    Within(u64),
    /// After so many milliseconds it was not there.
    Beyond(u64),
}

/// What is used of what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Where VAT is rounded, if that was told.
    pub rounding: Option<Rounding>,
    /// How late a write shows up.
    pub lag: Lag,
}

impl Known {
    /// How long an unknown outcome rests before it is looked up: as configured, or longer where a
    /// write was seen later than that. Twice what was measured, because one measurement is no
    /// upper bound.
    pub fn settle(&self, configured: Duration) -> Duration {
        let measured = match self.lag {
            Lag::Unmeasured => Duration::ZERO,
            Lag::Within(millis) => Duration::from_millis(millis.saturating_mul(2)),
            Lag::Beyond(_) => LONG,
        };
        configured.max(measured)
    }

    /// Gives the VAT of an invoice that is not booked yet as Moneybird will round it. Its total
    /// stays what it is.
    pub fn expect(&self, invoice: &mut Invoice) {
        if self.rounding != Some(Rounding::PerLine) {
            return;
        }
        for row in &mut invoice.vat {
            row.net += row.vat - row.vat_by_line;
            row.vat = row.vat_by_line;
        }
        invoice.vat_total = invoice.vat.iter().map(|row| row.vat).sum();
    }
}

impl Service {
    /// What the newest probe found; nothing known if there was none.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn known(&self) -> Result<Known, Fault> {
        let fact = self.store.newest_fact(FACT).await.map_err(|error| self.database(&error))?;
        // A report of another version that cannot be read is as good as none.
        let report: Option<Report> = fact.and_then(|fact| serde_json::from_str(&fact.body).ok());
        Ok(report.map(|report| report.known).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_never_rest_shorter_than_configured_and_longer_where_writes_come_late() {
        let configured = Duration::from_secs(10);
        for (lag, seconds) in [
            (Lag::Unmeasured, 10),
            (Lag::Within(4_000), 10),
            (Lag::Within(30_000), 60),
            (Lag::Beyond(240_000), 3600),
        ] {
            let known = Known { lag, rounding: None };
            assert_eq!(known.settle(configured), Duration::from_secs(seconds), "{lag:?}");
        }
        let beyond = Known { lag: Lag::Beyond(1), rounding: None };
        assert_eq!(beyond.settle(Duration::from_hours(2)), Duration::from_hours(2));
    }
}
