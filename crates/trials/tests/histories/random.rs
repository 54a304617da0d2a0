//! Many orders, connections and workers, and chance: a seed is a history, and replays.
//!
//! `SEED=… cargo nextest run -p trials --test histories a_seed --no-capture` plays one again;
//! `scripts/trial --minutes N` plays new ones for as long.

use std::time::Duration;

use remote::Clock as _;
use store::ConnectionId;
use sync::{Round, Step};

use crate::dice::Dice;
use crate::journal::Journal;
use crate::life::Call;
use crate::mishap::{ALL, Mishap};
use crate::place::due;
use crate::world::{Databases, Form, Kind, Stepped, Worker, World};
use crate::{lively, peace, proof};

/// Late requests arrive within this, and what was written is seen within the other; together less than
/// the fifteen minutes after which an outcome is looked up.
const LATEST: u64 = 9 * 60;
const SEEN_AFTER: [u64; 4] = [0, 0, 20, 4 * 60];

/// Orders of a shop: what can go wrong mostly goes wrong with few.
const ORDERS: [u64; 30] =
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 12];

/// In seconds.
const DAY: i64 = 24 * 3_600;

/// By how much the clock may be wrong: a day stops all work, because the shop does not answer then;
/// with the others a jump is longer than the settle time, or as long as it takes to hide one.
const WRONG_BY: [i64; 10] = [DAY, -DAY, 200, -200, 1_000, 1_300, 1_700, 0, 0, 0];

/// How long it takes until the shops are connected anew after a loss, in seconds. What was sent before is
/// forgotten with the database, so the allowance is not kept if it is sooner than a window.
const AFTER_A_LOSS: [u64; 3] = [301, 600, 1_200];

/// What a history is like.
struct Weather {
    form: Form,
    workers: u64,
    /// Of a thousand requests, how many have a mishap.
    mishaps: u64,
    /// Of a thousand calls, how many are the last of a worker.
    deaths: u64,
    /// Of a thousand pauses, how many set the clock wrong or right.
    clocks: u64,
    /// How many steps it lasts at most.
    steps: u64,
    /// At which step the database is lost, if it is.
    loss: Option<u64>,
    /// Of a thousand steps, before how many the merchant or a person does something.
    deeds: u64,
}

impl Weather {
    fn of(seed: u64, dice: &mut Dice) -> Self {
        let form = Form {
            places: if dice.permille(150) { 2 } else { 1 },
            orders: usize::try_from(dice.pick(&ORDERS)).unwrap(),
            seed,
            per_window: dice.pick(&[150, 150, 60, 40]),
            list_lag: Duration::from_secs(dice.pick(&SEEN_AFTER)),
            broken: None,
            kind: Kind::Single,
        };
        let steps = 60 + dice.below(300);
        Self {
            form,
            workers: dice.pick(&[1, 1, 2, 3]),
            mishaps: dice.pick(&[0, 20, 100, 300]),
            deaths: dice.pick(&[0, 2, 10, 30]),
            clocks: dice.pick(&[0, 0, 0, 200]),
            steps,
            loss: dice.permille(100).then(|| dice.below(steps)),
            deeds: 0,
        }
    }

    /// With days, credit invoices and edits in it.
    fn lively(seed: u64, dice: &mut Dice) -> Self {
        let weather = Self::of(seed, dice);
        let orders = usize::try_from(dice.pick(&[1, 1, 2, 3, 5])).unwrap();
        let kind = dice.pick(&[Kind::Single, Kind::Daily, Kind::Credited]);
        let form = Form { orders, kind, ..weather.form };
        // What people decided is lost with a database: the books would not tell it again.
        Self { form, deeds: dice.pick(&[5, 20, 40]), loss: None, ..weather }
    }
}

/// Somebody at work, and what it waits for.
struct Hand {
    worker: Worker,
    place: ConnectionId,
    round: Option<Box<Round>>,
    mishap: Option<Mishap>,
}

impl Hand {
    fn hire(world: &mut World, dice: &mut Dice) -> Self {
        let place = usize::try_from(dice.below(world.places.len() as u64)).unwrap();
        let place = world.places[place].connection.clone();
        Self { worker: world.hire(), place, round: None, mishap: None }
    }

    /// One step.
    async fn step(&mut self, world: &World, dice: &mut Dice, weather: &Weather) -> Came {
        if !self.worker.is_busy() {
            let round = self.round.take().unwrap_or_else(|| self.worker.round(&self.place));
            self.worker.begin(round);
        }
        let call = match self.worker.step(self.mishap.take()).await {
            Stepped::At(call) => call,
            Stepped::Ended(round, Ok(Step::Wait(until))) => {
                self.round = Some(round);
                // Alone it would wait for nothing else; with others it may be their turn.
                if weather.workers == 1 || dice.permille(300) {
                    world.rest_until(until).await;
                    // The lease of the dead is asked for every second, and that leads to nothing.
                    world.wait(Duration::from_secs(dice.pick(&[0, 20, 120]))).await;
                }
                return Came::Further;
            }
            Stepped::Ended(_, ended) => {
                let places = &world.places;
                let next = usize::try_from(dice.below(places.len() as u64)).unwrap();
                self.place = places[next].connection.clone();
                world.wait(Duration::from_secs(dice.below(20 * 60))).await;
                let is_idle = matches!(ended, Ok(Step::Done { again_at: None }));
                return if is_idle { Came::ToRest } else { Came::Further };
            }
        };
        if call == Call::Sending && dice.permille(weather.mishaps) {
            self.mishap = Some(match dice.pick(&ALL) {
                Mishap::Late(_) => Mishap::Late(Duration::from_secs(dice.below(LATEST))),
                other => other,
            });
        }
        if call == Call::Answered { Came::ToAnAnswer } else { Came::Further }
    }
}

/// What a step led to.
#[derive(PartialEq, Eq)]
enum Came {
    /// A request was answered.
    ToAnAnswer,
    /// Nothing is left to do for now.
    ToRest,
    Further,
}

/// Plays the history of a seed; how many orders it had.
///
/// # Errors
/// What was wrong in the books, or in the log.
pub(crate) async fn play(
    databases: &mut Databases,
    seed: u64,
    is_lively: bool,
) -> Result<u64, String> {
    let mut dice = Dice::new(seed);
    let of = if is_lively { Weather::lively } else { Weather::of };
    let weather = of(seed, &mut dice);
    let journal = Journal::default();
    // Writing all of it down takes longer than the history itself.
    let listening = seed.is_multiple_of(16).then(|| journal.listen());
    let mut world = World::within(databases.one().await, &weather.form).await;
    let net = std::sync::Arc::clone(&world.net);
    let told = |why: String| format!("{why}\n{}", net.story());
    let mut held_back = hold_back(&world, &mut dice);
    let mut hands: Vec<Hand> =
        (0..weather.workers).map(|_| Hand::hire(&mut world, &mut dice)).collect();
    for step in 0..weather.steps {
        if weather.loss == Some(step) {
            drop(std::mem::take(&mut hands));
            let after = Duration::from_secs(dice.pick(&AFTER_A_LOSS));
            world.lose_the_database(&weather.form, after).await;
            hands = (0..weather.workers).map(|_| Hand::hire(&mut world, &mut dice)).collect();
        }
        let first = hands.iter().position(|hand| hand.worker.holds_the_database());
        let turn = first.unwrap_or_else(|| usize::try_from(dice.below(weather.workers)).unwrap());
        if dice.permille(weather.deaths) {
            world.net.tell(&format!("{} dies", hands[turn].worker.name));
            hands[turn] = Hand::hire(&mut world, &mut dice);
        }
        if first.is_none() && dice.permille(15) {
            if dice.permille(weather.clocks) {
                let wrong_by = dice.pick(&WRONG_BY);
                world.net.tell(&format!("the clock is wrong by {wrong_by} s"));
                world.workers_clock.set_wrong_by(wrong_by);
            }
            // Whoever stands still meanwhile was asleep: for seconds, or for longer than a lease.
            let longest = dice.pick(&[4, 8, 200, 1_200]);
            world.wait(Duration::from_secs(dice.below(longest))).await;
        }
        if first.is_none() && weather.deeds > 0 && dice.permille(weather.deeds) {
            lively::deed(&mut world, &mut dice, weather.form.kind).await;
        }
        let came = hands[turn].step(&world, &mut dice, &weather).await;
        if came == Came::ToAnAnswer {
            proof::at_every_moment(&world).map_err(told)?;
        }
        let is_over = held_back.is_empty() && weather.loss.is_none_or(|at| at <= step);
        if came == Came::ToRest && is_over && dice.permille(500) {
            break;
        }
        if came == Came::ToRest || step == weather.steps / 2 {
            for (place, order) in held_back.drain(..) {
                world.places[place].shop.set_paid(order, true);
            }
        }
    }
    drop(hands);
    world.workers_clock.set_wrong_by(0);
    world.net.tell("peace");
    if is_lively {
        lively::in_peace(&mut world).await.map_err(told)?;
    }
    // What is over already is mostly left at that; now and then, nothing more may come of it.
    let is_over = world.net.next_late().is_none() && proof::in_the_end(&world).await.is_ok();
    if is_lively || !is_over || dice.permille(200) {
        peace::until_done(&mut world).await.map_err(told)?;
        proof::in_the_end(&world).await.map_err(told)?;
    }
    drop(listening);
    proof::of_the_log(&journal.take(), weather.form.places)?;
    Ok(world.places.iter().map(|place| due(&place.shop).len() as u64).sum())
}

/// Some orders are paid only in the middle of it.
fn hold_back(world: &World, dice: &mut Dice) -> Vec<(usize, i64)> {
    let mut held = Vec::new();
    for (index, place) in world.places.iter().enumerate() {
        for order in due(&place.shop) {
            if dice.permille(300) {
                place.shop.set_paid(order, false);
                held.push((index, order));
            }
        }
    }
    held
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Plays seed after seed for so long; tells how many.
async fn for_a_while(seconds: u64, is_lively: bool) {
    let time = Duration::from_secs(number("TRIAL_SECONDS").unwrap_or(seconds));
    let clock = remote::SystemClock::new();
    let at = clock.now().as_nanosecond();
    let first = number("FIRST_SEED").unwrap_or_else(|| u64::try_from(at / 1_000).unwrap());
    let (part, parts) = (number("PART").unwrap_or(0), number("PARTS").unwrap_or(1));
    let mut seed = first + part;
    let (mut played, mut orders) = (0, 0);
    let mut databases = Databases::default();
    while clock.monotonic() < time {
        match play(&mut databases, seed, is_lively).await {
            Ok(more) => orders += more,
            Err(why) => panic!("SEED={seed}: {why}"),
        }
        seed = seed.wrapping_add(parts);
        played += 1;
    }
    println!(
        "{played} random histories of {orders} orders from seed {first}: 0 duplicates, 0 lost, 0 wrong"
    );
    assert!(played > 0);
}

/// Plays one seed again, or the first few.
async fn again(last: u64, is_lively: bool) {
    let mut databases = Databases::default();
    let seeds = number("SEED").map_or(1..=last, |seed| seed..=seed);
    let mut orders = 0;
    for seed in seeds.clone() {
        match play(&mut databases, seed, is_lively).await {
            Ok(more) => orders += more,
            Err(why) => panic!("SEED={seed}: {why}"),
        }
    }
    println!("{} histories of {orders} orders: 0 duplicates, 0 lost, 0 wrong", seeds.count());
}

#[tokio::test]
async fn a_seed() {
    again(40, false).await;
}

#[tokio::test]
async fn a_lively_seed() {
    again(20, true).await;
}

/// Half a minute of seeds that nobody has seen; more with `TRIAL_SECONDS`.
#[tokio::test]
async fn fresh_seeds() {
    for_a_while(30, false).await;
}

/// The same with days, credit invoices and edits.
#[tokio::test]
async fn fresh_lively_seeds() {
    for_a_while(10, true).await;
}
