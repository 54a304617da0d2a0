//! What the present workers can do, reckoned and told.

mod text;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use store::{Trade, Worker};
use sync::DailyCost;

use crate::progress::USUAL;

pub(crate) use text::capacity;

/// After so many orders experience counts.
const ENOUGH: u64 = 200;

/// A day, in milliseconds.
const DAY_MS: u64 = 86_400_000;

/// Days on which shops do not sell more than usual. Of the capacity, so many hundredths may be used by them.
const MOST_USED: u64 = 80;

/// Takeovers may last for so many days before another address is worth its price.
const LONGEST_DAYS: u64 = 7;

/// What is known.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    /// Workers that are there.
    pub(crate) present: &'a [Worker],
    /// All workers that were there lately, for what an order costs.
    pub(crate) lately: &'a [Worker],
    /// What there is to do; `placed` in the last `days`.
    pub(crate) trade: Trade,
    pub(crate) days: u64,
    /// Connections whose months are compared with Moneybird every day, and what that takes.
    pub(crate) connections: u64,
    pub(crate) reconciling: DailyCost,
    /// Reports that an address may ask for in a window.
    pub(crate) reports_per_window: u32,
    pub(crate) now: Timestamp,
}

/// An outgoing address.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct AddressShape {
    pub(crate) address: String,
    pub(crate) workers: u64,
    pub(crate) calls_per_day: u64,
    /// Of those, the most that may be for reports.
    pub(crate) reports_per_day: u64,
}

/// The daily comparison of open months with Moneybird, in the first month of a quarter.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ReconciliationShape {
    pub(crate) connections: u64,
    /// The reports are among them.
    pub(crate) calls_per_day: u64,
    pub(crate) reports_per_day: u64,
    /// Addresses that there should be for the reports alone.
    pub(crate) addresses_needed: u64,
}

/// Orders that wait.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct WaitingShape {
    pub(crate) new: u64,
    pub(crate) history: u64,
}

/// What the present workers can do, as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CapacityShape {
    pub(crate) addresses: Vec<AddressShape>,
    /// It goes before the orders.
    pub(crate) reconciliation: ReconciliationShape,
    /// With two decimals.
    pub(crate) calls_per_order: String,
    /// Whether that was measured, or is what is usual.
    pub(crate) measured: bool,
    /// Orders that can be booked in a day.
    pub(crate) orders_per_day: u64,
    /// Orders that the shops take in a day.
    pub(crate) new_per_day: u64,
    pub(crate) waiting: WaitingShape,
    /// When the takeovers are done; none if there are none, or that is never.
    pub(crate) history_done_at: Option<Timestamp>,
    /// Addresses that there should be.
    pub(crate) addresses_needed: u64,
}

/// Reckons.
pub(crate) fn reckoned(known: &Known<'_>) -> CapacityShape {
    let addresses = addresses(known);
    let reconciliation = reconciliation(known, &addresses);
    let (per_hundred, measured) = cost(known.lately);
    let calls: u64 = addresses.iter().map(|own| own.calls_per_day).sum();
    let calls = calls.saturating_sub(reconciliation.calls_per_day);
    let orders_per_day = calls.saturating_mul(100) / per_hundred;
    let new_per_day = known.trade.placed.div_ceil(known.days.max(1));
    let spare = orders_per_day.saturating_sub(new_per_day);
    let left = known.trade.history.saturating_add(known.trade.ready);
    let lasts_ms = left.saturating_mul(DAY_MS).checked_div(spare);
    let history_done_at = lasts_ms
        .filter(|_| known.trade.history > 0)
        .and_then(|ms| known.now.saturating_add(Duration::from_millis(ms)).ok());
    // What one more would be worth: as much as the best there is.
    let best = addresses.iter().map(|own| own.calls_per_day).max().unwrap_or(0);
    let wanted = (new_per_day.saturating_mul(100) / MOST_USED)
        .max(new_per_day.saturating_add(left.div_ceil(LONGEST_DAYS)));
    let wanted = wanted.saturating_mul(per_hundred).div_ceil(100);
    let wanted = wanted.saturating_add(reconciliation.calls_per_day);
    let needed = wanted.div_ceil(best.max(1)).max(reconciliation.addresses_needed).max(1);
    CapacityShape {
        addresses_needed: if best == 0 { 1 } else { needed },
        reconciliation,
        calls_per_order: format!("{}.{:02}", per_hundred / 100, per_hundred % 100),
        measured,
        orders_per_day,
        new_per_day,
        waiting: WaitingShape { new: known.trade.ready, history: known.trade.history },
        history_done_at,
        addresses,
    }
}

/// The addresses of workers, each with its allowance: those of one address share it.
fn addresses(known: &Known<'_>) -> Vec<AddressShape> {
    let mut all: BTreeMap<&str, AddressShape> = BTreeMap::new();
    for own in known.present {
        let window_ms = u64::try_from(own.window.as_millis()).unwrap_or(u64::MAX).max(1);
        let per_day = |per_window: u32| u64::from(per_window).saturating_mul(DAY_MS) / window_ms;
        let entry = all.entry(&own.address).or_insert_with(|| AddressShape {
            address: own.address.clone(),
            workers: 0,
            calls_per_day: 0,
            reports_per_day: 0,
        });
        entry.workers = entry.workers.saturating_add(1);
        entry.calls_per_day = entry.calls_per_day.max(per_day(own.per_window));
        entry.reports_per_day = entry.reports_per_day.max(per_day(known.reports_per_window));
    }
    all.into_values().collect()
}

/// What the daily reconciliations take.
fn reconciliation(known: &Known<'_>, addresses: &[AddressShape]) -> ReconciliationShape {
    let DailyCost { calls, reports } = known.reconciling;
    let best = addresses.iter().map(|own| own.reports_per_day).max().unwrap_or(0);
    ReconciliationShape {
        connections: known.connections,
        calls_per_day: calls,
        reports_per_day: reports,
        addresses_needed: if best == 0 { 1 } else { reports.div_ceil(best).max(1) },
    }
}

/// Calls for a hundred orders, and whether that was measured.
fn cost(workers: &[Worker]) -> (u64, bool) {
    let calls: u64 = workers.iter().map(|own| own.calls).sum();
    let booked: u64 = workers.iter().map(|own| own.booked).sum();
    match calls.saturating_mul(100).checked_div(booked) {
        Some(measured) if booked >= ENOUGH => (measured.max(1), true),
        _ => (USUAL, false),
    }
}

#[cfg(test)]
mod tests {
    use bookkeeping::Language;
    use store::{OsEntropy, WorkerId};

    use super::*;

    fn now() -> Timestamp {
        "2026-11-29T12:00:00Z".parse().unwrap()
    }

    fn worker(address: &str, calls: u64, booked: u64) -> Worker {
        Worker {
            id: WorkerId::new(now(), &OsEntropy).unwrap(),
            address: address.to_owned(),
            per_window: 150,
            window: Duration::from_mins(5),
            began_at: now(),
            seen_at: now(),
            ended_at: None,
            calls,
            booked,
        }
    }

    fn known(present: &[Worker], trade: Trade) -> Known<'_> {
        Known {
            present,
            lately: present,
            trade,
            days: 28,
            connections: 0,
            reconciling: DailyCost::default(),
            reports_per_window: 50,
            now: now(),
        }
    }

    #[test]
    fn an_address_is_a_day_of_windows_however_many_work_behind_it() {
        let workers = [worker("a", 500, 240), worker("a", 0, 0), worker("b", 0, 0)];
        let shape = reckoned(&known(&workers, Trade::default()));
        let brief = shape.addresses.iter();
        let brief: Vec<_> =
            brief.map(|own| (own.workers, own.calls_per_day, own.reports_per_day)).collect();
        assert_eq!(brief, [(2, 43_200, 14_400), (1, 43_200, 14_400)]);
        assert_eq!((shape.calls_per_order.as_str(), shape.measured), ("2.08", true));
        assert_eq!(shape.orders_per_day, 86_400 * 100 / 208);
        assert_eq!((shape.addresses_needed, shape.history_done_at), (1, None));
    }

    #[test]
    fn another_address_is_needed_for_trade_or_for_takeovers_that_last() {
        let one = [worker("a", 0, 0)];
        let trade = |placed, history| Trade { ready: 0, history, placed };
        // 16,615 a day at the usual cost.
        for (placed, history, needed) in [
            (28 * 13_000, 0, 1),
            (28 * 13_500, 0, 2),
            (28 * 30_000, 0, 3),
            (0, 116_000, 1),
            (0, 117_000, 2),
            (28 * 10_000, 50_000, 2),
        ] {
            let shape = reckoned(&known(&one, trade(placed, history)));
            assert_eq!(shape.orders_per_day, 16_615);
            assert_eq!(shape.addresses_needed, needed, "{placed} {history}: {shape:?}");
        }
        let shape = reckoned(&known(&one, trade(0, 16_615)));
        assert_eq!(shape.history_done_at, Some("2026-11-30T12:00:00Z".parse().unwrap()));
        let shape = reckoned(&known(&one, trade(28 * 20_000, 10)));
        assert_eq!(shape.history_done_at, None, "never");
    }

    #[test]
    fn what_the_reconciliations_take_is_not_for_orders() {
        let workers = [worker("a", 0, 0), worker("b", 0, 0)];
        let reckon = |connections, invoices, placed| {
            let trade = Trade { ready: 0, history: 0, placed };
            let reconciling = DailyCost::of(connections, invoices);
            let own = known(&workers, trade);
            reckoned(&Known { connections, reconciling, ..own })
        };
        // Of 86,400 calls.
        for (connections, invoices, placed, orders_per_day, needed, for_reports) in [
            (1, 0, 0, (86_400 - 8) * 100 / 260, 1, 1),
            (1_000, 50_000, 28, (86_400 - 9_500) * 100 / 260, 1, 1),
            (3_600, 3_600, 28, (86_400 - 32_436) * 100 / 260, 1, 1),
            (3_601, 3_601, 28, (86_400 - 32_445) * 100 / 260, 2, 2),
            // Orders ask for more than the reports do.
            (3_601, 3_601, 28 * 20_000, (86_400 - 32_445) * 100 / 260, 3, 2),
            (10_000, 1_000_000, 28, 0, 3, 3),
            (10_000, 5_000_000, 28, 0, 4, 3),
        ] {
            let shape = reckon(connections, invoices, placed);
            let own = &shape.reconciliation;
            let found = (shape.orders_per_day, shape.addresses_needed, own.addresses_needed);
            assert_eq!(found, (orders_per_day, needed, for_reports), "{shape:?}");
            assert_eq!((own.connections, own.reports_per_day), (connections, connections * 4));
        }
        let text = capacity(&reckon(10_000, 0, 0), Language::En);
        for part in [
            "b: 1 process, 43200 calls a day (14400 of them reports)",
            "takes at most 80000 (40000 reports), with 10000 connections",
            "3 outgoing addresses are needed, and 2 in use",
            "The reports alone ask for them.",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let text = capacity(&reckon(3_601, 0, 28 * 20_000), Language::Nl);
        assert!(text.contains("hooguit 28808 (14404 rapporten), bij 3601 koppelingen"), "{text}");
        assert!(text.contains("3 uitgaande") && !text.contains("alleen al"), "{text}");
    }

    #[test]
    fn it_is_told_in_both_languages() {
        let workers = [worker("10.0.0.1", 0, 0)];
        let trade = Trade { ready: 3, history: 200_000, placed: 2_800 };
        let shape = reckoned(&known(&workers, trade));
        let text = capacity(&shape, Language::Nl);
        for part in [
            "10.0.0.1: 1 proces, 43200 aanroepen",
            "2,60",
            "16615",
            "er komen er 100 bij",
            "200000 om over te nemen",
            "Er zijn 2 uitgaande adressen nodig, en 1 in gebruik",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let none = reckoned(&Known { connections: 3, ..known(&[], Trade::default()) });
        let text = capacity(&none, Language::En);
        assert!(text.starts_with("No process is at work") && !text.contains("needed"), "{text}");
        assert!(!text.contains("Of these"), "there is nothing that this is of: {text}");
        let one = reckoned(&Known { connections: 1, ..known(&workers, trade) });
        assert!(capacity(&one, Language::En).contains("with 1 connection."), "{text}");
        assert!(capacity(&one, Language::Nl).contains("bij 1 koppeling."), "{text}");
    }
}
