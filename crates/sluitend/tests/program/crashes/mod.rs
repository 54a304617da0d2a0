//! The program dies, sleeps and runs out of room, while four of ten answers are faulty: in the end every
//! order is booked once, and the books are the shop's to the cent.
//!
//! `KILLS=300 ORDERS=1000 cargo nextest run -p sluitend --test program killed --run-ignored all` is the
//! long form (`scripts/trial` runs it).

mod asleep;
mod clock;
#[path = "../../../../trials/tests/histories/dice.rs"]
mod dice;
mod engine;
mod host;
mod moves;
mod outage;
mod proxy;
mod rain;
mod room;
mod trap;
mod victim;
mod work;

use std::process::Command;
use std::time::Duration;

use clock::{Day, MachineClock};
use dice::Dice;
use engine::Engine;
use rain::Rain;
use victim::Victim;
use work::Work;

use crate::secrets::{assert_none_in, files};
use crate::support::{Bench, Setup};

/// Shorter than a worker ever holds a connection for in earnest, so that the next one can begin.
const LEASE: Duration = Duration::from_secs(1);

/// A worker that has not sent anything by then never will.
const BEGINS: Duration = Duration::from_secs(20);

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
    let mut bench = Bench::new(Setup::of(usize::try_from(orders).unwrap()).in_a_file());
    bench.set("SLUITEND_SYNC__LEASE_SECONDS", &LEASE.as_secs().to_string());
    if let Some(url) = engine.url() {
        bench.set("SLUITEND_DATABASE_URL", url);
    }
    bench.connect().ended(0);
    bench
}

/// Puts a library before the system's own in every run of this bench from now on.
fn preload(bench: &mut Bench, source: &str, name: &str) {
    let library = bench.folder.path().join(name);
    let made = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()))
        .args(["-shared", "-fPIC", "-o"])
        .args([library.as_os_str(), source.as_ref()])
        .status();
    assert!(made.unwrap().success(), "{source}");
    bench.set("LD_PRELOAD", library.to_str().unwrap());
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
    // A program that died left things behind that an orderly end would have cleared away.
    assert_none_in("what was printed", bench.printed().as_bytes());
    for (name, bytes) in files(bench.folder.path()) {
        assert_none_in(&name, &bytes);
    }
}

/// How the trial with `kill -9` went.
#[derive(Default)]
struct Toll {
    killed: u64,
    /// Of those, how many while orders had no invoice yet.
    unbooked: u64,
    /// Of those again, how many that were at work: they had sent something.
    at_work: u64,
    /// Of those again, how many that had sent something to Moneybird.
    booking: u64,
    ended: u64,
    /// How many died on a machine whose clock had just been set to another day.
    jumps: u64,
}

/// Kills the program at random moments, as often as is asked, and starts it again. In the second half the
/// machine's clock jumps by a day, either way, before it dies, and is right again when the next one starts.
fn killed(engine: &Engine) {
    let (kills, orders) = (number("KILLS", 12), number("ORDERS", 80));
    let mut bench = bench(engine, orders);
    let clock = MachineClock::of(&mut bench);
    let mut dice = dice();
    let work = Work::of(&bench);
    let mut toll = Toll::default();
    while toll.killed < kills {
        Rain::goes_on(&bench, &mut dice);
        let before = bench.books.requests();
        let victim = Victim::start(&bench);
        let a_while = |dice: &mut Dice| Duration::from_millis(dice.below(500));
        let begun = match toll.killed % 4 {
            // Wherever it is: as it starts, or waiting for the lease of the one before.
            0 => None,
            // While it looks for orders.
            1 => victim.runs_until(BEGINS, || victim.has_begun()),
            _ => victim.runs_until(BEGINS, || bench.books.requests() > before),
        };
        let ended = begun.or_else(|| victim.runs_for(a_while(&mut dice)));
        let clock = clock.as_ref().filter(|_| toll.killed * 2 >= kills);
        if let Some(clock) = clock {
            clock.is_set_to(dice.pick(&[Day::Yesterday, Day::Tomorrow]));
        }
        let ended = ended.or_else(|| victim.runs_for(a_while(&mut dice)));
        let has_begun = victim.has_begun();
        drop(victim);
        if ended.is_some() {
            toll.ended += 1;
        } else {
            let is_left = work.left() > 0;
            toll.killed += 1;
            toll.jumps += u64::from(clock.is_some());
            toll.unbooked += u64::from(is_left);
            toll.at_work += u64::from(is_left && has_begun);
            toll.booking += u64::from(is_left && bench.books.requests() > before);
        }
        if let Some(clock) = clock {
            clock.is_set_to(Day::Today);
        }
        work.comes_in(&mut dice, ended.is_some_and(|code| code < 2));
        assert!(toll.ended < 20 * kills + 200, "it ended too often: {}", toll.ended);
    }
    if let Some(clock) = &clock {
        bench.shop.faults().clear();
        // Nothing else than the program's own clock can make it say so.
        for day in [Day::Yesterday, Day::Tomorrow] {
            clock.is_set_to(day);
            bench.sync().failed("clock", 3);
        }
        clock.is_set_to(Day::Today);
    }
    toll.is_told(engine, &bench);
}

impl Toll {
    /// Peace after all; what it came to.
    fn is_told(&self, engine: &Engine, bench: &Bench) {
        let Self { killed, unbooked, at_work, booking, ended, jumps } = self;
        let (booked, requests, struck) =
            (bench.booked().len(), bench.books.requests(), bench.books.faults().struck());
        holds(bench);
        let ready = bench.ready().len();
        let adopted =
            engine.ids(bench, "SELECT order_id FROM orders WHERE adopted = 1").unwrap().len();
        println!(
            "{killed} kills, {unbooked} of them while orders had no invoice, {at_work} of those at work, \
             {booking} of those with Moneybird; {jumps} after a jump of the clock; {ended} ended by themselves"
        );
        println!("{struck} of {requests} answers of Moneybird were faulty");
        println!(
            "{booked} of {ready} orders booked by then; in the end {adopted} invoices were adopted, \
             0 duplicates, 0 lost, difference 0.00"
        );
        println!("{} bytes of logs hold no secret", bench.searched(0));
        assert!(booked > 0, "it never came to book anything");
        assert!(bench.searched(0) > 0, "the logs were on");
        assert!(at_work * 2 > *killed, "only {at_work} of {killed} died at work");
        assert!(booking * 3 > *killed, "only {booking} of {killed} died while they booked");
    }
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
