//! Clocks that are set, workers that sleep, and a database that is lost while a request is on its way.

use std::time::Duration;

use remote::Clock as _;
use store::Moment;
use sync::Step;

use crate::life::Call;
use crate::mishap::Mishap;
use crate::peace::again;
use crate::proof;
use crate::world::{Form, Stepped, Worker, World};

/// Longer than the settle time.
const LATER: Duration = Duration::from_mins(17);

/// A round in which one request comes late, after which something may be done to the world.
struct Late {
    /// Which request, from nought; none is late if there is no such.
    at: usize,
    by: Duration,
}

const NONE: Late = Late { at: usize::MAX, by: Duration::ZERO };

/// Plays a round to its end. When it first waits with a request under way, `wait` is called. Returns
/// whether the request was late, and whether it waited after that.
async fn one_round(world: &mut World, late: &Late, wait: impl Fn(&World)) -> (bool, bool) {
    let mut worker = world.hire();
    worker.begin(worker.round(&world.places[0].connection.clone()));
    let (mut sent, mut mishap) = (0, None);
    let (mut is_late, mut has_waited) = (false, false);
    loop {
        match worker.step(mishap.take()).await {
            Stepped::At(Call::Sending) => {
                mishap = (sent == late.at).then_some(Mishap::Late(late.by));
                is_late |= mishap.is_some();
                sent += 1;
            }
            Stepped::At(_) => {}
            Stepped::Ended(round, Ok(Step::Wait(until))) => {
                if is_late && !has_waited {
                    has_waited = true;
                    wait(world);
                }
                world.rest_until(until).await;
                worker.begin(round);
            }
            Stepped::Ended(..) => return (is_late, has_waited),
        }
    }
}

/// Rounds until all that came late has settled.
async fn to_the_end(world: &mut World) -> Result<(), String> {
    world.workers_clock.set_wrong_by(0);
    for _ in 0..6 {
        world.wait(LATER).await;
        again(world).await;
        one_round(world, &NONE, |_| ()).await;
    }
    proof::in_the_end(world).await
}

/// The clock is put forward past the settle time while a round waits for the allowance, with one request
/// under way: its outcome is not looked up the sooner, and no more requests leave than may.
#[tokio::test]
async fn a_clock_that_is_put_forward_settles_nothing() {
    let mut tried = 0;
    for per_window in [8, 9, 10, 11, 12, 14, 16] {
        for at in 8..22 {
            let form = Form { orders: 3, per_window, ..Form::one_order() };
            let mut world = World::new(&form).await;
            let late = Late { at, by: Duration::from_secs(400) };
            let jump = |world: &World| world.workers_clock.set_wrong_by(1_200);
            let (_, has_jumped) = one_round(&mut world, &late, jump).await;
            if has_jumped {
                tried += 1;
                if let Err(why) = to_the_end(&mut world).await {
                    panic!("window {per_window}, request {at}: {why}\n{}", world.net.story());
                }
            }
        }
    }
    println!("{tried} histories");
    assert!(tried >= 20, "{tried}");
}

/// A clock was put forward by a day and set right. Then a worker falls asleep at each of its calls,
/// another books everything meanwhile, and the first wakes.
#[tokio::test]
async fn a_worker_that_slept_sends_nothing_after_a_clock_was_wrong() {
    let mut tried = 0;
    loop {
        let mut world = World::new(&Form::one_order()).await;
        world.workers_clock.set_wrong_by(24 * 3_600);
        world.workers_clock.monotonic();
        world.workers_clock.set_wrong_by(0);
        let mut sleeper = world.hire();
        sleeper.begin(sleeper.round(&world.places[0].connection.clone()));
        if !stands_at(&mut sleeper, tried).await {
            break;
        }
        for _ in 0..3 {
            world.wait(LATER).await;
            one_round(&mut world, &NONE, |_| ()).await;
        }
        while let Stepped::At(_) = sleeper.step(None).await {}
        if let Err(why) = to_the_end(&mut world).await {
            panic!("asleep at call {tried}: {why}\n{}", world.net.story());
        }
        tried += 1;
    }
    println!("{tried} histories");
    assert!(tried > 100, "{tried}");
}

/// The clock was a day slow and is set right at each of a worker's calls, which to the worker looks as if it
/// had slept for a day. What it intends in its next round is dated a day ahead, and it dies before that
/// leaves; nobody waits until then.
#[tokio::test]
async fn a_clock_that_was_put_forward_puts_nothing_off() {
    let (mut tried, mut dated_ahead) = (0, 0);
    loop {
        let mut world = World::new(&Form::one_order()).await;
        let connection = world.places[0].connection.clone();
        let mut worker = world.hire();
        worker.begin(worker.round(&connection));
        if !stands_at(&mut worker, tried).await {
            break;
        }
        world.workers_clock.set_wrong_by(-24 * 3_600);
        world.workers_clock.monotonic();
        world.workers_clock.set_wrong_by(0);
        while let Stepped::At(_) = worker.step(None).await {}
        worker.begin(worker.round(&connection));
        while let Stepped::At(call) = worker.step(None).await {
            if call == Call::Sending && is_dated_ahead(&world).await {
                dated_ahead += 1;
                break;
            }
        }
        drop(worker);
        if let Err(why) = to_the_end(&mut world).await {
            panic!("put forward at call {tried}: {why}\n{}", world.net.story());
        }
        tried += 1;
    }
    println!("{tried} histories, {dated_ahead} of them dated ahead");
    assert!(dated_ahead >= 3, "{dated_ahead} of {tried}");
}

/// Whether an outcome is to settle only in hours.
async fn is_dated_ahead(world: &World) -> bool {
    let orders = world.store.orders(Some(&world.places[0].connection), None).await.unwrap();
    let late = world.workers_clock.now() + Duration::from_hours(2);
    orders.iter().any(|own| own.settle_at.is_some_and(|at| at > late))
}

/// Goes on until the call of that number; whether there is one. One kind does not count: with a
/// transaction open nobody else could work.
async fn stands_at(worker: &mut Worker, number: usize) -> bool {
    let mut calls = 0;
    loop {
        match worker.step(None).await {
            Stepped::At(Call::Store(Moment::BeforeCommit)) => {}
            Stepped::At(_) if calls == number => return true,
            Stepped::At(_) => calls += 1,
            Stepped::Ended(..) => return false,
        }
    }
}

/// The database is lost while a request is on its way, and the shop is connected anew at once.
#[tokio::test]
async fn a_database_that_is_lost_with_a_request_under_way() {
    let mut tried = 0;
    loop {
        let form = Form { orders: 3, ..Form::one_order() };
        let mut world = World::new(&form).await;
        let late = Late { at: tried, by: Duration::from_mins(5) };
        let (is_late, _) = one_round(&mut world, &late, |_| ()).await;
        if !is_late {
            break;
        }
        world.lose_the_database(&form, Duration::ZERO).await;
        one_round(&mut world, &NONE, |_| ()).await;
        if let Err(why) = to_the_end(&mut world).await {
            panic!("request {tried}: {why}\n{}", world.net.story());
        }
        tried += 1;
    }
    println!("{tried} histories");
    assert!(tried > 10, "{tried}");
}
