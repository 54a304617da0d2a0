//! The program dies, sleeps and runs out of room, while four of ten answers are faulty: in the end every
//! order is booked once, and the books are the shop's to the cent.
//!
//! `KILLS=300 ORDERS=1000 cargo nextest run -p sluitend --test program killed --run-ignored all` is the
//! long form (`scripts/trial` runs it).

#[path = "../../../../trials/tests/histories/dice.rs"]
mod dice;
mod engine;
mod rain;
mod room;
mod victim;

use std::time::Duration;

use dice::Dice;
use engine::Engine;
use rain::Rain;
use victim::Victim;

use crate::support::{Bench, Setup};

/// Shorter than a worker ever holds a connection for in earnest, so that the next one can begin.
const LEASE: Duration = Duration::from_secs(1);

/// A number from the environment, for the long form.
fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

/// A seed that nobody has seen, unless one is given; it is printed, and shown when the test fails.
fn dice() -> Dice {
    let seed = number("SEED", u64::from(std::process::id()));
    println!("SEED={seed}");
    Dice::new(seed)
}

fn bench(engine: &Engine, orders: u64) -> Bench {
    let mut bench = Bench::new(Setup::of(usize::try_from(orders).unwrap()));
    bench.set("SLUITEND_SYNC__LEASE_SECONDS", &LEASE.as_secs().to_string());
    if let Some(url) = engine.url() {
        bench.set("SLUITEND_DATABASE_URL", url);
    }
    bench.connect().ended(0);
    bench
}

/// Peace: all is booked, and it closes.
#[track_caller]
fn holds(bench: &Bench) {
    bench.books.faults().clear();
    bench.shop.faults().clear();
    // A person lets what was refused be tried again.
    bench.run(&["sync", "--wait"]);
    let refused = bench.run(&["orders", "--state", "refused"]).ended(0).json();
    for order in refused["orders"].as_array().unwrap() {
        bench.run(&["retry", &order["id"].to_string()]).ended(0);
    }
    bench.run(&["sync", "--wait"]).ended(0);
    bench.books_hold_once(&bench.ready());
    for year in bench.years() {
        let closed = bench.run(&["close", "--period", &year.to_string()]).ended(0).json();
        assert_eq!(closed["closes"], true, "{year}: {closed:#}");
    }
}

/// Kills the program at random moments, as often as is asked, and starts it again.
fn killed(engine: &Engine) {
    let (kills, orders) = (number("KILLS", 12), number("ORDERS", 80));
    let bench = bench(engine, orders);
    let mut dice = dice();
    Rain::of_four_in_ten(&bench, &mut dice, orders * 20);
    let (mut killed, mut ended) = (0, 0);
    while killed < kills {
        let victim = Victim::start(&bench);
        // Up to a second goes to the lease of the one that died before.
        let moment = Duration::from_millis(30 + dice.below(2_200));
        match victim.dies_within(moment) {
            Some(_) => ended += 1,
            None => killed += 1,
        }
        // What is done is done: other orders come in.
        assert!(ended < 20 * kills + 200, "it ended {ended} times and was killed {killed} times");
    }
    let booked = bench.books.invoices().len();
    holds(&bench);
    let ready = bench.ready().len();
    println!(
        "{killed} kills, {ended} ends; {booked} of {ready} booked by then: 0 duplicates, 0 lost, closes"
    );
    assert!(booked > 0, "it never came to book anything");
}

#[test]
fn killed_at_random_on_sqlite() {
    killed(&Engine::sqlite());
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn killed_at_random_on_postgres() {
    killed(&Engine::postgres());
}

/// Stops a worker for longer than its lease, lets another one go on, and wakes the first.
fn put_to_sleep(engine: &Engine) {
    let (times, orders) = (number("SLEEPS", 5), number("ORDERS", 150));
    let bench = bench(engine, orders);
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
    holds(&bench);
}

#[test]
fn put_to_sleep_for_longer_than_a_lease_on_sqlite() {
    put_to_sleep(&Engine::sqlite());
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn put_to_sleep_for_longer_than_a_lease_on_postgres() {
    put_to_sleep(&Engine::postgres());
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_database_that_hangs_up_is_waited_out() {
    let engine = Engine::postgres();
    let bench = bench(&engine, 150);
    for _ in 0..number("CUTS", 10) {
        let victim = Victim::start(&bench);
        victim.runs_for(Duration::from_millis(400));
        engine.hang_up();
        victim.runs_for(Duration::from_millis(100));
        drop(victim);
    }
    holds(&bench);
}
