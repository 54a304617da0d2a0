//! Orders are found, and finding nothing is cheap, whatever the shop makes of it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use remote::{Boxed, Clock, Reply, Request, SendError, Transport};
use sandbox::shop::{message, sign};
use secrecy::SecretString;
use serde_json::{Value, json};
use store::{ConnectionId, OrderRecord, OsEntropy, SealingKey, State};
use sync::{Code, ConnectRequest, Fault, Options, Round, Service, Step, Tally};

use crate::histories::{Mishap, Unlucky};
use crate::world::World;
use crate::{database, settings};

/// What a shop makes of a reply.
type Twist = Box<dyn Fn(&Request, &mut Reply) + Send + Sync>;

/// Carries requests, and alters the replies.
struct Twisted {
    inner: Arc<Unlucky>,
    /// Whether the shop gives two orders a page, however many are asked for.
    is_frugal: AtomicBool,
    twist: Mutex<Option<Twist>>,
}

impl Transport for Twisted {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(async move {
            let is_frugal = self.is_frugal.load(Ordering::SeqCst) && is_list(request);
            let mut reply = if is_frugal {
                let mut reply = self.inner.send(&frugal(request)).await?;
                unsign(&mut reply);
                reply
            } else {
                self.inner.send(request).await?
            };
            if let Some(twist) = self.twist.lock().unwrap().as_ref() {
                twist(request, &mut reply);
            }
            Ok(reply)
        })
    }
}

/// The request for the smaller page that a frugal shop makes of it.
fn frugal(request: &Request) -> Request {
    let mut request = request.clone();
    let pairs: Vec<(String, String)> = request.url.query_pairs().into_owned().collect();
    let pairs = pairs.into_iter().map(|(name, value)| {
        let is_more = name == "size" && value != "1";
        (name, if is_more { "2".to_owned() } else { value })
    });
    let mut url = request.url.clone();
    url.query_pairs_mut().clear().extend_pairs(pairs);
    request.url = url;
    let header = |name| request.headers.iter().find(|(own, _)| *own == name).unwrap().1.clone();
    let (key, date) = (header("x-public"), header("x-date"));
    let message = message(&key, request.method.as_str(), &request.target(), &[], &date);
    request.headers.retain(|(name, _)| *name != "x-hash");
    request.headers.push(("x-hash", sign("demo", &message)));
    request
}

fn unsign(reply: &mut Reply) {
    reply.headers.retain(|(name, _)| name != "x-hash" && name != "content-length");
}

/// An installation beside the world's own one, whose shop can be made odd.
struct Bench {
    world: World,
    transport: Arc<Twisted>,
    service: Service,
    connection: ConnectionId,
    _folder: tempfile::TempDir,
}

impl Bench {
    async fn new(world: World) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = SealingKey::load_or_create(&folder.path().join("key"), &OsEntropy).unwrap();
        let store = database::fresh(key, Arc::new(OsEntropy)).await;
        let mut options = Options::of_address("there");
        options.moneybird_api = "http://localhost:2/api/v2".to_owned();
        let inner = Arc::clone(&world.transport);
        let transport =
            Arc::new(Twisted { inner, is_frugal: AtomicBool::default(), twist: Mutex::default() });
        let service = Service::new(store, transport.clone(), world.clock.clone(), options);
        let request = ConnectRequest {
            shop_url: "http://localhost:1".to_owned(),
            administration: None,
            settings: Some(settings::toml(&world.books, "all")),
            shop_key: SecretString::from("demo"),
            shop_secret: SecretString::from("demo"),
            moneybird_token: SecretString::from("token-of-the-books"),
        };
        let connection = service.connect(request).await.unwrap().connection.parse().unwrap();
        Self { world, transport, service, connection, _folder: folder }
    }

    fn twist(&self, twist: impl Fn(&Request, &mut Reply) + Send + Sync + 'static) {
        *self.transport.twist.lock().unwrap() = Some(Box::new(twist));
    }

    fn untwist(&self) {
        *self.transport.twist.lock().unwrap() = None;
    }

    /// From now on the shop gives two orders a page.
    fn be_frugal(&self) {
        self.transport.is_frugal.store(true, Ordering::SeqCst);
    }

    /// A round half an hour later; also how often it had to wait.
    async fn round(&self) -> Result<(Tally, usize), Fault> {
        self.world.clock.advance(Duration::from_mins(31));
        self.finish(self.service.round(&self.connection, "tester")).await
    }

    async fn finish(&self, mut round: Round) -> Result<(Tally, usize), Fault> {
        for waits in 0..60 {
            match round.advance(&|_| {}).await? {
                Step::Wait(until) => self.world.clock.advance_to(until),
                Step::Done { .. } => return Ok((round.tally(), waits)),
            }
        }
        panic!("the round does not end: {:?}", round.tally());
    }

    /// Requests to the shop for one round.
    async fn calls(&self) -> u64 {
        let before = self.world.shop.requests();
        self.round().await.unwrap();
        self.world.shop.requests() - before
    }

    async fn record(&self, order: i64) -> OrderRecord {
        self.service.store().order(&self.connection, order).await.unwrap().unwrap()
    }

    /// The first order that the shop has in another status than completed; it becomes ready.
    fn ripen_an_old_one(&self) -> i64 {
        let orders = self.world.shop.orders();
        let old = orders.iter().find(|order| order.is_completed && order.status != Some(7));
        let id = old.unwrap().id;
        self.world.shop.set_status(id, 7);
        self.world.shop.set_paid(id, true);
        id
    }
}

fn is_list(request: &Request) -> bool {
    request.url.path().ends_with("/orders/")
}

/// Alters the body of a reply, which is then no longer signed.
fn alter(reply: &mut Reply, change: impl FnOnce(&mut Value)) {
    let Ok(mut body) = serde_json::from_slice(&reply.body) else { return };
    change(&mut body);
    reply.body = serde_json::to_vec(&body).unwrap();
    unsign(reply);
}

fn items(body: &mut Value) -> &mut Vec<Value> {
    body["items"].as_array_mut().unwrap()
}

/// Sets a member of every item.
fn set(body: &mut Value, member: &str, value: &Value) {
    for item in items(body) {
        item[member] = value.clone();
    }
}

fn is_order(order: &Value, id: i64) -> bool {
    order["id"].to_string().trim_matches('"').parse() == Ok(id)
}

#[tokio::test]
async fn a_round_with_nothing_new_costs_next_to_nothing() {
    let world = World::new(120, 3).await;
    world.pass().await.unwrap();
    let (books, shop) = (world.books.requests(), world.shop.requests());
    let passed = world.pass().await.unwrap();
    assert_eq!(passed.tally.booked, 0);
    assert!(world.books.requests() - books <= 1, "{} calls", world.books.requests() - books);
    assert!(world.shop.requests() - shop <= 3, "{} calls", world.shop.requests() - shop);
    assert_eq!(passed.tally.ccvshop, world.shop.requests() - shop);
}

#[tokio::test]
async fn an_old_order_that_is_finished_late_is_booked_in_the_next_round() {
    let world = World::new(400, 5).await;
    world.pass().await.unwrap();
    let orders = world.service.store().orders(Some(&world.connection), Some(State::Waiting)).await;
    let orders = orders.unwrap();
    let old = orders
        .iter()
        .filter(|order| order.placed_on.to_string().as_str() < "2026-05-01")
        .max_by_key(|order| order.placed_on)
        .unwrap();
    world.shop.set_status(old.order_id, 7);
    world.shop.set_paid(old.order_id, true);
    let passed = world.pass().await.unwrap();
    assert_eq!(passed.tally.booked, 1);
    assert_eq!(world.state(old.order_id).await, State::Booked);
}

#[tokio::test]
async fn a_long_listing_that_changes_far_back_costs_few_calls() {
    let bench = Bench::new(World::new(400, 7).await).await;
    bench.be_frugal();
    // A call per order, since pages overlap: the sweep has to wait for the shop's allowance, and goes on.
    let (tally, waits) = bench.round().await.unwrap();
    let finished = bench.world.finished();
    assert!(waits > 1 && finished.len() > 150);
    assert_eq!(tally.booked, finished.len() as u64);
    assert_eq!(bench.calls().await, 3);
    bench.world.shop.set_status(finished[finished.len() / 2], 8);
    let calls = bench.calls().await;
    assert!(calls <= 40, "{calls} calls");
    let old = bench.ripen_an_old_one();
    let calls = bench.calls().await;
    assert!(calls <= 40, "{calls} calls");
    assert_eq!(bench.record(old).await.state, State::Booked);
    assert_eq!(bench.calls().await, 3);
}

#[tokio::test]
async fn where_very_much_changed_a_sweep_tells_however_often_it_has_to_wait() {
    let bench = Bench::new(World::new(400, 7).await).await;
    bench.be_frugal();
    bench.round().await.unwrap();
    let booked = bench.world.finished();
    let old: Vec<i64> = (0..40).map(|_| bench.ripen_an_old_one()).collect();
    for order in booked.iter().step_by(3) {
        bench.world.shop.set_status(*order, 8);
    }
    let (tally, _) = bench.round().await.unwrap();
    assert_eq!(tally.booked, old.len() as u64);
    assert_eq!(bench.calls().await, 3);
}

#[tokio::test]
async fn a_sweep_under_way_may_be_past_what_somebody_asks_to_look_at() {
    let bench = Bench::new(World::new(400, 7).await).await;
    bench.be_frugal();
    let mut round = bench.service.round(&bench.connection, "tester");
    let step = round.advance(&|_| {}).await.unwrap();
    let Step::Wait(until) = step else { panic!("the sweep had no pause: {step:?}") };
    bench.world.clock.advance_to(until);
    let past = bench.ripen_an_old_one();
    assert_eq!(bench.record(past).await.state, State::Waiting, "the sweep is past it");
    bench.service.store().look_now(&bench.connection, until).await.unwrap();
    bench.finish(round).await.unwrap();
    assert_eq!(bench.record(past).await.state, State::Booked);
}

#[tokio::test]
async fn an_order_that_the_shop_cannot_show_is_told_and_disturbs_nothing() {
    let bench = Bench::new(World::new(350, 3).await).await;
    let finished = bench.world.finished();
    let victim = finished[50];
    let path = format!("/orders/{victim}/");
    bench.twist(move |request, reply| {
        let mut has_it = request.url.path().ends_with(&path);
        if is_list(request) {
            alter(reply, |body| has_it = items(body).iter().any(|order| is_order(order, victim)));
        }
        if has_it {
            reply.status = 500;
            alter(reply, |body| *body = json!({"status": 500, "code": "500.20"}));
        }
    });
    let (tally, _) = bench.round().await.unwrap();
    assert_eq!((tally.booked, tally.unshowable), (finished.len() as u64 - 1, 1));
    // Its place in the listing of its status is found once.
    bench.round().await.unwrap();
    assert_eq!(bench.calls().await, 3);
    let old = bench.ripen_an_old_one();
    let (tally, _) = bench.round().await.unwrap();
    assert_eq!((tally.booked, tally.unshowable), (1, 1));
    assert_eq!(bench.record(old).await.state, State::Booked);
    assert_eq!(bench.calls().await, 3);
    bench.untwist();
    bench.world.clock.advance(Duration::from_hours(24));
    let (tally, _) = bench.round().await.unwrap();
    assert_eq!((tally.booked, tally.unshowable), (1, 0));
    assert_eq!(bench.calls().await, 3);
}

#[tokio::test]
async fn an_order_that_is_gone_for_a_while_is_booked_when_it_is_back() {
    let bench = Bench::new(World::new(60, 3).await).await;
    bench.round().await.unwrap();
    let orders = bench.world.shop.orders();
    let victim = orders.iter().find(|order| order.is_completed && order.status != Some(7));
    let victim = victim.unwrap().id;
    let path = format!("/orders/{victim}/");
    bench.twist(move |request, reply| {
        if request.url.path().ends_with(&path) {
            reply.status = 404;
            alter(reply, |body| *body = json!({"status": 404}));
        } else if is_list(request) {
            alter(reply, |body| items(body).retain(|order| !is_order(order, victim)));
        }
    });
    bench.world.clock.advance(Duration::from_hours(24));
    bench.round().await.unwrap();
    assert_eq!(bench.record(victim).await.state, State::Waiting);
    let steps = bench.service.store().steps(&bench.connection, victim).await.unwrap();
    assert_eq!(steps.iter().filter(|step| step.what == "gone").count(), 1);
    bench.untwist();
    assert_eq!(bench.ripen_an_old_one(), victim);
    bench.round().await.unwrap();
    assert_eq!(bench.record(victim).await.state, State::Booked);
}

#[tokio::test]
async fn a_long_look_keeps_its_lease() {
    let bench = Bench::new(World::new(400, 7).await).await;
    bench.round().await.unwrap();
    let old = bench.ripen_an_old_one();
    let clock = bench.world.clock.clone();
    bench.twist(move |request, _| {
        if is_list(request) {
            clock.advance(Duration::from_secs(100));
        }
    });
    let (tally, _) = bench.round().await.unwrap();
    assert!(tally.ccvshop >= 4, "{tally:?}");
    assert_eq!(bench.record(old).await.state, State::Booked);
}

#[tokio::test]
async fn what_is_known_of_a_stopped_or_booked_order_outlives_a_sweep() {
    let bench = Bench::new(World::new(60, 4).await).await;
    let foreign = bench.world.finished()[3];
    bench.world.shop.edit_order(foreign, |order| order.currency = "USD".to_owned());
    bench.round().await.unwrap();
    let all = async || {
        let store = bench.service.store();
        let orders = store.orders(Some(&bench.connection), None).await.unwrap();
        let mut records = BTreeMap::new();
        for order in orders.iter().filter(|order| order.state != State::Waiting) {
            records.insert(order.order_id, bench.record(order.order_id).await);
        }
        records
    };
    let before = all().await;
    let states: Vec<State> = before.values().map(|record| record.state).collect();
    assert!(states.contains(&State::Booked));
    assert_eq!(before[&foreign].state, State::Refused);
    assert!(before.values().all(|record| record.snapshot.contains("\"rows\":[{")));
    bench.world.clock.advance(Duration::from_hours(24));
    bench.round().await.unwrap();
    assert!(all().await == before);
    // Not even one that the shop shows in a form that cannot be read.
    bench.twist(|request, reply| {
        if is_list(request) {
            alter(reply, |body| {
                set(body, "total_tax", &json!(null));
            });
        }
    });
    bench.world.clock.advance(Duration::from_hours(24));
    bench.round().await.unwrap();
    for (id, record) in &before {
        assert!(all().await.get(id) == Some(record), "{id}");
    }
}

#[tokio::test]
async fn a_sweep_counts_for_the_settings_under_which_it_read() {
    let bench = Bench::new(World::new(400, 7).await).await;
    bench.be_frugal();
    let mut round = bench.service.round(&bench.connection, "tester");
    let Step::Wait(until) = round.advance(&|_| {}).await.unwrap() else { panic!("no wait") };
    bench.world.clock.advance_to(until);
    let text = settings::toml(&bench.world.books, "all");
    let text = text.replace("[orders]\n", "[orders]\npaid_only = false\n");
    bench.service.import_settings(&bench.connection, &text).await.unwrap();
    let (tally, _) = bench.finish(round).await.unwrap();
    let orders = bench.world.shop.orders();
    let chosen = orders.iter().filter(|order| order.status == Some(7)).count();
    assert!(chosen > bench.world.finished().len());
    assert_eq!(tally.booked, chosen as u64);
    let swept = bench.service.store().fact(&bench.connection, "swept").await.unwrap().unwrap();
    let connection = bench.service.connection(&bench.connection).await.unwrap();
    assert_eq!(Some(swept.body), connection.settings);
    assert_eq!(bench.calls().await, 3);
}

#[tokio::test]
async fn a_shop_that_ignores_a_filter_costs_pages_not_orders() {
    let bench = Bench::new(World::new(250, 5).await).await;
    bench.round().await.unwrap();
    let pages = bench.world.shop.orders().len().div_ceil(99) as u64;
    bench.twist(|request, reply| {
        if is_list(request) && request.target().contains("status=7") {
            alter(reply, |body| set(body, "status", &json!(3)));
        }
    });
    assert!(bench.calls().await <= pages + 3);
    let old = bench.ripen_an_old_one();
    let (tally, _) = bench.round().await.unwrap();
    assert_eq!(tally.booked, 1);
    assert_eq!(bench.record(old).await.state, State::Booked);
}

#[tokio::test]
async fn a_shop_that_ignores_the_start_is_a_fault() {
    let bench = Bench::new(World::new(250, 5).await).await;
    let first: Mutex<Option<Vec<u8>>> = Mutex::default();
    let is_odd = Arc::new(Mutex::new(false));
    let odd = Arc::clone(&is_odd);
    bench.twist(move |request, reply| {
        if is_list(request) {
            let mut first = first.lock().unwrap();
            let body = first.get_or_insert_with(|| reply.body.clone()).clone();
            if *odd.lock().unwrap() {
                reply.body = body;
                alter(reply, |_| ());
            }
        }
    });
    bench.round().await.unwrap();
    *is_odd.lock().unwrap() = true;
    let before = bench.world.shop.requests();
    let fault = bench.round().await.unwrap_err();
    assert_eq!(fault.code, Code::BadReply, "{fault:?}");
    assert!(bench.world.shop.requests() - before <= 20);
    // It is the shop's fault only as long as it lasts.
    *is_odd.lock().unwrap() = false;
    bench.round().await.unwrap();
}

#[tokio::test]
async fn after_a_passing_fault_it_looks_again_within_minutes() {
    let world = World::of_one_order().await;
    world.settled().await;
    world.clock.advance(Duration::from_mins(30));
    let waits = async || {
        let connection = world.service.connection(&world.connection).await.unwrap();
        connection.next_sync_at.duration_since(world.clock.now()).as_secs()
    };
    for expected in [60, 60, 120, 240, 480, 960, 1_800] {
        world.transport.plan(0, Mishap::Unavailable);
        world.pass().await.unwrap_err();
        assert_eq!(waits().await, expected);
        world.clock.advance(Duration::from_secs(expected.unsigned_abs()));
    }
    world.pass().await.unwrap();
    assert_eq!(waits().await, 1_800);
}
