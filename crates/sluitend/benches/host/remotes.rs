//! Both remotes: the sandbox's, asked once for each answer, which then goes to every shop.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sandbox::books::{Books, BooksOptions, Switches};
use sandbox::generate::{Kinds, Plan};
use sandbox::shop::{Limits, Shop, ShopOptions};
use sandbox::{Clock as _, SystemClock};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use crate::Failure;

pub(crate) const KEY: &str = "openbare-sleutel";
pub(crate) const SECRET: &str = "geheime-sleutel";
pub(crate) const TOKEN: &str = "moneybird-token";

/// An answer as it was given.
#[derive(Clone)]
struct Kept {
    headers: HeaderMap,
    body: Bytes,
}

/// A remote that takes its time.
struct Remote {
    router: Router,
    calls: AtomicU64,
    latency_ms: AtomicU64,
    /// By what was asked for; none of a remote that changes.
    kept: Option<Mutex<HashMap<String, Kept>>>,
}

/// Both remotes, on this machine.
pub(crate) struct Remotes {
    shops: Arc<Remote>,
    ledger: Arc<Remote>,
    /// Every address of this machine at this port is a shop.
    pub(crate) shop_port: u16,
    /// Where the administrations are.
    pub(crate) books_url: String,
    /// For the settings.
    pub(crate) books: Books,
}

impl Remotes {
    /// Opens both: shops of so many orders.
    pub(crate) fn open(runtime: &Runtime, orders: usize) -> Result<Self, Failure> {
        let shop_door = runtime.block_on(TcpListener::bind("0.0.0.0:0"))?;
        let books_door = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let shop_port = shop_door.local_addr()?.port();
        let books_url = format!("http://{}/api/v2", books_door.local_addr()?);
        let plan = Plan { orders, seed: 7, now: SystemClock.now(), kinds: Kinds::everyday() };
        let every = u32::MAX;
        let limits = Limits { reads: every, writes: every, ..Limits::default() };
        let options = ShopOptions {
            api_public: KEY.to_owned(),
            api_secret: SECRET.to_owned(),
            limits,
            ..ShopOptions::demo(Arc::new(SystemClock), address(0, shop_port))
        };
        let shop = Shop::new(options, sandbox::generate::shop(&plan));
        let books = Books::new(BooksOptions {
            clock: Arc::new(SystemClock),
            token: TOKEN.to_owned(),
            administration_name: "Boeken".to_owned(),
            switches: Switches::default(),
            limits: sandbox::books::Limits::default(),
            seed: 7,
        });
        let shops = Arc::new(Remote::new(shop.router(), Some(Mutex::default())));
        let ledger = Arc::new(Remote::new(books.router(), None));
        for (door, remote) in [(shop_door, &shops), (books_door, &ledger)] {
            let router = Router::new().fallback(answered).with_state(Arc::clone(remote));
            drop(runtime.spawn(async move { axum::serve(door, router).await }));
        }
        Ok(Self { shops, ledger, shop_port, books_url, books })
    }

    /// Every answer takes this long from now on.
    pub(crate) fn take(&self, latency: Duration) {
        let latency = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
        for remote in [&self.shops, &self.ledger] {
            remote.latency_ms.store(latency, Ordering::Relaxed);
        }
    }

    /// How many requests came in: at shops, and at administrations.
    pub(crate) fn calls(&self) -> (u64, u64) {
        let calls = |remote: &Remote| remote.calls.load(Ordering::Relaxed);
        (calls(&self.shops), calls(&self.ledger))
    }
}

/// The address of a shop: one of its own, since allowances and connections are a host's.
pub(crate) fn address(shop: u32, port: u16) -> String {
    let host = Ipv4Addr::from(u32::from(Ipv4Addr::LOCALHOST).saturating_add(shop));
    format!("http://{}", SocketAddr::from((host, port)))
}

impl Remote {
    fn new(router: Router, kept: Option<Mutex<HashMap<String, Kept>>>) -> Self {
        Self { router, calls: AtomicU64::new(0), latency_ms: AtomicU64::new(0), kept }
    }

    /// What was answered before.
    fn before(&self, asked: &str) -> Option<Response> {
        let kept = self.kept.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let Kept { headers, body } = kept.get(asked)?.clone();
        Some((headers, body).into_response())
    }

    /// Keeps an answer for whoever asks the same. When it was given is left to the server.
    fn keep(&self, asked: String, headers: &HeaderMap, body: &Bytes) {
        let Some(kept) = &self.kept else { return };
        let (mut headers, body) = (headers.clone(), body.clone());
        headers.remove(header::DATE);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(asked, Kept { headers, body });
    }
}

async fn answered(State(own): State<Arc<Remote>>, request: Request) -> Response {
    own.calls.fetch_add(1, Ordering::Relaxed);
    latency(Duration::from_millis(own.latency_ms.load(Ordering::Relaxed))).await;
    let asked = request.uri().to_string();
    let is_read = request.method() == Method::GET;
    if let Some(answer) = own.before(&asked).filter(|_| is_read) {
        return answer;
    }
    let Ok(answer) = own.router.clone().oneshot(request).await;
    let (parts, body) = answer.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if is_read && parts.status == StatusCode::OK {
        own.keep(asked, &parts.headers, &body);
    }
    Response::from_parts(parts, Body::from(body))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the network between us and a remote, not the program"
)]
async fn latency(latency: Duration) {
    tokio::time::sleep(latency).await;
}
