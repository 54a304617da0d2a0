//! Nothing goes wrong, and a person is there.

use std::time::Duration;

use store::{ConnectionId, State};
use sync::Step;

use crate::life::Call;
use crate::proof;
use crate::world::{Stepped, World};

/// After so long a sweep is due, which sees what no listing tells.
pub(crate) const A_DAY_LATER: Duration = Duration::from_hours(25);

/// How often the work is taken up, at most.
const MOST_ROUNDS: u32 = 60;

/// A person lets all that is refused be tried again.
pub(crate) async fn again(world: &World) {
    let desk = world.desk();
    for place in &world.places {
        let refused = world.store.orders(Some(&place.connection), Some(State::Refused)).await;
        for order in refused.unwrap() {
            let record = world.store.order(&place.connection, order.order_id).await.unwrap();
            desk.retry(&record.unwrap()).await.unwrap();
        }
    }
}

/// A person agrees to the correction of every order that was edited, if one can be proposed now.
pub(crate) async fn agree(world: &World) {
    let desk = world.desk();
    for place in &world.places {
        let changed = world.store.orders(Some(&place.connection), Some(State::Changed)).await;
        for order in changed.unwrap() {
            let record = world.store.order(&place.connection, order.order_id).await.unwrap();
            let record = record.unwrap();
            if let Ok(proposed) = desk.proposed(&record).await {
                desk.correct(&record, &proposed).await.unwrap();
            }
        }
    }
}

/// Until all is booked.
pub(crate) async fn until_done(world: &mut World) -> Result<(), String> {
    let places: Vec<ConnectionId> =
        world.places.iter().map(|place| place.connection.clone()).collect();
    let mut done = 0;
    for number in 0..MOST_ROUNDS {
        world.wait(Duration::from_mins(16)).await;
        // Nobody can agree to a correction while a credit invoice that was let try again is not decided.
        if number % 2 == 0 {
            again(world).await;
        }
        agree(world).await;
        if number % 2 == 1 {
            again(world).await;
        }
        done = 0;
        for place in &places {
            done += usize::from(round(world, place).await?);
        }
        if done == places.len() && world.net.next_late().is_none() {
            break;
        }
    }
    if done < places.len() {
        return Err(format!("not done after {MOST_ROUNDS} rounds: {}", left(world).await));
    }
    Ok(())
}

/// What is not booked, and why.
async fn left(world: &World) -> String {
    let mut left = Vec::new();
    for place in &world.places {
        let all = world.store.orders(Some(&place.connection), None).await.unwrap();
        let open = all.into_iter().filter(|own| own.state != State::Booked);
        left.extend(open.map(|own| {
            let (stage, settles) = (own.stage, own.settle_at);
            format!("{} {} {stage:?} {settles:?} {:?}", own.number, own.state, own.refusal)
        }));
    }
    left.join("; ")
}

/// A worker's round; whether all is done.
pub(crate) async fn round(world: &mut World, place: &ConnectionId) -> Result<bool, String> {
    let mut worker = world.hire();
    worker.begin(worker.round(place));
    loop {
        match worker.step(None).await {
            Stepped::At(Call::Answered) => proof::at_every_moment(world)?,
            Stepped::At(_) => {}
            Stepped::Ended(round, Ok(Step::Wait(until))) => {
                world.rest_until(until).await;
                worker.begin(round);
            }
            Stepped::Ended(_, Ok(Step::Done { again_at })) => {
                let counts = world.store.counts(place).await.unwrap();
                let open = [State::Refused, State::Ready, State::Booking, State::Changed];
                let open: u64 = open.iter().map(|state| counts.of(*state)).sum();
                return Ok(again_at.is_none() && open == 0);
            }
            Stepped::Ended(_, Err(fault)) => {
                return Err(format!("in peace: {} {}", fault.code.as_str(), fault.message));
            }
        }
    }
}
