//! Both sandboxes, served on this machine.

use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use sandbox::SystemClock;
use sandbox::books::{Books, BooksOptions, Limits as BooksLimits, Switches};
use sandbox::generate::{Kinds, Plan};
use sandbox::shop::{Limits as ShopLimits, Shop, ShopOptions};
use store::{Entropy, OsEntropy};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// Length of Moneybird's window (moneybird-api.md §4).
const BOOKS_WINDOW: Duration = Duration::from_mins(5);

/// Length of the shop's window (ccvshop-api.md §1.6).
const SHOP_WINDOW: Duration = Duration::from_mins(1);

/// How to start the sandboxes.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    /// How many orders the shop holds.
    pub(crate) orders: usize,
    /// Another seed is another shop.
    pub(crate) seed: u64,
    /// What is sold.
    pub(crate) kinds: Kinds,
    /// By how much the windows of the rate limits are shortened.
    pub(crate) speed: NonZeroU32,
    /// Port of the shop; 0 takes any that is free.
    pub(crate) shop_port: u16,
    /// Port of Moneybird; 0 takes any that is free.
    pub(crate) books_port: u16,
}

/// A shop and a Moneybird that answer until this is dropped.
pub(crate) struct Sandboxes {
    pub(crate) shop: Shop,
    pub(crate) books: Books,
    /// Scheme, host and port of the shop.
    pub(crate) shop_url: String,
    /// Base address of Moneybird's API.
    pub(crate) api_url: String,
    /// Public key of the shop. Made for this start, as are the next two; they open nothing else.
    pub(crate) key: String,
    /// Secret of the shop.
    pub(crate) secret: String,
    /// Moneybird token.
    pub(crate) token: String,
    /// Length of Moneybird's window here.
    pub(crate) books_window: Duration,
    /// Length of the shop's window here.
    pub(crate) shop_window: Duration,
    servers: JoinSet<std::io::Result<()>>,
}

impl Sandboxes {
    /// Starts both on 127.0.0.1.
    ///
    /// # Errors
    /// If a port is taken, or this machine gives no random bytes.
    pub(crate) async fn start(start: &Start) -> anyhow::Result<Self> {
        let clock = Arc::new(SystemClock);
        let (shop_door, shop_url) = door(start.shop_port).await?;
        let (books_door, books_host) = door(start.books_port).await?;
        let (key, secret, token) = (random_text()?, random_text()?, random_text()?);
        let books_window = BOOKS_WINDOW / start.speed.get();
        let shop_window = SHOP_WINDOW / start.speed.get();
        let plan = Plan {
            orders: start.orders,
            seed: start.seed,
            now: sandbox::Clock::now(clock.as_ref()),
            kinds: start.kinds.clone(),
        };
        let shop = Shop::new(
            ShopOptions {
                api_public: key.clone(),
                api_secret: secret.clone(),
                limits: ShopLimits { window: shop_window, ..ShopLimits::default() },
                ..ShopOptions::demo(clock.clone(), shop_url.clone())
            },
            sandbox::generate::shop(&plan),
        );
        let books = Books::new(BooksOptions {
            clock,
            token: token.clone(),
            administration_name: "Voorbeeldadministratie".to_owned(),
            switches: Switches::default(),
            limits: BooksLimits { window: books_window, ..BooksLimits::default() },
            seed: start.seed,
        });
        let mut servers = JoinSet::new();
        serve(&mut servers, shop_door, shop.router());
        serve(&mut servers, books_door, books.router());
        Ok(Self {
            shop,
            books,
            shop_url,
            api_url: format!("{books_host}/api/v2"),
            key,
            secret,
            token,
            books_window,
            shop_window,
            servers,
        })
    }

    /// Waits until one of the two stops by itself.
    ///
    /// # Errors
    /// Why it stopped.
    pub(crate) async fn stopped(&mut self) -> anyhow::Result<()> {
        match self.servers.join_next().await {
            Some(ended) => ended.context("a sandbox broke off")?.context("a sandbox stopped"),
            None => Ok(()),
        }
    }
}

/// Opens a port of this machine.
async fn door(port: u16) -> anyhow::Result<(TcpListener, String)> {
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .with_context(|| format!("port {port} of 127.0.0.1 cannot be opened"))?;
    let url = format!("http://{}", listener.local_addr()?);
    Ok((listener, url))
}

fn serve(servers: &mut JoinSet<std::io::Result<()>>, listener: TcpListener, router: Router) {
    servers.spawn(async move { axum::serve(listener, router).await });
}

/// 32 random hexadecimal signs.
fn random_text() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 16];
    OsEntropy.fill(&mut bytes)?;
    let mut text = String::with_capacity(32);
    for byte in bytes {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}
