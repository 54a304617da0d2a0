//! The two promises of the window: never over the limit, and nearly all of it used.

use std::time::Duration;

use jiff::Timestamp;
use proptest::prelude::*;
use remote::{Budget, Window};

fn at(millis: u64) -> Timestamp {
    Timestamp::from_millisecond(1_700_000_000_000 + i64::try_from(millis).unwrap()).unwrap()
}

fn since_start(instant: Timestamp) -> u64 {
    u64::try_from(instant.as_millisecond() - 1_700_000_000_000).unwrap()
}

fn budget(limit: u32, window: u64) -> Budget {
    Budget { name: "w".to_owned(), limit, window: Duration::from_millis(window) }
}

/// One wish to send.
#[derive(Debug, Clone)]
struct Wish {
    /// Since the wish before, in milliseconds.
    gap: u64,
    /// Until the answer, in per mille of the longest call; more when the machine was asleep.
    latency: u64,
    /// When the remote counts it, in per mille of the latency.
    counted: u64,
    /// Whether we ever hear of it again.
    lands: bool,
    /// Whether a refusal is followed to the instant it names.
    patient: bool,
}

fn wish() -> impl Strategy<Value = Wish> {
    (
        prop_oneof![0..3_u64, 0..400_u64],
        prop_oneof![4 => 0..=1000_u64, 1 => 1000..1600_u64],
        0..=1000_u64,
        prop::bool::weighted(0.9),
        any::<bool>(),
    )
        .prop_map(|(gap, latency, counted, lands, patient)| Wish {
            gap,
            latency,
            counted,
            lands,
            patient,
        })
}

/// Plays the wishes; the instants at which the remote counted a request, sorted.
fn play(wishes: &[Wish], limit: u32, length: u64, longest: u64) -> Vec<u64> {
    let budget = budget(limit, length);
    let mut window = Window::default();
    let mut flying: Vec<(u64, u64)> = Vec::new();
    let mut counted = Vec::new();
    let mut now = 0;
    for wish in wishes {
        now += wish.gap;
        loop {
            flying.retain(|(lands, ticket)| {
                if *lands <= now {
                    window.landed(*ticket, at(*lands));
                }
                *lands > now
            });
            match window.admit(&budget, at(now), at(now + longest)) {
                Ok(ticket) => {
                    let latest = if wish.lands { longest + length } else { longest };
                    let latency = (longest * wish.latency / 1000).min(latest);
                    counted.push(now + latency * wish.counted / 1000);
                    if wish.lands {
                        flying.push((now + latency, ticket));
                    }
                    break;
                }
                Err(until) => {
                    assert!(at(now) < until, "told to wait for the past");
                    if !wish.patient {
                        break;
                    }
                    now = since_start(until);
                }
            }
        }
    }
    counted.sort_unstable();
    counted
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn no_window_ever_holds_more_than_the_limit(
        wishes in prop::collection::vec(wish(), 1..150),
        limit in 1..12_u32,
        length in 1..1_500_u64,
        longest in 0..600_u64,
    ) {
        let counted = play(&wishes, limit, length, longest);
        let limit = usize::try_from(limit).unwrap();
        prop_assert!(!counted.is_empty());
        for (first, over) in counted.iter().zip(counted.iter().skip(limit)) {
            prop_assert!(over - first >= length, "{} requests within {} ms", limit + 1, over - first);
        }
    }
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn back_to_back_work_uses_nearly_all_of_the_allowance(
        latencies in prop::collection::vec(20..1_500_u64, 1..50),
    ) {
        let (limit, length, windows) = (150, 300_000, 20);
        let budget = budget(limit, length);
        let mut window = Window::default();
        let (mut now, mut sent) = (0, 0_u64);
        for latency in latencies.iter().cycle() {
            if now >= length * windows {
                break;
            }
            match window.admit(&budget, at(now), at(now + 30_000)) {
                Ok(ticket) => {
                    now += latency;
                    window.landed(ticket, at(now));
                    sent += 1;
                }
                Err(until) => now = since_start(until),
            }
        }
        let allowed = u64::from(limit) * windows;
        prop_assert!(sent <= allowed, "{sent} of {allowed}");
        prop_assert!(sent * 100 >= allowed * 95, "{sent} of {allowed}");
    }
}

#[test]
fn a_request_counts_until_its_answer_and_a_window_are_past() {
    let budget = budget(1, 1_000);
    let mut window = Window::default();
    let ticket = window.admit(&budget, at(0), at(500)).unwrap();
    assert_eq!(window.admit(&budget, at(1), at(501)), Err(at(1_500)));
    window.landed(ticket, at(20));
    assert_eq!(window.admit(&budget, at(21), at(521)), Err(at(1_020)));
    assert_eq!(window.admit(&budget, at(1_019), at(1_519)), Err(at(1_020)));
    assert!(window.admit(&budget, at(1_020), at(1_520)).is_ok());
}

#[test]
fn a_pause_holds_everything_and_the_longest_pause_wins() {
    let budget = budget(5, 1_000);
    let mut window = Window::default();
    window.block(at(800));
    window.block(at(300));
    assert_eq!(window.admit(&budget, at(0), at(500)), Err(at(800)));
    assert!(window.admit(&budget, at(800), at(1_300)).is_ok());
}

#[test]
fn a_clock_that_was_set_back_costs_at_most_one_call_and_one_window() {
    let budget = budget(1, 1_000);
    let mut window = Window::default();
    let hour = 3_600_000;
    let ticket = window.admit(&budget, at(hour), at(hour + 500)).unwrap();
    window.landed(ticket, at(hour + 20));
    window.block(at(hour + 1_020));
    assert_eq!(window.admit(&budget, at(0), at(500)), Err(at(1_000)), "the pause");
    assert_eq!(window.admit(&budget, at(1_000), at(1_500)), Err(at(1_500)), "the request");
    assert!(window.admit(&budget, at(1_500), at(2_000)).is_ok());
}

#[test]
fn an_allowance_of_nothing_sends_nothing() {
    let budget = budget(0, 1_000);
    assert_eq!(Window::default().admit(&budget, at(0), at(500)), Err(at(1_000)));
}
