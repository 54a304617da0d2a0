//! How soon webhooks are answered when many come at once. Run by `scripts/bench`; no test depends on it.

use std::error::Error;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use remote::{Budget, Clock as _, Http, Method, Request, SystemClock, Transport};
use secrecy::SecretString;
use store::{HookSide, NewConnection, OsEntropy, SealingKey, Secrets, Store};
use sync::{Options, Service};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

type Failure = Box<dyn Error + Send + Sync>;

const SHOPS: i64 = 100;
const CALLS_OF_EACH: usize = 20;

/// What issue 5 asks for, at the median.
const ASKED: Duration = Duration::from_millis(50);

/// Who calls.
#[derive(Clone)]
struct Client {
    http: Arc<Http>,
    clock: Arc<SystemClock>,
}

/// Addresses of webhooks, one of each shop.
async fn addresses(store: &Store, base: &str) -> Result<Vec<String>, Failure> {
    let mut addresses = Vec::new();
    for shop in 0..SHOPS {
        let secret = || SecretString::from("x");
        let new = NewConnection {
            shop_id: shop,
            shop_name: format!("Winkel {shop}"),
            shop_url: "https://winkel.example".to_owned(),
            administration_id: shop.to_string(),
            administration_name: "Boeken".to_owned(),
            settings: Some(String::new()),
            secrets: Secrets {
                shop_key: secret(),
                shop_secret: secret(),
                moneybird_token: secret(),
            },
        };
        let now = jiff::Timestamp::UNIX_EPOCH;
        let id = store.save_connection(&new, now).await?;
        let token = store.new_hook(&id, HookSide::Shop, "orders.created", now).await?;
        addresses.push(format!("{base}/hook/{}", token.expose()));
    }
    Ok(addresses)
}

/// Calls an address, and how long that took.
async fn called(client: Client, address: String, order: usize) -> Result<Duration, Failure> {
    let budget = Budget { name: String::new(), limit: u32::MAX, window: Duration::ZERO };
    let mut request = Request::new(Method::Post, address.parse()?, budget);
    let body = format!(r#"{{"id":{order},"triggered_at":"2026-11-28T13:30:00Z"}}"#);
    request.body = Some(body.into_bytes());
    let began = client.clock.monotonic();
    let reply = client.http.send(&request).await?;
    if reply.status != 200 {
        return Err(format!("{} was answered", reply.status).into());
    }
    Ok(client.clock.monotonic().saturating_sub(began))
}

/// Every shop sends its calls one after another, all shops at the same time.
async fn in_turn(client: &Client, addresses: &[String]) -> Result<Vec<Duration>, Failure> {
    let mut shops = JoinSet::new();
    for address in addresses {
        let (client, address) = (client.clone(), address.clone());
        shops.spawn(async move {
            let mut took = Vec::new();
            for order in 0..CALLS_OF_EACH {
                took.push(called(client.clone(), address.clone(), order).await?);
            }
            Ok::<_, Failure>(took)
        });
    }
    let took: Result<Vec<Vec<Duration>>, Failure> = shops.join_all().await.into_iter().collect();
    Ok(took?.into_iter().flatten().collect())
}

/// All calls at the same moment.
async fn at_once(client: &Client, addresses: &[String]) -> Result<Vec<Duration>, Failure> {
    let mut calls = JoinSet::new();
    for order in CALLS_OF_EACH..2 * CALLS_OF_EACH {
        for address in addresses {
            calls.spawn(called(client.clone(), address.clone(), order));
        }
    }
    calls.join_all().await.into_iter().collect()
}

fn told(what: &str, mut took: Vec<Duration>, whole: Duration) -> std::io::Result<()> {
    took.sort();
    let at = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default();
    let [median, most] = [at(50), at(99)].map(|took| took.as_micros());
    writeln!(
        std::io::stdout(),
        "{} webhooks over {SHOPS} shops, {what}: median {median} µs, 99 % within {most} µs, all in {} ms; \
         asked at the median: {} µs, {} % of it",
        took.len(),
        whole.as_millis(),
        ASKED.as_micros(),
        median * 100 / ASKED.as_micros(),
    )
}

async fn measured() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("burst.db").display());
    let store = Store::open(&url, SealingKey::random(&OsEntropy)?, Arc::new(OsEntropy)).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let addresses = addresses(&store, &base).await?;
    let client = Client { http: Arc::new(Http::new()?), clock: Arc::new(SystemClock::new()) };
    let options = Options::of_address("here");
    let service = Service::new(store.clone(), client.http.clone(), client.clock.clone(), options);
    let site = web::Site { public: base.parse()?, app_secret: None, proxy: None };
    let router = web::router(web::App::new(service, site));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let served = web::serve(listener, router, async move {
        let _ = stopped.await;
    });
    let bursts = async {
        let began = client.clock.monotonic();
        let took = in_turn(&client, &addresses).await?;
        let between = client.clock.monotonic();
        told("20 of each one after another", took, between.saturating_sub(began))?;
        let began = client.clock.monotonic();
        let took = at_once(&client, &addresses).await?;
        let whole = client.clock.monotonic().saturating_sub(began);
        told("all at the same moment", took, whole)?;
        drop(stop);
        Ok::<(), Failure>(())
    };
    let (served, bursts) = tokio::join!(served, bursts);
    served?;
    bursts
}

fn main() -> Result<(), Failure> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(measured())
}
