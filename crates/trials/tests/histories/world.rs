//! Shops, administrations, one database, and workers that stop at each call.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::Duration;

use jiff::Timestamp;
use remote::{Clock, ManualClock};
use sandbox::books::{Books, BooksOptions, Limits, Switches};
use sandbox::shop::Shop;
use secrecy::SecretString;
use store::{ConnectionId, Moment, OsEntropy, SealingKey, Store};
use sync::{ConnectRequest, Fault, Options, Round, Service, Step, Tooth};

use crate::clock::WorkersClock;
use crate::life::{Call, Life};
use crate::mishap::Mishap;
use crate::net::Net;
use crate::place::{self, Place};
use crate::{database, settings};

/// Longer than the settle time and the longest call.
const AFTER_A_LOSS: Duration = Duration::from_mins(17);

/// Worlds that were made in this process. Those that share a database are told apart by their outgoing
/// address and their shops.
static MADE: AtomicU32 = AtomicU32::new(0);

/// How many worlds share a database.
const SHARED_BY: u32 = 50;

const START: &str = "2026-11-23T15:00:00Z";

/// Shared secrets of the shops; nothing like them may stand in a log.
pub(crate) const SHOP_KEY: &str = "pk-2f71c04b9e";
pub(crate) const SHOP_SECRET: &str = "sk-98d1ba63f0";

/// The form of a world.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) places: u16,
    pub(crate) orders: usize,
    pub(crate) seed: u64,
    pub(crate) per_window: u32,
    pub(crate) list_lag: Duration,
    pub(crate) broken: Option<Tooth>,
    pub(crate) kind: Kind,
}

/// What the orders of a shop are, and how they are booked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As they come, each booked by itself.
    #[default]
    Single,
    /// Of several rows each, booked by themselves; credit invoices are booked too.
    Credited,
    /// The same, of few days, which are booked a day at a time.
    Daily,
}

impl Form {
    /// One shop with one order.
    pub(crate) fn one_order() -> Self {
        let (places, orders, seed, per_window) = (1, 1, 1, 150);
        let (list_lag, broken, kind) = (Duration::ZERO, None, Kind::Single);
        Self { places, orders, seed, per_window, list_lag, broken, kind }
    }

    /// The settings of its connections.
    fn settings(&self, books: &Books) -> String {
        let with_credits = "all\"\ncredit_invoices = \"all";
        match self.kind {
            Kind::Single => settings::toml(books, "all"),
            Kind::Credited => settings::toml(books, with_credits),
            Kind::Daily => {
                let rest = settings::toml(books, with_credits);
                format!("[invoice]\nmode = \"daily\"\n{rest}")
            }
        }
    }
}

pub(crate) struct World {
    /// The true time, which the remotes have.
    clock: Arc<ManualClock>,
    /// The time that all workers have.
    pub(crate) workers_clock: Arc<WorkersClock>,
    pub(crate) net: Arc<Net>,
    pub(crate) places: Vec<Place>,
    pub(crate) store: Store,
    options: Options,
    hired: u32,
}

/// Databases for one world after another: to make one takes as long as a short history.
#[derive(Default)]
pub(crate) struct Databases {
    now: Option<Store>,
    used: u32,
}

impl Databases {
    /// One that others may have used, who are gone.
    pub(crate) async fn one(&mut self) -> Store {
        if self.used.is_multiple_of(SHARED_BY) {
            self.now = None;
        }
        self.used += 1;
        match &self.now {
            Some(store) => store.clone(),
            None => self.now.insert(database().await).clone(),
        }
    }
}

async fn database() -> Store {
    let folder = tempfile::tempdir().unwrap();
    let key = SealingKey::load_or_create(&folder.path().join("key"), &OsEntropy).unwrap();
    database::fresh(key, Arc::new(OsEntropy)).await
}

pub(crate) fn token(place: u16) -> String {
    format!("mb-{place}-6e0f5a17c2")
}

impl World {
    /// With a database of its own.
    pub(crate) async fn new(form: &Form) -> Self {
        Self::within(database().await, form).await
    }

    /// Everything connected; all orders are completed and paid.
    pub(crate) async fn within(store: Store, form: &Form) -> Self {
        let now: Timestamp = START.parse().unwrap();
        let clock = Arc::new(ManualClock::at(now));
        let told = Arc::clone(&clock);
        let theirs: Arc<dyn sandbox::Clock> = Arc::new(move || told.now());
        let limits = Limits { per_window: form.per_window, ..Limits::default() };
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let opened: Vec<(u16, Shop, Books)> = (0..form.places)
            .map(|place| {
                let shop_id = 4_217_306 + i64::from(number) * 10 + i64::from(place);
                let shop = place::shop(form, place, shop_id, now, Arc::clone(&theirs));
                let books = Books::new(BooksOptions {
                    clock: Arc::clone(&theirs),
                    token: token(place),
                    administration_name: "Voorbeeld".to_owned(),
                    switches: Switches { list_lag: form.list_lag, ..Switches::default() },
                    limits,
                    seed: form.seed,
                });
                (place, shop, books)
            })
            .collect();
        let shops = opened.iter().map(|(place, shop, _)| (port(*place), shop.router()));
        let books = opened.iter().map(|(place, _, books)| (token(*place), books.router()));
        let net = Arc::new(Net::new(Arc::clone(&clock), shops.collect(), books.collect()));
        let mut options = Options::of_address(format!("here {number}"));
        options.moneybird_api = "http://localhost:2/api/v2".to_owned();
        options.requests_per_window = form.per_window;
        options.broken = form.broken;
        let workers_clock = Arc::new(WorkersClock::new(Arc::clone(&clock)));
        let mut world =
            Self { clock, workers_clock, net, places: Vec::new(), store, options, hired: 0 };
        for (place, shop, books) in opened {
            let connection = world.connect(place, form.settings(&books)).await;
            world.places.push(Place::new(shop, books, connection));
        }
        world
    }

    /// The database is lost, with all that was under way, and the shops are connected anew `after` so
    /// long. Where nothing stands in the books yet that tells of it, a person waits for the settle
    /// time, as README.md asks.
    pub(crate) async fn lose_the_database(&mut self, form: &Form, after: Duration) {
        self.net.tell("the database is lost");
        let is_told = self.places.iter().all(|place| !place.books.sums().is_empty());
        self.wait(if is_told { after } else { AFTER_A_LOSS }).await;
        // With a clock that is wrong by more than five minutes a shop cannot be connected.
        self.workers_clock.set_wrong_by(0);
        self.store = database().await;
        for place in 0..self.places.len() {
            let settings = form.settings(&self.places[place].books);
            let connection = self.connect(u16::try_from(place).unwrap(), settings).await;
            self.places[place].connection = connection;
        }
    }

    async fn connect(&mut self, place: u16, settings: String) -> ConnectionId {
        let request = ConnectRequest {
            shop_url: format!("http://localhost:{}", port(place)),
            administration: None,
            settings: Some(settings),
            shop_key: SecretString::from(SHOP_KEY),
            shop_secret: SecretString::from(SHOP_SECRET),
            moneybird_token: SecretString::from(token(place)),
        };
        let worker = self.hire();
        let service = worker.service.clone();
        let mut asking: Task<Result<sync::Connected, Fault>> =
            Box::pin(async move { service.connect(request).await });
        loop {
            match until_next(&mut asking, &worker.life).await {
                Some(connected) => return connected.unwrap().connection.parse().unwrap(),
                None => worker.life.go(None),
            }
        }
    }

    /// A new worker, with nothing in its head.
    pub(crate) fn hire(&mut self) -> Worker {
        self.hired += 1;
        let name = format!("worker {}", self.hired);
        let life = Arc::new(Life::new(name.clone(), Arc::clone(&self.net)));
        let store = self.store.watched(life.clone());
        let service =
            Service::new(store, life.clone(), self.workers_clock.clone(), self.options.clone());
        Worker { name, life, service, task: None }
    }

    /// Time goes on, and what was held up arrives.
    pub(crate) async fn wait(&self, by: Duration) {
        self.wait_until(self.clock.now().saturating_add(by).unwrap()).await;
    }

    /// Time goes on until the workers' clock says so.
    pub(crate) async fn rest_until(&self, at: Timestamp) {
        let left = at.duration_since(self.workers_clock.now());
        self.wait(Duration::try_from(left).unwrap_or_default()).await;
    }

    /// Each at its own moment: later it might not be seen yet when it is looked for.
    async fn wait_until(&self, at: Timestamp) {
        while let Some(due) = self.net.next_late().filter(|due| *due <= at) {
            self.clock.advance_to(due);
            self.net.deliver_late().await;
        }
        self.clock.advance_to(at);
    }

    /// How many requests Moneybird had to refuse because they were too many.
    pub(crate) fn books_rejected(&self) -> u64 {
        self.places.iter().map(|place| place.books.rejected_by_limit()).sum()
    }

    /// How many requests may leave in five minutes.
    pub(crate) fn allowance(&self) -> usize {
        self.options.requests_per_window as usize
    }

    /// A service outside the histories: for a person's decisions and for looking.
    pub(crate) fn desk(&self) -> Service {
        let life = Arc::new(Life::new("a person".to_owned(), Arc::clone(&self.net)));
        Service::new(self.store.clone(), life, self.workers_clock.clone(), self.options.clone())
    }
}

pub(crate) fn port(place: u16) -> u16 {
    100 + place
}

/// A round and what a turn of it came to.
type Turn = (Box<Round>, Result<Step, Fault>);

type Task<T> = Pin<Box<dyn Future<Output = T>>>;

/// Runs until the next call, or the end, which is returned.
async fn until_next<T>(task: &mut Task<T>, life: &Life) -> Option<T> {
    std::future::poll_fn(|context| match task.as_mut().poll(context) {
        Poll::Ready(ended) => Poll::Ready(Some(ended)),
        Poll::Pending if life.at().is_some() => Poll::Ready(None),
        // The database is at work.
        Poll::Pending => Poll::Pending,
    })
    .await
}

/// Somebody who works on connections, one round at a time.
pub(crate) struct Worker {
    pub(crate) name: String,
    pub(crate) life: Arc<Life>,
    service: Service,
    task: Option<Task<Turn>>,
}

/// What a step came to.
pub(crate) enum Stepped {
    /// It stands before, or after, this call.
    At(Call),
    /// It did what it could for now.
    Ended(Box<Round>, Result<Step, Fault>),
}

impl Worker {
    /// A round that has not begun.
    pub(crate) fn round(&self, connection: &ConnectionId) -> Box<Round> {
        Box::new(self.service.round(connection, &self.name))
    }

    /// Takes up a round.
    pub(crate) fn begin(&mut self, mut round: Box<Round>) {
        self.task = Some(Box::pin(async move {
            let result = round.advance(&|_| {}).await;
            (round, result)
        }));
    }

    /// Whether it is at a round.
    pub(crate) fn is_busy(&self) -> bool {
        self.task.is_some()
    }

    /// Whether it holds a transaction open, so that nobody else can get at the database.
    pub(crate) fn holds_the_database(&self) -> bool {
        self.life.at() == Some(Call::Store(Moment::BeforeCommit))
    }

    /// Goes on to the next call, or to the end of its turn.
    pub(crate) async fn step(&mut self, mishap: Option<Mishap>) -> Stepped {
        let task = self.task.as_mut().unwrap();
        self.life.go(mishap);
        match until_next(task, &self.life).await {
            Some((round, result)) => {
                self.task = None;
                Stepped::Ended(round, result)
            }
            None => Stepped::At(self.life.at().unwrap()),
        }
    }
}
