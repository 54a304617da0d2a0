//! One order: every fault at every request, and with each of them a death at every call to the
//! database or a remote.

use std::time::Duration;

use jiff::Timestamp;
use remote::Method;
use store::{Moment, State};
use sync::{Step, Tooth};

use crate::journal::Journal;
use crate::life::Call;
use crate::mishap::{ALL, Mishap};
use crate::plot::Plot;
use crate::world::{Databases, Form, Stepped, World};
use crate::{peace, proof};

/// Longer than a lease, and than the time after which an outcome is looked up.
const LATER: Duration = Duration::from_mins(17);

/// How long the lease of a dead worker lasts.
const LEASE: Duration = Duration::from_secs(121);

/// How often the work is taken up, at most.
const MOST_ROUNDS: u32 = 14;

/// What goes wrong in a history.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Script {
    /// What it is about.
    pub(crate) plot: Plot,
    /// At which request, from nought, and what.
    pub(crate) fault: Option<(usize, Mishap)>,
    /// At which call the worker dies, from nought.
    pub(crate) death: Option<usize>,
    /// Whether the database dies with it.
    pub(crate) is_lost: bool,
    /// How the protocol is broken.
    pub(crate) broken: Option<Tooth>,
}

/// How a history went.
#[derive(Debug, Default, Clone)]
pub(crate) struct Course {
    /// How many calls there were.
    pub(crate) calls: usize,
    /// Whether the fault struck.
    pub(crate) struck: bool,
    /// Whether the worker died.
    pub(crate) died: bool,
    /// What each request asked for.
    pub(crate) asked: Vec<Method>,
}

/// Plays a history out.
///
/// # Errors
/// What was wrong in the books, or in the log.
pub(crate) async fn play(databases: &mut Databases, script: Script) -> Result<Course, String> {
    let form = Form { broken: script.broken, ..script.plot.form() };
    let mut world = World::within(databases.one().await, &form).await;
    script.plot.prepare(&mut world).await?;
    let before = world.net.asked().len();
    let journal = Journal::default();
    // Writing all of it down takes long; a worker says nothing else before it dies than otherwise.
    let _listening = script.death.is_none().then(|| journal.listen());
    let mut course = Course::default();
    let mut sent = 0;
    for _ in 0..MOST_ROUNDS {
        match one_round(&mut world, script, &mut course, &mut sent).await? {
            Ended::Done => break,
            Ended::Settles(at) => world.rest_until(at).await,
            Ended::Dead if script.is_lost => world.lose_the_database(&form, Duration::ZERO).await,
            Ended::Dead => world.wait(LEASE).await,
            Ended::Stopped => world.wait(LATER).await,
        }
        peace::again(&world).await;
        if script.plot == Plot::Edited {
            peace::agree(&world).await;
        }
    }
    proof::in_the_end(&world).await?;
    proof::of_the_log(&journal.take(), 1)?;
    course.asked = world.net.asked().split_off(before);
    Ok(course)
}

/// How a worker ended.
enum Ended {
    /// All is done.
    Done,
    /// What became of a request can be looked up then.
    Settles(Timestamp),
    /// Something stood in the way, or a person is wanted.
    Stopped,
    Dead,
}

/// One worker, until it is done, in trouble or dead.
async fn one_round(
    world: &mut World,
    script: Script,
    course: &mut Course,
    sent: &mut usize,
) -> Result<Ended, String> {
    let mut worker = world.hire();
    worker.begin(worker.round(&world.places[0].connection.clone()));
    let mut mishap = None;
    loop {
        match worker.step(mishap.take()).await {
            Stepped::At(call) => {
                if is_moment_to_die(call, script) {
                    if script.death == Some(course.calls) && !course.died {
                        course.died = true;
                        return Ok(Ended::Dead);
                    }
                    course.calls += 1;
                }
                if call == Call::Sending {
                    mishap = script.fault.filter(|(at, _)| at == sent).map(|(_, mishap)| mishap);
                    course.struck |= mishap.is_some();
                    *sent += 1;
                }
                if call == Call::Answered {
                    proof::at_every_moment(world)?;
                }
            }
            Stepped::Ended(round, Ok(Step::Wait(until))) => {
                world.rest_until(until).await;
                worker.begin(round);
            }
            Stepped::Ended(_, Ok(Step::Done { again_at })) => {
                let place = &world.places[0];
                let counts = world.store.counts(&place.connection).await.unwrap();
                let is_left =
                    [State::Refused, State::Changed].iter().any(|own| counts.of(*own) > 0);
                let is_over = !is_left && world.net.next_late().is_none();
                return Ok(match again_at {
                    Some(at) => Ended::Settles(at),
                    None if is_over => Ended::Done,
                    None => Ended::Stopped,
                });
            }
            Stepped::Ended(_, Err(_)) => return Ok(Ended::Stopped),
        }
    }
}

/// A worker dies after something was kept or answered. To die before a call, or after something was
/// read, is to die after the call before it, because nothing is kept in between; whether that holds
/// while a transaction is open is tried with one order, where nothing else goes wrong.
fn is_moment_to_die(call: Call, script: Script) -> bool {
    match call {
        Call::Store(Moment::AfterCommit) | Call::Answered => true,
        Call::Store(Moment::BeforeCommit) => script.fault.is_none() && script.plot == Plot::Order,
        _ => false,
    }
}

/// Every fault at every request, or none, up to the last that is made.
fn faults() -> Vec<Option<Mishap>> {
    std::iter::once(None).chain(ALL.into_iter().map(Some)).collect()
}

/// All histories with this fault at this request: without a death, and with one at each call.
/// Returns how many there were, or none if the fault was not reached.
async fn with_fault(fault: Option<(usize, Mishap)>) -> Option<usize> {
    let script = Script { fault, ..Script::default() };
    let mut databases = Databases::default();
    let told = |script: Script, why: String| panic!("{script:?}: {why}");
    let whole = play(&mut databases, script).await.unwrap_or_else(|why| told(script, why));
    if fault.is_some() && !whole.struck {
        return None;
    }
    for death in 0..whole.calls {
        let script = Script { death: Some(death), ..script };
        let course = play(&mut databases, script).await.unwrap_or_else(|why| told(script, why));
        assert!(course.died, "{script:?}: nobody died");
    }
    Some(whole.calls + 1)
}

#[tokio::test]
async fn nothing_goes_wrong() {
    let course = play(&mut Databases::default(), Script::default()).await.unwrap();
    assert!(course.calls > 50, "{course:?}");
    println!("{course:?}");
}

#[tokio::test]
async fn a_database_that_is_lost() {
    let mut databases = Databases::default();
    let mut histories = 0;
    for death in 0.. {
        let script = Script { death: Some(death), is_lost: true, ..Script::default() };
        let course = play(&mut databases, script).await;
        if !course.unwrap_or_else(|why| panic!("{script:?}: {why}")).died {
            break;
        }
        histories += 1;
    }
    println!("{histories} histories");
    assert!(histories > 50, "{histories}");
}

/// A test for each fault, so that they run beside one another.
macro_rules! with_every_death {
    ($($name:ident = $number:expr;)+) => {
        $(
            #[tokio::test]
            async fn $name() {
                let mishap = faults()[$number];
                let mut histories = 0;
                match mishap {
                    None => histories += with_fault(None).await.unwrap(),
                    Some(mishap) => {
                        for at in 0.. {
                            let Some(more) = with_fault(Some((at, mishap))).await else { break };
                            histories += more;
                        }
                    }
                }
                println!("{histories} histories");
                assert!(histories > 50, "{histories}");
            }
        )+

        #[test]
        fn every_fault_has_its_test() {
            let numbers = [$($number),+];
            assert_eq!(numbers.to_vec(), (0..faults().len()).collect::<Vec<_>>());
        }
    };
}

with_every_death! {
    no_fault = 0;
    a_connection_that_never_opens = 1;
    a_request_that_is_lost = 2;
    an_answer_that_is_lost = 3;
    a_request_that_arrives_late = 4;
    a_request_that_is_refused = 5;
    too_many_requests = 6;
    a_page_instead_of_work = 7;
    a_page_after_the_work = 8;
    a_token_that_is_revoked = 9;
    a_body_that_is_cut_off = 10;
    a_body_that_is_empty = 11;
}
