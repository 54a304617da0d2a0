//! Several connections behind one address: all of the allowance is used and never more, and each gets
//! its share.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use remote::Clock as _;
use sandbox::shop::model::Order;
use store::{ConnectionId, State};
use sync::{Round, Step, Turns};

use crate::life::Call;
use crate::proof;
use crate::world::{Form, Stepped, Worker, World};

const WINDOW: Duration = Duration::from_mins(5);
const INTERVAL: Duration = Duration::from_mins(30);

/// One worker that serves all connections, as the program's background does.
struct Host {
    worker: Worker,
    turns: Turns,
    rounds: BTreeMap<String, Box<Round>>,
    /// The calls to Moneybird for each.
    calls: BTreeMap<String, u64>,
}

impl Host {
    fn new(world: &mut World) -> Self {
        let (turns, rounds, calls) = (Turns::default(), BTreeMap::new(), BTreeMap::new());
        Self { worker: world.hire(), turns, rounds, calls }
    }

    /// Gives each connection that is due its turn.
    async fn all_due(&mut self, world: &World) {
        let now = world.workers_clock.now();
        let furthest = now.saturating_add(Duration::from_hours(9)).unwrap();
        let mut due = world.store.due(now, furthest).await.unwrap();
        self.turns.order(&mut due);
        for id in due {
            self.one(world, &id).await;
        }
    }

    async fn one(&mut self, world: &World, id: &ConnectionId) {
        let round = self.rounds.remove(&id.to_string());
        let round = round.unwrap_or_else(|| self.worker.round(id));
        let before = round.tally().moneybird;
        self.worker.begin(round);
        let (round, step) = loop {
            match self.worker.step(None).await {
                Stepped::At(Call::Answered) => proof::at_every_moment(world).unwrap(),
                Stepped::At(_) => {}
                Stepped::Ended(round, step) => break (round, step.unwrap()),
            }
        };
        let calls = round.tally().moneybird - before;
        self.turns.note(id, calls);
        *self.calls.entry(id.to_string()).or_default() += calls;
        if matches!(step, Step::Wait(_)) {
            self.rounds.insert(id.to_string(), round);
        }
    }
}

/// Nobody is due before this.
async fn next_due(world: &World) -> Timestamp {
    let all = world.store.connections().await.unwrap();
    all.iter().map(|own| own.next_sync_at).min().unwrap()
}

/// Hours pass, in which everybody is served when due.
async fn serve_until(world: &World, host: &mut Host, end: Timestamp) {
    while world.workers_clock.now() < end {
        let next = next_due(world).await.max(world.workers_clock.now());
        world.rest_until(next.min(end)).await;
        host.all_due(world).await;
        assert_eq!(world.books_rejected(), 0, "Moneybird had to say that it is too much");
    }
}

async fn left(world: &World) -> u64 {
    let mut left = 0;
    for place in &world.places {
        let counts = world.store.counts(&place.connection).await.unwrap();
        left += counts.of(State::Ready) + counts.of(State::Booking);
    }
    left
}

/// Like one that is there, placed now.
fn new_order(world: &World, place: usize) -> i64 {
    let shop = &world.places[place].shop;
    let like = shop.orders().into_iter().find(|own| own.is_completed).unwrap();
    let create_date = world.workers_clock.now();
    shop.add_order(Order { id: 0, number: None, create_date, paid: true, ..like })
}

#[tokio::test]
async fn all_of_the_allowance_is_used_and_each_gets_its_share() {
    let form = Form { places: 4, orders: 60, per_window: 60, ..Form::one_order() };
    let mut world = World::new(&form).await;
    let mut host = Host::new(&mut world);
    // The first round of each is under way.
    world.wait(WINDOW).await;
    host.all_due(&world).await;
    let (began, sent) = (world.workers_clock.now(), world.net.sent());
    // Eight windows, and a little for the last of their requests.
    let end = began.saturating_add(WINDOW * 8 + Duration::from_secs(30)).unwrap();
    serve_until(&world, &mut host, end).await;
    assert!(left(&world).await > 0, "there was work all the time");
    let allowed = 8 * u64::from(form.per_window);
    let used = u64::try_from(world.net.sent() - sent).unwrap();
    println!("{used} of {allowed} requests used, {} percent", used * 100 / allowed);
    assert!(used * 100 >= allowed * 97, "{used} of {allowed}");
    let shares: Vec<u64> = host.calls.into_values().collect();
    println!("calls for each: {shares:?}");
    let (least, most) = (shares.iter().min().unwrap(), shares.iter().max().unwrap());
    // The last turn may be a whole window long.
    assert!(most - least <= u64::from(form.per_window), "{shares:?}");
}

/// Serves everybody until an order has its invoice; how long that takes from now.
async fn until_booked(world: &World, host: &mut Host, place: usize, order: i64) -> Duration {
    let began = world.workers_clock.now();
    loop {
        let now = world.workers_clock.now();
        let record = world.store.order(&world.places[place].connection, order).await.unwrap();
        let booking = record.and_then(|own| own.booking);
        if booking.is_some_and(|own| own.invoice_id.is_some()) {
            return now.duration_since(began).try_into().unwrap();
        }
        assert!(now < began.saturating_add(INTERVAL * 2).unwrap(), "it waits for ever");
        world.wait(Duration::from_secs(1)).await;
        let next = next_due(world).await.max(world.workers_clock.now());
        serve_until(world, host, next.saturating_add(Duration::from_secs(1)).unwrap()).await;
    }
}

/// At the longest until a new order is looked for, and two turns of others after that.
const SOON: Duration = INTERVAL.saturating_add(WINDOW.saturating_mul(2));

#[tokio::test]
async fn a_small_shop_does_not_wait_for_large_takeovers() {
    let form = Form { places: 4, orders: 200, per_window: 30, ..Form::one_order() };
    let mut world = World::new(&form).await;
    // The last one has nothing to take over.
    let small = world.places.len() - 1;
    for order in crate::place::due(&world.places[small].shop) {
        world.places[small].shop.set_paid(order, false);
    }
    let mut host = Host::new(&mut world);
    let mut waited = Vec::new();
    // At different moments of a look's interval and of a window.
    for minutes in [7, 1, 16, 3, 11] {
        let now = world.workers_clock.now();
        let ordered_at = now.saturating_add(Duration::from_mins(minutes)).unwrap();
        serve_until(&world, &mut host, ordered_at).await;
        let order = new_order(&world, small);
        waited.push(until_booked(&world, &mut host, small, order).await);
        assert!(left(&world).await > 0, "the takeovers are still under way");
    }
    println!("from order to invoice: {waited:?}");
    assert!(waited.iter().all(|own| *own <= SOON), "{waited:?}");
}

#[tokio::test]
async fn a_new_order_does_not_wait_for_its_own_shops_takeover() {
    let form = Form { orders: 500, per_window: 60, ..Form::one_order() };
    let mut world = World::new(&form).await;
    let mut host = Host::new(&mut world);
    assert_eq!(crate::place::due(&world.places[0].shop).len(), 500);
    let began = world.workers_clock.now();
    let ordered_at = began.saturating_add(Duration::from_mins(12)).unwrap();
    serve_until(&world, &mut host, ordered_at).await;
    let booked = |world: &World| world.places[0].books.invoices().len();
    let before = booked(&world);
    let order = new_order(&world, 0);
    let waited = until_booked(&world, &mut host, 0, order).await;
    let after = booked(&world);
    println!("from {before} to {after} of 500 invoices; from order to invoice: {waited:?}");
    assert!(before > 0 && after < 250, "it came in the middle of the takeover");
    // What is old waits from the moment at which the shop is looked at.
    assert!(Duration::from_mins(12) + waited <= INTERVAL + WINDOW, "{waited:?}");
}
