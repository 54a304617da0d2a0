//! Both sandboxes, served on this machine.

use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use bookkeeping::Language;
use sandbox::books::{Books, BooksOptions, Limits as BooksLimits, Switches};
use sandbox::generate::{Kinds, Plan};
use sandbox::shop::{Limits as ShopLimits, Shop, ShopOptions};
use sandbox::{Clock, SystemClock};
use store::{Entropy, KeyFileError, OsEntropy};
use sync::{Code, Fault};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::settings::settings;
use crate::installation::store_fault;
use crate::language::{reason, say};

/// Length of Moneybird's window (moneybird-api.md §4).
pub(crate) const BOOKS_WINDOW: Duration = Duration::from_mins(5);

/// The usual name of the administration.
pub(crate) const ADMINISTRATION: &str = "Voorbeeldadministratie";

/// Length of the shop's window (ccvshop-api.md §1.6).
const SHOP_WINDOW: Duration = Duration::from_mins(1);

/// How to start the sandboxes.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    /// How many orders the shop holds.
    pub(crate) orders: usize,
    /// Another seed is another shop.
    pub(crate) seed: u64,
    /// By how much the windows of the rate limits are shortened.
    pub(crate) speed: NonZeroU32,
    /// Port of the shop; 0 takes any that is free.
    pub(crate) shop_port: u16,
    /// Port of Moneybird; 0 takes any that is free.
    pub(crate) books_port: u16,
    /// Name of the administration.
    pub(crate) administration: String,
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
    /// Settings (TOML) that connect the two.
    pub(crate) settings: String,
    /// Length of Moneybird's window here, in whole seconds.
    pub(crate) books_seconds: u64,
    /// Length of the shop's window here, in whole seconds.
    pub(crate) shop_seconds: u64,
    /// They end with this.
    _servers: JoinSet<std::io::Result<()>>,
}

impl Sandboxes {
    /// Starts both on 127.0.0.1.
    ///
    /// # Errors
    /// If a port is taken, or this machine gives no random bytes.
    pub(crate) async fn start(start: &Start, language: Language) -> Result<Self, Fault> {
        let clock = Arc::new(SystemClock);
        let (shop_door, shop_url) = door(start.shop_port, language).await?;
        let (books_door, books_host) = door(start.books_port, language).await?;
        let secrets = [random_text(language)?, random_text(language)?, random_text(language)?];
        let [key, secret, token] = secrets;
        let books_window = BOOKS_WINDOW / start.speed.get();
        let shop_window = SHOP_WINDOW / start.speed.get();
        let plan =
            Plan { orders: start.orders, seed: start.seed, now: clock.now(), kinds: Kinds::all() };
        let usual = ShopOptions::demo(clock.clone(), shop_url.clone());
        let shop = Shop::new(
            ShopOptions {
                // Another seed is another shop.
                shop_id: usual.shop_id.saturating_add_unsigned(start.seed.saturating_sub(1)),
                api_public: key.clone(),
                api_secret: secret.clone(),
                limits: ShopLimits { window: shop_window, ..ShopLimits::default() },
                ..usual
            },
            sandbox::generate::shop(&plan),
        );
        let books = Books::new(BooksOptions {
            clock,
            token: token.clone(),
            administration_name: start.administration.clone(),
            switches: Switches::default(),
            limits: BooksLimits { window: books_window, ..BooksLimits::default() },
            seed: start.seed,
        });
        let mut servers = JoinSet::new();
        serve(&mut servers, shop_door, shop.router());
        serve(&mut servers, books_door, books.router());
        Ok(Self {
            settings: settings(&books).map_err(|name| nameless(&name, language))?,
            shop,
            books,
            shop_url,
            api_url: format!("{books_host}/api/v2"),
            key,
            secret,
            token,
            books_seconds: whole_seconds(books_window),
            shop_seconds: whole_seconds(shop_window),
            _servers: servers,
        })
    }
}

/// The sandbox has no tax rate or ledger account of this name.
pub(crate) fn nameless(name: &str, language: Language) -> Fault {
    let hint = say(
        language,
        "Dit is een fout van het programma; meld dit alstublieft.",
        "This is a fault of the program; please report it.",
    );
    Fault::new(Code::NotFound, name, hint)
}

/// The shortest window in whole seconds, as the configuration takes it, that is not too short.
fn whole_seconds(window: Duration) -> u64 {
    window.as_secs() + u64::from(window.subsec_nanos() > 0)
}

/// Opens a port of this machine; gives its address.
pub(super) async fn door(port: u16, language: Language) -> Result<(TcpListener, String), Fault> {
    let failed = |error: &std::io::Error| {
        let error = reason(error, language);
        let message = match language {
            Language::Nl => format!("Poort {port} kan niet worden geopend: {error}."),
            Language::En => format!("Port {port} cannot be opened: {error}."),
        };
        let hint = say(
            language,
            "Kies een andere poort; 0 neemt er een die vrij is.",
            "Choose another port; 0 takes one that is free.",
        );
        Fault::new(Code::Usage, message, hint)
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| failed(&error))?;
    let address = listener.local_addr().map_err(|error| failed(&error))?;
    Ok((listener, format!("http://{address}")))
}

/// Serves until the set is dropped.
pub(super) fn serve(
    servers: &mut JoinSet<std::io::Result<()>>,
    listener: TcpListener,
    router: Router,
) {
    servers.spawn(async move { axum::serve(listener, router).await });
}

/// 32 random hexadecimal signs.
fn random_text(language: Language) -> Result<String, Fault> {
    let mut bytes = [0_u8; 16];
    OsEntropy
        .fill(&mut bytes)
        .map_err(|error| store_fault(&KeyFileError::from(error).into(), language))?;
    let mut text = String::with_capacity(32);
    for byte in bytes {
        let _infallible = write!(text, "{byte:02x}");
    }
    Ok(text)
}
