//! What a host of many connections costs while nothing is new. Run by `scripts/bench host`; no test depends on
//! it. Linux only: it reads `/proc`, and every address of 127.0.0.0/8 is a shop.
//!
//! | variable | what | unless set |
//! | --- | --- | --- |
//! | `HOST_CONNECTIONS` | connections | 1000 |
//! | `HOST_ORDERS` | orders of each shop | 20 |
//! | `HOST_INTERVAL_MINUTES` | between two rounds of a connection | 3, as many rounds a second as 10,000 of 30 |
//! | `HOST_WATCH_SECONDS` | for how long it is watched | 60 |
//! | `HOST_REST_SECONDS` | how long an idle program is let rest before its memory is looked at | 5 |
//! | `HOST_LATENCY_MS` | what each answer takes | 150 |
//! | `HOST_DATABASE` | an empty database of a PostgreSQL that nobody else works on | a SQLite file |

mod processes;
mod remotes;
#[path = "../../src/commands/demo/settings.rs"]
mod settings;
mod shops;
mod told;
mod worker;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use remote::{Clock as _, SystemClock};
use store::{OsEntropy, SealingKey, Store};
use tokio::runtime::Runtime;

use remotes::{KEY, Remotes, SECRET, TOKEN, address};
use shops::{Dates, Example};
use worker::{Environment, Worker, command};

pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// Once those are through that came due while all were made.
const WARM_UP: Duration = Duration::from_secs(20);

/// How much later than it was due a connection may be for that.
const THROUGH_SECONDS: u64 = 2;

/// The start is measured so often, and the median told.
const STARTS: usize = 5;

/// What is measured.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    connections: u32,
    orders: u32,
    interval: Duration,
    watch: Duration,
    rest: Duration,
    latency: Duration,
}

impl Plan {
    fn read() -> Result<Self, Failure> {
        Ok(Self {
            connections: variable("HOST_CONNECTIONS", 1_000)?,
            orders: variable("HOST_ORDERS", 20)?,
            interval: Duration::from_mins(variable("HOST_INTERVAL_MINUTES", 3)?.into()),
            watch: Duration::from_secs(variable("HOST_WATCH_SECONDS", 60)?.into()),
            rest: Duration::from_secs(variable("HOST_REST_SECONDS", 5)?.into()),
            latency: Duration::from_millis(variable("HOST_LATENCY_MS", 150)?.into()),
        })
    }
}

fn variable(name: &str, unless_set: u32) -> Result<u32, Failure> {
    match std::env::var(name) {
        Ok(text) => text.parse().map_err(|error| format!("{name}: {error}").into()),
        Err(_) => Ok(unless_set),
    }
}

fn environment(folder: &Path, remotes: &Remotes, plan: Plan) -> Environment {
    let sqlite = format!("sqlite:{}", folder.join("sluitend.db").display());
    let minutes = plan.interval.as_secs() / 60;
    Environment::from([
        ("SLUITEND_DATABASE_URL", std::env::var("HOST_DATABASE").unwrap_or(sqlite)),
        ("SLUITEND_MONEYBIRD__API_URL", remotes.books_url.clone()),
        ("SLUITEND_SHOP_KEY", KEY.to_owned()),
        ("SLUITEND_SHOP_SECRET", SECRET.to_owned()),
        ("SLUITEND_MONEYBIRD_TOKEN", TOKEN.to_owned()),
        ("SLUITEND_SYNC__INTERVAL_MINUTES", minutes.to_string()),
    ])
}

/// Has the program connect a shop and book it, as a merchant would.
fn connect(folder: &Path, environment: &Environment, remotes: &Remotes) -> Result<(), Failure> {
    let mut own = settings::settings(&remotes.books)?;
    own.push_str(&settings::denmark(&remotes.books).unwrap_or_default());
    let file = folder.join("settings.toml");
    std::fs::write(&file, own)?;
    let shop = address(0, remotes.shop_port);
    let connect = ["connect", "--shop-url", &shop, "--settings"].map(Path::new);
    for arguments in
        [connect.into_iter().chain([file.as_path()]).collect(), vec![Path::new("sync")]]
    {
        let output = command(folder, environment).args(arguments).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
    }
    Ok(())
}

async fn opened(folder: &Path, environment: &Environment) -> Result<Store, Failure> {
    let key = SealingKey::load_or_create(&folder.join("sealing.key"), &OsEntropy)?;
    let url = environment.get("SLUITEND_DATABASE_URL").map(String::as_str).unwrap_or_default();
    Ok(Store::open(url, key, Arc::new(OsEntropy)).await?)
}

/// Start and memory of a program that has nothing to do, or hardly anything.
fn idle(plan: Plan, what: &str, folder: &Path, own: &Environment) -> Result<(), Failure> {
    let mut starts = Vec::new();
    for _ in 1..STARTS {
        starts.push(Worker::start(folder, own)?.started_in);
    }
    let worker = Worker::start(folder, own)?;
    starts.push(worker.started_in);
    starts.sort();
    std::thread::sleep(plan.rest);
    let median = starts.get(STARTS / 2).copied().unwrap_or_default();
    told::idle(plan, what, median, worker.memory_kb("VmRSS")?)
}

/// Makes the connections, all but one, which is there.
async fn fill(plan: Plan, remotes: &Remotes, store: Store) -> Result<(), Failure> {
    let clock = SystemClock::new();
    let began = clock.monotonic();
    let example = Example::read(&store).await?;
    let now = clock.now();
    let dates = |number| Dates::of(number, plan.connections, now, plan.interval);
    for number in 1..plan.connections {
        example.another(&store, (number, remotes.shop_port), dates(number)).await?;
    }
    example.put_off(&store, dates(0)).await?;
    store.close().await;
    told::made(plan, example.orders(), clock.monotonic().saturating_sub(began))
}

/// Watches the program at work.
fn host(plan: Plan, remotes: &Remotes, folder: &Path, own: &Environment) -> Result<(), Failure> {
    let worker = Worker::start(folder, own)?;
    told::start(plan, worker.started_in)?;
    while worker.seen()?.overdue_seconds > THROUGH_SECONDS {
        std::thread::sleep(Duration::from_secs(2));
    }
    std::thread::sleep(WARM_UP);
    let (before, calls) = (worker.seen()?, remotes.calls());
    let server = std::env::var("HOST_DATABASE").is_ok();
    let so_far = if server { processes::server_ms()? } else { 0 };
    let (clock, mut overdue) = (SystemClock::new(), 0);
    let began = clock.monotonic();
    let until = began.saturating_add(plan.watch);
    while clock.monotonic() < until {
        std::thread::sleep(Duration::from_secs(5));
        overdue = worker.seen()?.overdue_seconds.max(overdue);
    }
    let (after, since) = (worker.seen()?, remotes.calls());
    let took = clock.monotonic().saturating_sub(began);
    let calls = (since.0.saturating_sub(calls.0), since.1.saturating_sub(calls.1));
    told::host(&before, &after, took, calls)?;
    if server {
        told::server(processes::server_ms()?.saturating_sub(so_far), took)?;
    }
    told::most(worker.memory_kb("VmHWM")?, overdue)
}

fn main() -> Result<(), Failure> {
    let plan = Plan::read()?;
    let runtime = Runtime::new()?;
    let remotes = Remotes::open(&runtime, usize::try_from(plan.orders)?)?;
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let own = environment(folder, &remotes, plan);
    told::binary(Path::new(env!("CARGO_BIN_EXE_sluitend")))?;
    runtime.block_on(opened(folder, &own))?;
    idle(plan, "without a connection", folder, &own)?;
    connect(folder, &own, &remotes)?;
    idle(plan, "with one connection", folder, &own)?;
    remotes.take(plan.latency);
    runtime.block_on(async { fill(plan, &remotes, opened(folder, &own).await?).await })?;
    host(plan, &remotes, folder, &own)
}
