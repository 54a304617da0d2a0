//! What the present workers can do, reckoned and told.

use std::collections::BTreeMap;
use std::time::Duration;

use bookkeeping::Language;
use jiff::Timestamp;
use serde::Serialize;
use store::{Trade, Worker};

use crate::progress::USUAL;

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
    pub(crate) now: Timestamp,
}

/// An outgoing address.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct AddressShape {
    pub(crate) address: String,
    pub(crate) workers: u64,
    pub(crate) calls_per_day: u64,
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
    let addresses = addresses(known.present);
    let (per_hundred, measured) = cost(known.lately);
    let calls: u64 = addresses.iter().map(|own| own.calls_per_day).sum();
    let orders = |calls: u64| calls.saturating_mul(100) / per_hundred;
    let orders_per_day = orders(calls);
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
    let needed = wanted.div_ceil(orders(best).max(1)).max(1);
    CapacityShape {
        addresses_needed: if best == 0 { 1 } else { needed },
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
fn addresses(workers: &[Worker]) -> Vec<AddressShape> {
    let mut all: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for own in workers {
        let window_ms = u64::try_from(own.window.as_millis()).unwrap_or(u64::MAX).max(1);
        let calls = u64::from(own.per_window).saturating_mul(DAY_MS) / window_ms;
        let entry = all.entry(&own.address).or_default();
        *entry = (entry.0.saturating_add(1), entry.1.max(calls));
    }
    let shape = |(address, (workers, calls_per_day)): (&str, _)| AddressShape {
        address: address.to_owned(),
        workers,
        calls_per_day,
    };
    all.into_iter().map(shape).collect()
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

/// The same as text.
pub(crate) fn capacity(own: &CapacityShape, language: Language) -> String {
    let mut lines = Vec::new();
    let nl = language == Language::Nl;
    for address in &own.addresses {
        let AddressShape { address, workers, calls_per_day } = address;
        lines.push(match (language, workers) {
            (Language::Nl, 1) => format!("{address}: 1 proces, {calls_per_day} aanroepen per dag"),
            (Language::Nl, _) => {
                format!("{address}: {workers} processen, samen {calls_per_day} aanroepen per dag")
            }
            (Language::En, 1) => format!("{address}: 1 process, {calls_per_day} calls a day"),
            (Language::En, _) => {
                format!("{address}: {workers} processes, {calls_per_day} calls a day together")
            }
        });
    }
    if own.addresses.is_empty() {
        let none = "Er is geen proces aan het werk: start `sluitend serve` of `sluitend work`.";
        let none_en = "No process is at work: start `sluitend serve` or `sluitend work`.";
        lines.push((if nl { none } else { none_en }).to_owned());
    }
    let calls = &own.calls_per_order;
    let (per_day, new) = (own.orders_per_day, own.new_per_day);
    lines.push(match (language, own.measured) {
        (Language::Nl, true) => {
            format!("Een bestelling kostte de laatste tijd {} aanroepen.", calls.replace('.', ","))
        }
        (Language::Nl, false) => {
            format!("Een bestelling kost doorgaans hooguit {} aanroepen.", calls.replace('.', ","))
        }
        (Language::En, true) => format!("An order took {calls} calls lately."),
        (Language::En, false) => format!("An order usually takes {calls} calls at most."),
    });
    lines.push(match language {
        Language::Nl => {
            format!("Per dag kunnen {per_day} bestellingen worden geboekt; er komen er {new} bij.")
        }
        Language::En => format!("{per_day} orders can be booked a day; {new} come in."),
    });
    lines.extend(waiting(own, language));
    if !own.addresses.is_empty() {
        lines.push(verdict(own, language));
    }
    lines.join("\n")
}

fn waiting(own: &CapacityShape, language: Language) -> Option<String> {
    let WaitingShape { new, history } = own.waiting;
    if new + history == 0 {
        return None;
    }
    let done = own.history_done_at.map(|at| at.strftime("%Y-%m-%d %H:%M UTC"));
    let when = match (done, language) {
        (Some(at), Language::Nl) => format!(" Zonder nieuwe overnames is dat klaar om {at}."),
        (Some(at), Language::En) => format!(" Without new takeovers that is done at {at}."),
        (None, _) => String::new(),
    };
    Some(match language {
        Language::Nl => {
            format!("Er wachten {new} nieuwe bestellingen, en {history} om over te nemen.{when}")
        }
        Language::En => format!("{new} new orders wait, and {history} to be taken over.{when}"),
    })
}

fn verdict(own: &CapacityShape, language: Language) -> String {
    let there = u64::try_from(own.addresses.len()).unwrap_or(u64::MAX);
    let needed = own.addresses_needed;
    match (needed > there, language) {
        (true, Language::Nl) => format!(
            "Er zijn {needed} uitgaande adressen nodig, en {there} in gebruik: zet er processen bij achter \
             een ander adres (`sync.address`)."
        ),
        (true, Language::En) => format!(
            "{needed} outgoing addresses are needed, and {there} in use: add processes behind another \
             address (`sync.address`)."
        ),
        (false, Language::Nl) => "Er is geen ander uitgaand adres nodig.".to_owned(),
        (false, Language::En) => "No other outgoing address is needed.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
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
            calls,
            booked,
        }
    }

    fn known(present: &[Worker], trade: Trade) -> Known<'_> {
        Known { present, lately: present, trade, days: 28, now: now() }
    }

    #[test]
    fn an_address_is_a_day_of_windows_however_many_work_behind_it() {
        let workers = [worker("a", 500, 240), worker("a", 0, 0), worker("b", 0, 0)];
        let shape = reckoned(&known(&workers, Trade::default()));
        let brief: Vec<_> =
            shape.addresses.iter().map(|own| (own.workers, own.calls_per_day)).collect();
        assert_eq!(brief, [(2, 43_200), (1, 43_200)]);
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
        let none = reckoned(&known(&[], Trade::default()));
        let text = capacity(&none, Language::En);
        assert!(text.starts_with("No process is at work") && !text.contains("needed"), "{text}");
    }
}
