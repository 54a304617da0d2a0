//! Workers that sleep for longer than anything they hold is good for, while others go on.

use std::collections::BTreeSet;
use std::time::Duration;

use remote::{CALL_TIMEOUT, Clock, SystemClock};

use super::dice::Dice;
use super::engine::Engine;
use super::rain::Rain;
use super::trap::Trap;
use super::victim::Victim;
use super::work::Work;
use super::{BEGINS, LEASE, bench, dice, holds, number};
use crate::support::Bench;

/// Longer than until an unknown outcome is settled here (a second, and what a call may last), so
/// longer than an intent is fresh, too.
const LONG: Duration = CALL_TIMEOUT.saturating_add(Duration::from_secs(3));

/// How often a worker is caught, at most, until one is that is in nobody's way.
const TRIES: u32 = 50;

/// Between which moments a worker falls asleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    /// It intends to make an invoice, and did not hand the request over yet. (Where it falls asleep after
    /// that, `remote`'s own tests say what becomes of it.)
    IntentAndRequest,
    /// Moneybird made the invoice, and the database does not know.
    RequestAndOutcome,
}

impl Between {
    /// What the program logs there.
    fn text(self) -> &'static str {
        match self {
            Self::IntentAndRequest => "an invoice is intended",
            Self::RequestAndOutcome => "an invoice was made",
        }
    }
}

/// Stops a worker for longer than its lease, lets another one go on, and wakes the first.
fn put_to_sleep(engine: &Engine) {
    let (times, orders) = (number("SLEEPS", 1), number("ORDERS", 150));
    let mut bench = bench(engine, orders);
    let trap = Trap::of(&mut bench);
    let mut dice = dice();
    Rain::of_four_in_ten(&bench, &mut dice, orders * 20);
    for _ in 0..times {
        let sleeper = Victim::start(&bench);
        sleeper.runs_for(Duration::from_millis(100 + dice.below(400)));
        sleeper.signal("STOP");
        let other = Victim::start(&bench);
        other.runs_for(LEASE * 2);
        sleeper.signal("CONT");
        sleeper.runs_for(Duration::from_millis(300));
        drop((sleeper, other));
    }
    sleeps_for_long(engine, &bench, &trap, &mut dice);
}

/// Two workers, one after the other, fall asleep at the worst moments. A third does all the work, which
/// takes until their outcomes are settled, and then they wake.
fn sleeps_for_long(engine: &Engine, bench: &Bench, trap: &Trap, dice: &mut Dice) {
    bench.books.faults().clear();
    bench.shop.faults().clear();
    let first = asleep(engine, bench, trap, dice, Between::IntentAndRequest);
    let second = asleep(engine, bench, trap, dice, Between::RequestAndOutcome);
    let clock = SystemClock::new();
    holds(bench);
    println!("the others were done after {} s", clock.monotonic().as_secs());
    // Something to do for whoever wakes.
    let work = Work::of(bench);
    for _ in 0..5 {
        work.orders_one(dice);
    }
    second.runs_for(LONG.saturating_sub(clock.monotonic()));
    for sleeper in [&first, &second] {
        sleeper.signal("CONT");
    }
    for sleeper in [first, second] {
        let ended = sleeper.runs_for(CALL_TIMEOUT);
        println!("one that woke ended with {ended:?}");
        assert!(ended.is_some(), "one that woke hangs: {}", sleeper.said());
    }
    holds(bench);
}

/// A worker that was stopped there, and is in nobody's way.
fn asleep<'a>(
    engine: &Engine,
    bench: &'a Bench,
    trap: &Trap,
    dice: &mut Dice,
    between: Between,
) -> Victim<'a> {
    let work = Work::of(bench);
    for tries in 1..=TRIES {
        work.comes_in(dice, true);
        let unknown = sending(engine, bench).unwrap();
        trap.is_set_at(between.text());
        let sleeper = Victim::start(bench);
        // It may find that another one's lease is not over yet, and end.
        let ended = sleeper.runs_until(BEGINS, || sleeper.is_stopped());
        trap.is_open();
        let sending = sending(engine, bench).unwrap_or_default();
        let Some(order) = sending.difference(&unknown).next().filter(|_| ended.is_none()) else {
            continue;
        };
        // Another thread of it may be in the middle of something.
        if engine.is_free(bench) && others_go_on(bench) {
            let is_made = between == Between::RequestAndOutcome;
            assert_eq!(bench.booked().contains(order), is_made, "asleep {between:?}: {order}");
            println!("asleep between {between:?} at try {tries}");
            return sleeper;
        }
    }
    panic!("no worker fell asleep between {between:?}");
}

/// The orders whose invoice may be under way.
fn sending(engine: &Engine, bench: &Bench) -> Option<BTreeSet<i64>> {
    engine.ids(bench, "SELECT order_id FROM orders WHERE stage = 'invoice_sending'")
}

/// Whether another worker gets as far as Moneybird. One that sleeps in a transaction keeps all others out of
/// the database, or on PostgreSQL away from the allowance.
fn others_go_on(bench: &Bench) -> bool {
    let before = bench.books.requests();
    let other = Victim::start(bench);
    other.runs_until(BEGINS, || bench.books.requests() > before);
    bench.books.requests() > before
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "a library cannot be put before the system's")]
fn put_to_sleep_for_longer_than_a_lease_on_sqlite() {
    put_to_sleep(&Engine::sqlite());
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn put_to_sleep_for_longer_than_a_lease_on_postgres() {
    put_to_sleep(&Engine::postgres());
}
