//! Many connections on one PostgreSQL, two workers behind two addresses, one of which is killed at random.
//!
//! `CONNECTIONS=200 ORDERS=145 KILLS=30 LEASE=20` is the long form; `ORDERS` is for each connection, `LEASE` in seconds.
//!
//! Besides, the measurement of `scripts/bench addresses`. `ORDERS=1725 ADDRESSES=1 PER_WINDOW=1800` is a takeover of
//! ten thousand orders by one address.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use remote::{Clock as _, Http, SystemClock};
use sandbox::SystemClock as Theirs;
use sandbox::books::{Books, BooksOptions, Limits as BooksLimits};
use sandbox::generate::{Kinds, Plan};
use sandbox::shop::{Limits as ShopLimits, Shop, ShopOptions};
use secrecy::SecretString;
use store::{Connection, OsEntropy, SealingKey, State, Store};
use sync::{ConnectRequest, Options, Service};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::engine::Engine;
use super::{dice, number};
use crate::settings::settings;
use crate::support::{KEY, SECRET, Sides, door, serve};

/// The lease of the workers here. Where many connections wait for a place, it is to be as long as a round.
fn lease() -> Duration {
    Duration::from_secs(number("LEASE", 3))
}

/// What Moneybird allows.
#[derive(Clone, Copy)]
struct Allowed {
    addresses: u32,
    /// To each address.
    per_window: u32,
    window: Duration,
}

/// So much that nobody waits for it, to two addresses.
const PLENTY: Allowed = Allowed { addresses: 2, per_window: 400, window: Duration::from_secs(1) };

/// The shop's own allowance frees after so long.
const SHOP_WINDOW: Duration = Duration::from_secs(1);

/// How often to look.
const LOOK: Duration = Duration::from_millis(20);

/// For so long at most, a worker may need for what is left when nobody is killed any more.
const PATIENCE: Duration = Duration::from_mins(20);

/// Shops, their books, and the data that workers share.
struct Host {
    pairs: Vec<(Shop, Books)>,
    folder: TempDir,
    variables: BTreeMap<&'static str, String>,
    store: Store,
    runtime: Runtime,
}

/// A `sluitend work`; killed when it is dropped.
struct Worker(Child);

impl Drop for Worker {
    fn drop(&mut self) {
        // One that has ended cannot be killed any more.
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

/// Sends a request to the administration that its token opens.
async fn to_its_books(all: Arc<BTreeMap<String, Router>>, request: Request<Body>) -> Response {
    let token = request.headers().get(header::AUTHORIZATION).and_then(|own| own.to_str().ok());
    let token = token.unwrap_or_default().trim_start_matches("Bearer ");
    match all.get(token) {
        Some(router) => router.clone().oneshot(request).await.into_response(),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

fn token(number: u64) -> String {
    format!("moneybird-token-{number}-71ad93ec58")
}

fn shop(number: u64, orders: u64, url: &str) -> Shop {
    let orders = usize::try_from(orders).unwrap();
    let (now, kinds) = (SystemClock::new().now(), Kinds::everyday());
    let options = ShopOptions {
        api_public: KEY.to_owned(),
        api_secret: SECRET.to_owned(),
        shop_id: 5_000_000 + i64::try_from(number).unwrap(),
        limits: ShopLimits { window: SHOP_WINDOW, ..ShopLimits::default() },
        ..ShopOptions::demo(Arc::new(Theirs), url)
    };
    Shop::new(options, sandbox::generate::shop(&Plan { orders, seed: number, now, kinds }))
}

fn books(number: u64, allowed: Allowed) -> Books {
    // All addresses are this machine here, so they count together.
    let per_window = allowed.addresses * allowed.per_window;
    let limits = BooksLimits { per_window, window: allowed.window, ..BooksLimits::default() };
    Books::new(BooksOptions {
        clock: Arc::new(Theirs),
        token: token(number),
        administration_name: format!("Proefadministratie {number}"),
        switches: sandbox::books::Switches::default(),
        limits,
        seed: number,
    })
}

impl Host {
    /// So many connections of so many orders.
    fn of(engine: &Engine, (connections, orders): (u64, u64), allowed: Allowed) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let key = SealingKey::load_or_create(&folder.path().join("sealing.key"), &OsEntropy);
        let url = engine.url().unwrap().to_owned();
        let store = runtime.block_on(Store::open(&url, key.unwrap(), Arc::new(OsEntropy))).unwrap();
        let (mut pairs, mut routers, mut urls) = (Vec::new(), BTreeMap::new(), Vec::new());
        for number in 0..connections {
            let (door, url) = runtime.block_on(door());
            let (shop, books) = (shop(number, orders, &url), books(number, allowed));
            serve(&runtime, door, shop.router());
            routers.insert(token(number), books.router());
            pairs.push((shop, books));
            urls.push(url);
        }
        let (door, books_host) = runtime.block_on(door());
        let routers = Arc::new(routers);
        serve(
            &runtime,
            door,
            Router::new().fallback(move |request| to_its_books(routers, request)),
        );
        let api = format!("{books_host}/api/v2");
        let variables = BTreeMap::from([
            ("SLUITEND_DATABASE_URL", url),
            ("SLUITEND_MONEYBIRD__API_URL", api.clone()),
            ("SLUITEND_SYNC__WINDOW_SECONDS", allowed.window.as_secs().to_string()),
            ("SLUITEND_SYNC__SHOP_WINDOW_SECONDS", SHOP_WINDOW.as_secs().to_string()),
            ("SLUITEND_SYNC__REQUESTS_PER_WINDOW", allowed.per_window.to_string()),
            ("SLUITEND_SYNC__SETTLE_SECONDS", "1".to_owned()),
            ("SLUITEND_SYNC__LEASE_SECONDS", lease().as_secs().to_string()),
        ]);
        let host = Self { pairs, folder, variables, store, runtime };
        host.connect(&urls, api);
        host
    }

    /// Connects every shop with its books.
    fn connect(&self, urls: &[String], api: String) {
        let mut options = Options::of_address("setting up");
        options.moneybird_api = api;
        options.requests_per_window = u32::MAX;
        let (transport, clock) = (Arc::new(Http::new().unwrap()), Arc::new(SystemClock::new()));
        let service = Service::new(self.store.clone(), transport, clock, options);
        for (number, url) in (0..).zip(urls) {
            let (_, books) = &self.pairs[number];
            let request = ConnectRequest {
                shop_url: url.clone(),
                administration: None,
                settings: Some(settings(books).unwrap()),
                shop_key: SecretString::from(KEY),
                shop_secret: SecretString::from(SECRET),
                moneybird_token: SecretString::from(token(number as u64)),
            };
            self.runtime.block_on(service.connect(request)).unwrap();
        }
    }

    fn worker(&self, address: &str) -> Worker {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sluitend"));
        command.env_clear().envs(&self.variables).env("SLUITEND_SYNC__ADDRESS", address);
        command.arg("--data").arg(self.folder.path()).arg("work");
        let mut log = OpenOptions::new();
        let log = log.create(true).append(true).open(self.log()).unwrap();
        Worker(command.stderr(log).spawn().unwrap())
    }

    /// What all workers said.
    fn log(&self) -> PathBuf {
        self.folder.path().join("work.log")
    }

    /// What stood in their way.
    fn troubles(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines = log.lines().filter(|line| line.contains(" WARN ") || line.contains(" ERROR "));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The connections that a worker holds, and how often each was claimed.
    fn held_by(&self, owner: &str) -> BTreeMap<String, i64> {
        let all = self.runtime.block_on(self.store.connections()).unwrap();
        let own = |own: &Connection| own.holder.as_ref().is_some_and(|own| own.owner == owner);
        all.iter().filter(|one| own(one)).map(|own| (own.id.to_string(), own.attempt)).collect()
    }

    /// Whether every order of every shop is booked, and read back.
    fn is_done(&self) -> bool {
        let census = self.runtime.block_on(self.store.census(SystemClock::new().now())).unwrap();
        let is_open = |state| census.orders.get(&state).is_some_and(|number| *number > 0);
        if is_open(State::Ready) || is_open(State::Booking) {
            return false;
        }
        let all = self.runtime.block_on(self.store.connections()).unwrap();
        let is_booked = |(own, (shop, books)): (&Connection, &(Shop, Books))| {
            let counts = self.runtime.block_on(self.store.counts(&own.id)).unwrap();
            // A credit invoice is booked as well.
            counts.of(State::Booked) >= Sides { shop, books }.ready().len() as u64
        };
        all.iter().zip(&self.pairs).all(is_booked)
    }

    /// Every order is booked once, and nothing else is. How many there are.
    #[track_caller]
    fn holds(&self) -> usize {
        let mut booked = 0;
        for (shop, books) in &self.pairs {
            let sides = Sides { shop, books };
            let ready = sides.ready();
            sides.books_hold_once(&ready);
            booked += ready.len();
        }
        booked
    }

    /// How many requests all administrations had.
    fn calls(&self) -> u64 {
        self.pairs.iter().map(|(_, books)| books.requests()).sum()
    }

    /// Waits until something holds; for how long.
    #[track_caller]
    fn waits_until(&self, holds: impl Fn(&Self) -> bool) -> Duration {
        let clock = SystemClock::new();
        while !holds(self) {
            let is_soon = clock.monotonic() < PATIENCE;
            assert!(is_soon, "it takes too long:\n{}", self.troubles());
            // Not a wait for a certain time: what is waited for is looked at again.
            std::thread::park_timeout(LOOK);
        }
        clock.monotonic()
    }
}

/// Kills one of two workers at random, as often as is asked, and starts it again once the other one has
/// taken up what it left.
fn workers_die(engine: &Engine) {
    let (connections, orders) = (number("CONNECTIONS", 8), number("ORDERS", 25));
    let kills = number("KILLS", 4);
    let host = Host::of(engine, (connections, orders), PLENTY);
    let mut dice = dice();
    let clock = SystemClock::new();
    let mut workers = ["10.0.0.1", "10.0.0.2"].map(|address| (address, host.worker(address)));
    let (mut killed, mut left_behind, mut longest) = (0, 0, Duration::ZERO);
    while killed < kills && !host.is_done() {
        std::thread::park_timeout(Duration::from_millis(200 + dice.below(1_500)));
        let (address, worker) = &mut workers[usize::try_from(dice.below(2)).unwrap()];
        let owner = format!("{address}:{}", worker.0.id());
        worker.0.kill().unwrap();
        worker.0.wait().unwrap();
        killed += 1;
        let held = host.held_by(&owner);
        left_behind += held.len();
        let taken_up = |host: &Host| {
            let all = host.runtime.block_on(host.store.connections()).unwrap();
            let is_again = |own: &&Connection| {
                held.get(own.id.as_str()).is_none_or(|attempt| own.attempt > *attempt)
            };
            all.iter().filter(is_again).count() == all.len()
        };
        longest = longest.max(host.waits_until(taken_up));
        *worker = host.worker(address);
    }
    host.waits_until(Host::is_done);
    drop(workers);
    let booked = host.holds();
    println!(
        "{booked} orders of {connections} connections in {} s; {killed} kills, {left_behind} connections \
         left behind, taken up within {} ms; 0 duplicates, 0 lost",
        clock.monotonic().as_secs(),
        longest.as_millis()
    );
    println!("{}", host.troubles());
    assert!(killed > 0 && left_behind > 0, "{killed} kills, {left_behind} left behind");
    assert!(longest <= lease() * 2, "{longest:?}");
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn workers_of_many_connections_die_on_postgres() {
    workers_die(&Engine::postgres());
}

/// What workers did while there was work.
struct Pace {
    took: Duration,
    /// The windows that were over before the work was.
    windows: u32,
    /// The calls within those.
    calls: u64,
}

impl Pace {
    /// Watches workers that were just started until all is booked.
    fn of(host: &Host, window: Duration) -> Self {
        let before = host.calls();
        host.waits_until(|host| host.calls() > before);
        let clock = SystemClock::new();
        let mut pace = Self { took: Duration::ZERO, windows: 0, calls: 0 };
        loop {
            let is_over = || clock.monotonic() >= window * (pace.windows + 1);
            host.waits_until(|host| is_over() || host.is_done());
            if !is_over() {
                pace.took = clock.monotonic();
                return pace;
            }
            pace.calls = host.calls() - before;
            pace.windows += 1;
        }
    }
}

/// What each address may do in the measurement. A worker looks once a second whether it may go on, of which
/// Moneybird's own five minutes would lose less than this window does.
const MEASURED: Allowed =
    Allowed { addresses: 1, per_window: 360, window: Duration::from_secs(30) };

/// How many orders a minute one, two and four addresses book, each with a worker, and how much of their
/// allowance they use. It asserts what can be counted; how fast it is depends on the machine.
#[test]
#[ignore = "a measurement: scripts/bench runs it"]
fn addresses_add_up_on_postgres() {
    let mut one = None;
    let most = u32::try_from(number("ADDRESSES", 4)).unwrap();
    let per_window = u32::try_from(number("PER_WINDOW", MEASURED.per_window.into())).unwrap();
    for addresses in [1, 2, 4].into_iter().filter(|number| *number <= most) {
        let engine = Engine::postgres();
        let allowed = Allowed { addresses, per_window, ..MEASURED };
        let host = Host::of(&engine, (8, number("ORDERS", 200)), allowed);
        let start = |number| host.worker(&format!("10.0.0.{number}"));
        let before = host.calls();
        let workers: Vec<Worker> = (0..addresses).map(start).collect();
        let pace = Pace::of(&host, allowed.window);
        drop(workers);
        let booked = host.holds();
        let turned_away: u64 = host.pairs.iter().map(|(_, own)| own.rejected_by_limit()).sum();
        let may_be = u64::from(pace.windows * addresses * allowed.per_window);
        let a_minute = booked as u128 * 60_000 / pace.took.as_millis();
        let ratio = a_minute * 100 / *one.get_or_insert(a_minute);
        println!(
            "{addresses} addresses: {booked} orders in {} s, {a_minute} a minute, {ratio} % of one address; \
             {} thousandths of a call an order; {} of {may_be} calls ({} ‰) in the {} windows that were full; \
             {turned_away} turned away",
            pace.took.as_secs(),
            (host.calls() - before) * 1_000 / booked as u64,
            pace.calls,
            pace.calls * 1_000 / may_be,
            pace.windows
        );
        assert_eq!(turned_away, 0, "{addresses} addresses");
    }
}
