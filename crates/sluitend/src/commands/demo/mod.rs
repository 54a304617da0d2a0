//! `sluitend demo`: a pretend shop, a pretend Moneybird and the service, all on this computer.

mod accounts;
mod live;
mod months;
mod outcome;
mod person;
mod post;
mod sandboxes;
mod scratch;
mod settings;
mod span;
mod stage;
mod text;

use jiff::Timestamp;
use store::State;
use sync::{Fault, Tally};

pub(crate) use sandboxes::{ADMINISTRATION, Sandboxes, Start, nameless};

use crate::driver::{Ended, Pass};
use crate::installation::store_fault;
use crate::language::say;
use crate::output::{Exit, SyncedShape};
use crate::program::Program;
use crate::progress::Meter;
use outcome::Outcome;
use sandboxes::door;
use stage::Stage;

/// By how much the windows of the rate limits are shortened: Moneybird's five minutes are one
/// second, so that a run takes seconds and every pause still happens.
const SPEED: u32 = 300;

/// `demo`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sluitend demo
  sluitend demo --booked
  sluitend demo --once --orders 1000 --seed 4")]
pub(crate) struct Args {
    /// Book everything, print the closing statement and end: with 0 if every order is accounted
    /// for and the difference is 0.00
    #[arg(long)]
    pub(crate) once: bool,
    /// Begin with everything connected and booked, and print a link to look around with
    #[arg(long, conflicts_with = "once")]
    pub(crate) booked: bool,
    /// How many orders the pretend shop has
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = orders)]
    pub(crate) orders: usize,
    /// Another seed is another shop
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Port of the service; 0 takes one that is free
    #[arg(long, value_name = "P", default_value_t = 0)]
    pub(crate) port: u16,
}

/// Reads a number of orders that the sandboxes hold with ease.
pub(crate) fn orders(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=20_000).contains(number));
    number.ok_or_else(|| "a whole number from 1 to 20000".to_owned())
}

/// Runs the demo.
///
/// # Errors
/// What stood in the way.
pub(crate) async fn run(program: &Program, args: &Args) -> Result<Exit, Fault> {
    let started = program.clock.monotonic();
    if program.data.is_some() {
        program.output.note(say(
            program.language,
            "De demo heeft een eigen map, die na afloop weg is: --data blijft zoals zij was.",
            "The demo has a folder of its own, which is gone afterwards: --data stays as it was.",
        ));
    }
    // A port that is taken is told of before the work, not after.
    let door = if args.once { None } else { Some(door(args.port, program.language).await?) };
    let door = match door {
        Some(door) if !args.booked => return Box::pin(scratch::run(program, args, door)).await,
        door => door,
    };
    let stage = Box::pin(Stage::set(program, args)).await?;
    if !program.output.is_json() && !program.output.is_quiet() {
        program.output.plain(&text::opening(&stage, args, program.language));
    }
    let service = &stage.installation.service;
    let before = program.clock.monotonic();
    let Some((mut tally, again_at)) = Box::pin(pass(program, &stage)).await? else {
        return Ok(Exit::Stopped);
    };
    let mut synced = vec![synced(&stage, tally, again_at).await?];
    let answers = person::answer(&stage, program.language).await?;
    if answers.iter().any(|answer| answer.done.is_some()) {
        let Some((more, again_at)) = Box::pin(pass(program, &stage)).await? else {
            return Ok(Exit::Stopped);
        };
        tally = added(tally, more);
        synced.push(self::synced(&stage, more, again_at).await?);
    }
    let took = program.clock.monotonic().saturating_sub(before);
    let Some(statements) = Box::pin(span::statements(program, &stage)).await? else {
        return Ok(Exit::Stopped);
    };
    let views = service.orders(Some(&stage.connection), None).await?;
    let unaccounted =
        accounts::unaccounted(&stage.sandboxes.shop.orders(), &views, program.language);
    let outcome = Outcome {
        orders: args.orders,
        seed: args.seed,
        tally,
        booking_took: took,
        everything_took: program.clock.monotonic().saturating_sub(started),
        answers,
        synced,
        statements,
        unaccounted,
    };
    program
        .output
        .result(&outcome.shape(&stage), || text::outcome(&outcome, &stage, program.language));
    let exit = outcome.exit();
    if let Some(door) = door {
        return live::run(program, &stage, door).await;
    }
    service.store().close().await;
    Ok(exit)
}

/// One complete pass: what it did, and when there is more to look up. None if the program was asked
/// to stop.
async fn pass(
    program: &Program,
    stage: &Stage,
) -> Result<Option<(Tally, Option<Timestamp>)>, Fault> {
    let service = &stage.installation.service;
    let mut pass = Pass::new(service, &stage.connection);
    let meter = Meter::new(&stage.connected.shop.name, service, program.output);
    let Ended::Done(again_at) = Box::pin(pass.run(&program.stop, &meter)).await? else {
        return Ok(None);
    };
    Ok(Some((pass.tally(), again_at)))
}

/// What two passes did together.
fn added(first: Tally, second: Tally) -> Tally {
    Tally {
        booked: first.booked + second.booked,
        adopted: first.adopted + second.adopted,
        moneybird: first.moneybird + second.moneybird,
        reconciling: first.reconciling + second.reconciling,
        ccvshop: first.ccvshop + second.ccvshop,
        // Each pass sees them all.
        unshowable: second.unshowable,
    }
}

/// What the sync did, in the shape that `sluitend sync` gives it.
async fn synced(
    stage: &Stage,
    tally: Tally,
    again_at: Option<Timestamp>,
) -> Result<SyncedShape, Fault> {
    let (service, id) = (&stage.installation.service, &stage.connection);
    let counts = service.store().counts(id).await;
    let counts = counts.map_err(|error| store_fault(&error, service.options().language))?;
    let mut orders = service.orders(Some(id), Some(State::Refused)).await?;
    orders.extend(service.orders(Some(id), Some(State::Booking)).await?);
    Ok(SyncedShape::new(id.to_string(), &counts, tally, again_at, &orders, None))
}
