//! What the months come to, as far as we know ourselves: for an overview, at once and without asking
//! anybody. The proof is the closing statement's.

use std::collections::BTreeMap;
use std::time::Duration;

use bookkeeping::{Money, Subject, amsterdam_day};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rust_decimal::Decimal;
use store::{ConnectionId, Sold, State};

use crate::Service;
use crate::fault::Fault;
use crate::reconcile::Proven;

/// A month of a connection. Amounts are in the shop's currency, with VAT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// What was sold that is or is to be booked, less what was credited.
    pub shop: Money,
    /// What of it is booked.
    pub books: Money,
    /// What the last reconciliation with Moneybird found, if it looked at this month.
    pub proven: Option<Proven>,
}

/// Calls to Moneybird for a hundred orders: an invoice and a payment each, a contact for many, and one
/// read-back.
const CALLS: u64 = 260;

/// The same where the invoice is there and the payment is not.
const CALLS_PAYMENT: u64 = 101;

impl Service {
    /// By when so many orders are booked, beside those whose payment alone is missing, at the pace of the
    /// rate limit from `begin` on; nothing if one window that begins now holds them all, since then it is
    /// a matter of seconds.
    pub(crate) fn done_by(
        &self,
        begin: Timestamp,
        (orders, payments): (u64, u64),
    ) -> Option<Timestamp> {
        let now = self.clock.now();
        let done = begin.max(now).saturating_add(self.takes(orders, payments)?).ok()?;
        (done > now).then_some(done)
    }

    /// How long so many orders take at the pace of the rate limit; nothing to speak of if one window holds
    /// them all.
    pub fn lasts(&self, orders: u64) -> Duration {
        self.takes(orders, 0).unwrap_or_default()
    }

    fn takes(&self, orders: u64, payments: u64) -> Option<Duration> {
        let calls = orders.saturating_mul(CALLS) + payments.saturating_mul(CALLS_PAYMENT);
        let per_window = u64::from(self.options.requests_per_window);
        let windows = calls.div_ceil(100).checked_div(per_window)?;
        Some(self.options.window.saturating_mul(u32::try_from(windows).unwrap_or(u32::MAX)))
    }

    /// The last months of a connection, this one included, the oldest first: at most `most`, from the
    /// first in which anything was sold.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn months(&self, connection: &ConnectionId, most: u8) -> Result<Vec<Month>, Fault> {
        let today = amsterdam_day(self.clock.now());
        let from = today.first_of_month().saturating_sub((i32::from(most.max(1)) - 1).months());
        let sold = self.store.sales_between(connection, from, today.last_of_month()).await;
        let sold = sold.map_err(|error| self.database(&error))?;
        let mut proven = self.proven(connection).await?;
        let months = months(&sold, from, today).into_iter();
        let with_proof = months.map(|month| {
            let found = proven.iter().position(|own| own.first == Some(month.first));
            Month { proven: found.map(|at| proven.swap_remove(at)), ..month }
        });
        Ok(with_proof.collect())
    }
}

/// Adds up by month. What is neither an order nor a credit invoice is made of those.
fn months(sold: &[Sold], from: Date, today: Date) -> Vec<Month> {
    let mut sums: BTreeMap<Date, (Decimal, Decimal)> = BTreeMap::new();
    for own in sold {
        let counts =
            matches!(Subject::of_id(own.order_id), Some(Subject::Order(_) | Subject::Credit(_)));
        if !counts || matches!(own.state, State::Waiting | State::Ignored) {
            continue;
        }
        let (shop, books) = sums.entry(own.day.first_of_month()).or_default();
        *shop += own.total;
        if matches!(own.state, State::Booked | State::Changed) {
            *books += own.total;
        }
    }
    let Some(begin) = sums.keys().next().copied() else { return Vec::new() };
    let each = (0..).map(|number: i32| begin.max(from).saturating_add(number.months()));
    let each = each.take_while(|first| *first <= today);
    each.map(|first| {
        let (shop, books) = sums.get(&first).copied().unwrap_or_default();
        Month { first, shop: Money::round(shop), books: Money::round(books), proven: None }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sold(order_id: i64, state: State, total: i64, day: &str) -> Sold {
        Sold { order_id, state, total: Decimal::new(total, 2), day: day.parse().unwrap() }
    }

    #[test]
    fn what_is_booked_stands_beside_what_was_sold() {
        let credit = Subject::Credit(7).id().unwrap();
        let day = Subject::Day { day: "2026-10-02".parse().unwrap(), number: 1 }.id().unwrap();
        let all = [
            sold(1, State::Booked, 10_00, "2026-08-31"),
            sold(2, State::Refused, 5_00, "2026-08-01"),
            sold(3, State::Waiting, 99_00, "2026-08-02"),
            sold(4, State::Ignored, 99_00, "2026-08-02"),
            sold(credit, State::Booked, -2_50, "2026-10-01"),
            sold(5, State::Changed, 8_00, "2026-10-02"),
            sold(day, State::Booked, 8_00, "2026-10-02"),
        ];
        let (from, today) = ("2026-01-01".parse().unwrap(), "2026-11-15".parse().unwrap());
        let found: Vec<(String, String, String)> = months(&all, from, today)
            .into_iter()
            .map(|own| (own.first.to_string(), own.shop.to_string(), own.books.to_string()))
            .collect();
        let expected = [
            ("2026-08-01", "15.00", "10.00"),
            ("2026-09-01", "0.00", "0.00"),
            ("2026-10-01", "5.50", "5.50"),
            ("2026-11-01", "0.00", "0.00"),
        ];
        let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(found, expected);
        assert_eq!(months(&[], from, today), []);
    }
}
