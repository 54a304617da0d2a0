//! A shop, an administration and the service between them.

use std::path::Path;
use std::sync::Arc;

use bookkeeping::closing::Statement;
use jiff::Timestamp;
use remote::{Clock, ManualClock};
use sandbox::books::{Books, BooksOptions, Limits, Switches};
use sandbox::generate::{Kinds, Plan};
use sandbox::shop::{Shop, ShopOptions};
use secrecy::SecretString;
use store::{ConnectionId, OsEntropy, SealingKey, State, Store};
use sync::{ClosingStep, Code, ConnectRequest, Fault, Options, Period, Service, Step, Tally};

use crate::histories::Unlucky;
use crate::transport::InProcess;
use crate::{database, settings};

/// The moment at which the tests begin.
pub(crate) const START: &str = "2026-11-23T15:00:00Z";

pub(crate) struct World {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) shop: Shop,
    pub(crate) books: Books,
    pub(crate) transport: Arc<Unlucky>,
    pub(crate) service: Service,
    pub(crate) connection: ConnectionId,
    folder: tempfile::TempDir,
}

/// What a pass came to.
#[derive(Debug)]
pub(crate) struct Passed {
    pub(crate) tally: Tally,
    pub(crate) again_at: Option<Timestamp>,
}

impl World {
    pub(crate) async fn new(orders: usize, seed: u64) -> Self {
        Self::with(orders, seed, Kinds::everyday(), Switches::default(), "all").await
    }

    pub(crate) async fn with(
        orders: usize,
        seed: u64,
        kinds: Kinds,
        switches: Switches,
        history: &str,
    ) -> Self {
        let shop = sandbox::shop::Switches::default();
        Self::named("Voorbeeld", orders, seed, kinds, (shop, switches), history).await
    }

    /// With a name for the administration, and switches for both sandboxes.
    pub(crate) async fn named(
        name: &str,
        orders: usize,
        seed: u64,
        kinds: Kinds,
        (of_shop, switches): (sandbox::shop::Switches, Switches),
        history: &str,
    ) -> Self {
        let now: Timestamp = START.parse().unwrap();
        let clock = Arc::new(ManualClock::at(now));
        let told = Arc::clone(&clock);
        let theirs: Arc<dyn sandbox::Clock> = Arc::new(move || told.now());
        let plan = Plan { orders, seed, now, kinds };
        let mut options = ShopOptions::demo(Arc::clone(&theirs), "http://localhost:1");
        options.switches = of_shop;
        let shop = Shop::new(options, sandbox::generate::shop(&plan));
        let books = Books::new(BooksOptions {
            clock: theirs,
            token: "token-of-the-books".to_owned(),
            administration_name: name.to_owned(),
            switches,
            limits: Limits::default(),
            seed,
        });
        let transport = Arc::new(Unlucky::new(InProcess::new(shop.router(), books.router())));
        Self::connected(clock, shop, books, transport, history).await
    }

    /// The same shop and administration with another installation, which remembers nothing.
    pub(crate) async fn reinstalled(&self) -> Self {
        self.reinstalled_from("all").await
    }

    pub(crate) async fn reinstalled_from(&self, history: &str) -> Self {
        let (clock, transport) = (Arc::clone(&self.clock), Arc::clone(&self.transport));
        Self::connected(clock, self.shop.clone(), self.books.clone(), transport, history).await
    }

    /// The same shop and administration with an installation into which a backup was put back.
    pub(crate) async fn restored(&self, backup: &Path) -> Self {
        let key = SealingKey::load_or_create(&self.folder.path().join("key"), &OsEntropy).unwrap();
        self.restored_to(database::fresh(key, Arc::new(OsEntropy)).await, backup).await
    }

    /// The same, in this file of SQLite, whatever engine the suite runs on.
    pub(crate) async fn restored_to_file(&self, file: &Path, backup: &Path) -> Self {
        let key = SealingKey::load_or_create(&self.folder.path().join("key"), &OsEntropy).unwrap();
        let url = format!("sqlite:{}", file.display());
        let store = Store::open(&url, key, Arc::new(OsEntropy)).await.unwrap();
        self.restored_to(store, backup).await
    }

    async fn restored_to(&self, store: Store, backup: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = self.service.options().clone();
        let backup = store::Backup::open(backup, folder.path()).await.unwrap();
        let resumption = options.resumption(self.clock.now(), None).unwrap();
        store.restore(backup, resumption).await.unwrap().commit().await.unwrap();
        let (clock, transport) = (Arc::clone(&self.clock), Arc::clone(&self.transport));
        let service = Service::new(store, transport.clone(), clock.clone(), options);
        let (shop, books) = (self.shop.clone(), self.books.clone());
        let connection = self.connection.clone();
        Self { clock, shop, books, transport, service, connection, folder }
    }

    /// The same installation, in which the shop is connected once more.
    pub(crate) async fn reconnected(&self) -> Self {
        let request = request(&self.books, "all");
        let connected = self.service.connect(request).await.unwrap();
        Self {
            clock: Arc::clone(&self.clock),
            shop: self.shop.clone(),
            books: self.books.clone(),
            transport: Arc::clone(&self.transport),
            service: self.service.clone(),
            connection: connected.connection.parse().unwrap(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    async fn connected(
        clock: Arc<ManualClock>,
        shop: Shop,
        books: Books,
        transport: Arc<Unlucky>,
        history: &str,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = SealingKey::load_or_create(&folder.path().join("key"), &OsEntropy).unwrap();
        let store = database::fresh(key, Arc::new(OsEntropy)).await;
        let mut options = Options::of_address("here");
        options.moneybird_api = "http://localhost:2/api/v2".to_owned();
        let service = Service::new(store, transport.clone(), clock.clone(), options);
        let connected = service.connect(request(&books, history)).await.unwrap();
        let connection = connected.connection.parse().unwrap();
        Self { clock, shop, books, transport, service, connection, folder }
    }

    /// A shop with a single order, of a customer who is new, that is finished and paid.
    pub(crate) async fn of_one_order() -> Self {
        let world = Self::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
        let order = world.shop.orders().iter().find(|order| order.is_completed).unwrap().id;
        world.shop.set_status(order, 7);
        world.shop.set_paid(order, true);
        world
    }

    /// The contacts that we made.
    pub(crate) fn ours(&self) -> usize {
        let contacts = self.books.contacts();
        let made = |contact: &&serde_json::Value| {
            contact["customer_id"].as_str().is_some_and(|id| id.starts_with("ccv-"))
        };
        contacts.iter().filter(made).count()
    }

    /// One complete pass; when an allowance is used up, time goes on until there is more. Dying
    /// in the middle of it leaves everything as it was at that moment.
    pub(crate) async fn pass(&self) -> Result<Passed, Fault> {
        tokio::select! {
            passed = self.live() => passed,
            () = self.transport.death() => Err(Fault::new(Code::Unreachable, "died", "")),
        }
    }

    /// Passes until nothing is left to settle; what the last one did.
    pub(crate) async fn settled(&self) -> Passed {
        loop {
            let passed = self.pass().await.unwrap();
            match passed.again_at {
                Some(until) => self.clock.advance_to(until),
                None => return passed,
            }
        }
    }

    async fn live(&self) -> Result<Passed, Fault> {
        let mut round = self.service.round(&self.connection, "tester");
        loop {
            match round.advance(&|_| {}).await? {
                Step::Wait(until) => self.clock.advance_to(until),
                Step::Done { again_at } => return Ok(Passed { tally: round.tally(), again_at }),
            }
        }
    }

    pub(crate) async fn count(&self, state: State) -> u64 {
        self.service.store().counts(&self.connection).await.unwrap().of(state)
    }

    pub(crate) async fn state(&self, order: i64) -> State {
        let order = self.service.store().order(&self.connection, order).await.unwrap();
        order.unwrap().state
    }

    pub(crate) async fn close(&self, period: &str) -> Statement {
        let period: Period = period.parse().unwrap();
        let mut closing = self.service.closing(&self.connection, period);
        loop {
            match closing.advance().await.unwrap() {
                ClosingStep::Wait(until) => self.clock.advance_to(until),
                ClosingStep::Done(statement) => return *statement,
            }
        }
    }

    /// The orders that are finished and paid, by the shop itself.
    pub(crate) fn finished(&self) -> Vec<i64> {
        let orders = self.shop.orders();
        let done = orders.iter().filter(|order| order.status == Some(7) && order.paid);
        done.map(|order| order.id).collect()
    }
}

/// What connects the shop with the administration.
fn request(books: &Books, history: &str) -> ConnectRequest {
    ConnectRequest {
        shop_url: "http://localhost:1".to_owned(),
        administration: None,
        settings: Some(settings::toml(books, history)),
        shop_key: SecretString::from("demo"),
        shop_secret: SecretString::from("demo"),
        moneybird_token: SecretString::from("token-of-the-books"),
    }
}
