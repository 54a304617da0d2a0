//! What was measured, beside what was asked for.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::worker::Seen;
use crate::{Failure, Plan};

/// What issue 6 asks for.
const BINARY_KB: u64 = 25 * 1_000;
const START_MS: u64 = 100;
const IDLE_KB: u64 = 30 * 1_024;
const HOST_KB: u64 = 512 * 1_024;
const CORE_THOUSANDTHS: u64 = 500;

/// Rounds of a connection in a day of half hours.
const ROUNDS_A_DAY: u64 = 48;

/// How large the program is.
pub(crate) fn binary(path: &Path) -> Result<(), Failure> {
    let kb = std::fs::metadata(path)?.len() / 1_000;
    say(&format!("the program: {kb} kB, {}", share(kb, BINARY_KB)))
}

/// How soon the program was there, and what it holds.
pub(crate) fn idle(plan: Plan, what: &str, start: Duration, kb: u64) -> Result<(), Failure> {
    let (start, rest) = (ms(start), plan.rest.as_secs());
    say(&format!(
        "{what}: there in {start} ms, {}; {kb} KiB, {} (after {rest} s)",
        share(start, START_MS),
        share(kb, IDLE_KB)
    ))
}

/// How soon the program was there, with all of them.
pub(crate) fn start(plan: Plan, took: Duration) -> Result<(), Failure> {
    say(&format!("with {} connections: there in {} ms", plan.connections, ms(took)))
}

/// How many connections there are.
pub(crate) fn made(
    plan: Plan,
    (orders, booked): (usize, usize),
    took: Duration,
) -> Result<(), Failure> {
    let Plan { connections, interval, latency, .. } = plan;
    say(&format!(
        "{connections} connections of {orders} orders, {booked} of them booked, made in {} s; a round each \
         {} minutes, and {} ms for every answer",
        took.as_secs(),
        interval.as_secs() / 60,
        ms(latency)
    ))
}

/// What happened while it was watched, and how many calls each side had.
pub(crate) fn host(
    before: &Seen,
    after: &Seen,
    took: Duration,
    (shops, books): (u64, u64),
) -> Result<(), Failure> {
    let was = |bound: &str| before.late.iter().find(|own| own.0 == bound).map_or(0, |own| own.1);
    let late: Vec<_> =
        after.late.iter().map(|own| (own.0.as_str(), own.1.saturating_sub(was(&own.0)))).collect();
    let rounds = late.last().map_or(0, |own| own.1);
    let within = |hundredths: u64| {
        let enough = |own: &&(&str, u64)| own.1 * 100 >= rounds * hundredths;
        late.iter().find(enough).map_or("?", |own| own.0)
    };
    let (cpu, took) = (after.cpu_ms.saturating_sub(before.cpu_ms), ms(took));
    say(&format!(
        "{rounds} rounds in {} s, {} of 1000 a second; late by at most {} s at the median, {} s for 99 %",
        took / 1_000,
        rounds * 1_000_000 / took.max(1),
        within(50),
        within(99)
    ))?;
    let core = cpu * 1_000 / took.max(1);
    let round_us = cpu * 1_000 / rounds.max(1);
    say(&format!(
        "{core} thousandths of a core, {}; {round_us} µs of it a round, {} ms a connection and day",
        share(core, CORE_THOUSANDTHS),
        round_us * ROUNDS_A_DAY / 1_000
    ))?;
    let thousandths = |calls: u64| calls * 1_000 / rounds.max(1);
    say(&format!(
        "{} thousandths of a call to the shop a round, {} to Moneybird",
        thousandths(shops),
        thousandths(books)
    ))?;
    let turns = after.turns.iter().map(|(ended, number)| {
        let before = before.turns.get(ended).copied().unwrap_or_default();
        format!("{ended} {}", number.saturating_sub(before))
    });
    say(&format!("turns: {}", turns.collect::<Vec<_>>().join(", ")))
}

/// What the database server did meanwhile, which is not in the program's own.
pub(crate) fn server(cpu_ms: u64, took: Duration) -> Result<(), Failure> {
    say(&format!("the database server: {} thousandths of a core", cpu_ms * 1_000 / ms(took).max(1)))
}

/// The most that it held, and by how much the most overdue connection was late at worst.
pub(crate) fn most(kb: u64, overdue: u64) -> Result<(), Failure> {
    say(&format!("at most {kb} KiB, {}; the most overdue by {overdue} s", share(kb, HOST_KB)))
}

fn share(measured: u64, asked: u64) -> String {
    format!("{} % of what was asked", measured * 100 / asked)
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn say(line: &str) -> Result<(), Failure> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
