//! What the daily reconciliation asks of Moneybird, for whoever hosts many connections.

use jiff::ToSpan;
use jiff::civil::Date;

/// The most months that are open at once: in the first month of a quarter.
const MONTHS: u64 = 4;

/// Requests for all months together: the administration, the versions of the invoices before and after,
/// and the invoices that Moneybird itself made.
const FOR_ALL: u64 = 4;

/// Invoices that one request reads.
const PER_REQUEST: u64 = 100;

/// Requests to Moneybird in a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DailyCost {
    /// All of them.
    pub calls: u64,
    /// Those for reports, which have an allowance of their own besides.
    pub reports: u64,
}

impl DailyCost {
    /// What the reconciliations of so many connections come to in the first month of a quarter, when four
    /// months are open; in other months it is less. `invoices` are those of these months, of all connections
    /// together ([`DailyCost::counts_from`]).
    ///
    /// Not in it: invoices that Moneybird itself made beyond a hundred of a connection, what is looked at
    /// because it does not fit, and whoever changes something in Moneybird, so that it is done sooner than
    /// after a day.
    pub fn of(connections: u64, invoices: u64) -> Self {
        let reports = connections.saturating_mul(MONTHS);
        // The last request for invoices of a connection is seldom full.
        let read = connections.min(invoices).saturating_add(invoices / PER_REQUEST);
        let calls =
            connections.saturating_mul(FOR_ALL).saturating_add(reports).saturating_add(read);
        Self { calls, reports }
    }

    /// The first day of the months of which [`DailyCost::of`] counts the invoices.
    pub fn counts_from(today: Date) -> Date {
        let before = i32::try_from(MONTHS - 1).unwrap_or(i32::MAX);
        today.first_of_month().saturating_sub(before.months())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Period;

    #[test]
    fn no_month_has_more_open_ones() {
        for month in 1..=12 {
            let day = Date::new(2026, month, 15).unwrap();
            let open = Period::open_months(day);
            assert!(
                open.len() as u64 <= MONTHS && open[0].first_day() >= DailyCost::counts_from(day)
            );
        }
        let day = "2026-01-15".parse().unwrap();
        assert_eq!(Period::open_months(day).len() as u64, MONTHS);
        assert_eq!(DailyCost::counts_from(day), Period::open_months(day)[0].first_day());
    }

    #[test]
    fn what_many_connections_cost_is_reckoned_with_a_request_that_is_not_full_for_each() {
        for (connections, invoices, calls, reports) in [
            (0, 0, 0, 0),
            (1, 0, 8, 4),
            (1, 1, 9, 4),
            (1, 250, 11, 4),
            (10_000, 100_000, 91_000, 40_000),
            (u64::MAX, u64::MAX, u64::MAX, u64::MAX),
        ] {
            assert_eq!(DailyCost::of(connections, invoices), DailyCost { calls, reports });
        }
    }
}
