//! Two sandboxes, a data folder, and the program to run on them.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use jiff::SignedDuration;
use sandbox::books::{Books, BooksOptions, Limits as BooksLimits};
use sandbox::generate::Plan;
use sandbox::shop::{Limits as ShopLimits, Shop, ShopOptions};
use sandbox::{Clock, SystemClock};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::Run;
use super::setup::{Setup, WINDOW};
use crate::engine;
use crate::schema::Schema;
use crate::settings::settings;

pub(crate) const KEY: &str = "openbare-sleutel-3f9c51d07a";
pub(crate) const SECRET: &str = "geheime-sleutel-b86e20f4cd";
pub(crate) const TOKEN: &str = "moneybird-token-71ad93ec58";

/// The shop of a bench, whatever its seed.
const SEED: u64 = 7;

/// Both sandboxes answer as long as this is there.
pub(crate) struct Bench {
    pub(crate) shop: Shop,
    pub(crate) books: Books,
    pub(crate) folder: TempDir,
    is_in_a_file: bool,
    /// The database of each data folder that has none in it.
    schemas: Mutex<BTreeMap<String, Schema>>,
    variables: BTreeMap<&'static str, String>,
    shop_url: String,
    shop_is_ahead: Arc<AtomicI64>,
    printed: Mutex<String>,
    searched: AtomicUsize,
    _servers: Runtime,
}

impl Bench {
    pub(crate) fn new(setup: Setup) -> Self {
        let servers = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (shop_door, shop_url) = servers.block_on(door());
        let (books_door, books_host) = servers.block_on(door());
        let plan =
            Plan { orders: setup.orders, seed: SEED, now: SystemClock.now(), kinds: setup.kinds };
        let shop_is_ahead = Arc::new(AtomicI64::new(setup.shop_is_ahead.as_secs()));
        let ahead = Arc::clone(&shop_is_ahead);
        let shop_clock = Arc::new(move || {
            let ahead = SignedDuration::from_secs(ahead.load(Ordering::Relaxed));
            SystemClock.now().checked_add(ahead).unwrap()
        });
        let shop = Shop::new(
            ShopOptions {
                api_public: KEY.to_owned(),
                api_secret: SECRET.to_owned(),
                limits: ShopLimits { window: WINDOW, ..ShopLimits::default() },
                ..ShopOptions::demo(shop_clock, shop_url.clone())
            },
            sandbox::generate::shop(&plan),
        );
        let books = Books::new(BooksOptions {
            clock: Arc::new(SystemClock),
            token: TOKEN.to_owned(),
            administration_name: "Proefadministratie".to_owned(),
            switches: setup.switches,
            limits: BooksLimits { window: WINDOW, ..BooksLimits::default() },
            seed: SEED,
        });
        serve(&servers, shop_door, shop.router());
        serve(&servers, books_door, books.router());
        let variables = BTreeMap::from([
            ("SLUITEND_SHOP_KEY", KEY.to_owned()),
            ("SLUITEND_SHOP_SECRET", SECRET.to_owned()),
            ("SLUITEND_MONEYBIRD_TOKEN", TOKEN.to_owned()),
            ("SLUITEND_MONEYBIRD__API_URL", format!("{books_host}/api/v2")),
            ("SLUITEND_SYNC__WINDOW_SECONDS", WINDOW.as_secs().to_string()),
            ("SLUITEND_SYNC__SHOP_WINDOW_SECONDS", WINDOW.as_secs().to_string()),
            ("SLUITEND_SYNC__SETTLE_SECONDS", "1".to_owned()),
        ]);
        Self {
            shop,
            books,
            folder: tempfile::tempdir().unwrap(),
            is_in_a_file: setup.is_in_a_file,
            schemas: Mutex::default(),
            variables,
            shop_url,
            shop_is_ahead,
            printed: Mutex::default(),
            searched: AtomicUsize::default(),
            _servers: servers,
        }
    }

    /// A bench whose connection was made.
    pub(crate) fn connected(setup: Setup) -> Self {
        let bench = Self::new(setup);
        bench.connect().ended(0);
        bench
    }

    /// Sets an environment variable for the runs to come.
    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        self.variables.insert(name, value.to_owned());
    }

    /// The value of an environment variable.
    pub(crate) fn variable(&self, name: &str) -> &str {
        &self.variables[name]
    }

    /// From now on the shop's clock is right.
    pub(crate) fn shop_is_right(&self) {
        self.shop_is_ahead.store(0, Ordering::Relaxed);
    }

    /// The program in JSON, not yet started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.command_in("data", arguments)
    }

    /// The same in another data folder.
    pub(crate) fn command_in(&self, data: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sluitend"));
        command.env_clear();
        if let Some(url) = self.database_url(data) {
            command.env("SLUITEND_DATABASE_URL", url);
        }
        command.envs(&self.variables).arg("--data");
        command.arg(self.folder.path().join(data)).arg("--json").args(arguments);
        command
    }

    /// The address of a data folder's database, if that is not a file in it.
    pub(crate) fn database_url(&self, data: &str) -> Option<String> {
        if self.is_in_a_file || !engine::is_postgres() {
            return None;
        }
        let mut schemas = self.schemas.lock().unwrap();
        if let Some(known) = schemas.get(data) {
            return Some(known.url().to_owned());
        }
        let new = Schema::new();
        let url = new.url().to_owned();
        schemas.insert(data.to_owned(), new);
        Some(url)
    }

    /// The database of a data folder is lost, if it is not a file in it.
    pub(crate) fn lose_the_database(&self, data: &str) {
        self.schemas.lock().unwrap().remove(data);
    }

    /// Runs the program in JSON.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("data", arguments)
    }

    /// The same in another data folder.
    pub(crate) fn run_in(&self, data: &str, arguments: &[&str]) -> Run {
        let run = Run::of(&self.command_in(data, arguments).output().unwrap());
        let mut printed = self.printed.lock().unwrap();
        printed.push_str(&run.stdout);
        printed.push_str(&run.stderr);
        run
    }

    /// Connects with the sandbox's own settings.
    pub(crate) fn connect(&self) -> Run {
        self.connect_with(&settings(&self.books).unwrap())
    }

    /// Connects with these settings.
    pub(crate) fn connect_with(&self, settings: &str) -> Run {
        let file = self.folder.path().join("settings.toml");
        std::fs::write(&file, settings).unwrap();
        self.run(&["connect", "--shop-url", &self.shop_url, "--settings", file.to_str().unwrap()])
    }

    /// One complete pass.
    pub(crate) fn sync(&self) -> Run {
        self.run(&["sync"])
    }

    /// Everything that all runs printed.
    pub(crate) fn printed(&self) -> String {
        self.printed.lock().unwrap().clone()
    }

    /// Adds to what was searched for secrets; returns how many bytes that were in all.
    pub(crate) fn searched(&self, bytes: usize) -> usize {
        self.searched.fetch_add(bytes, Ordering::Relaxed) + bytes
    }
}

/// A listener, and its address.
pub(crate) async fn door() -> (TcpListener, String) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

/// Answers there for as long as the runtime is there.
pub(crate) fn serve(servers: &Runtime, listener: TcpListener, router: Router) {
    servers.spawn(async move { axum::serve(listener, router).await });
}
