//! A fresh database, and what the cases need to fill it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use sqlx::{AnyConnection, Connection as _};
use tempfile::TempDir;

use super::schema::Schema;
use crate::engine::url;
use crate::{
    ConnectionId, Entropy, EntropyError, Intent, Lease, NewConnection, SealingKey, Secrets,
    SeenOrder, Store, Write, migrations,
};

/// Bytes that differ each time and are the same in each run.
#[derive(Default)]
pub(crate) struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        for (byte, next) in bytes.iter_mut().zip(number.to_be_bytes().iter().cycle()) {
            *byte = *next;
        }
        Ok(())
    }
}

/// What is gone with a bench.
enum Place {
    Folder(TempDir),
    Schema { _schema: Schema },
}

/// A database: a file, or a schema of its own on the server.
pub(crate) struct Bench {
    url: String,
    place: Place,
    entropy: Arc<Counting>,
}

impl Bench {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: format!("sqlite:{}", folder.path().join("store.db").display()),
            place: Place::Folder(folder),
            entropy: Arc::default(),
        }
    }

    /// The database that [`Bench::store`] will find, as the version of that migration left it.
    pub(crate) async fn older(&self, migration: i64) -> AnyConnection {
        sqlx::any::install_default_drivers();
        let path = self.folder().join("store.db");
        std::fs::write(&path, "").unwrap();
        let mut older = AnyConnection::connect(&url(&path)).await.unwrap();
        migrations::until(migration).run(&mut older).await.unwrap();
        older
    }

    /// Where the migrations have not run yet.
    pub(crate) fn postgres() -> Self {
        let schema = Schema::new();
        let url = schema.url().to_owned();
        Self { url, place: Place::Schema { _schema: schema }, entropy: Arc::default() }
    }

    /// Another fresh database on the same engine.
    pub(crate) fn another(&self) -> Self {
        match self.place {
            Place::Folder(_) => Self::sqlite(),
            Place::Schema { .. } => Self::postgres(),
        }
    }

    /// The folder of the database file.
    pub(crate) fn folder(&self) -> &std::path::Path {
        match &self.place {
            Place::Folder(folder) => folder.path(),
            Place::Schema { .. } => panic!("{} is not in a folder", self.url),
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Another store on the same database, as another process would open it.
    pub(crate) async fn store(&self) -> Store {
        let key = SealingKey::from_bytes(&[7; 32]).unwrap();
        Store::open(&self.url, key, self.entropy.clone()).await.unwrap()
    }

    /// A connection and a worker that holds it.
    pub(crate) async fn desk(&self) -> Desk {
        Desk::open(self.store().await, 1).await
    }
}

/// A worker at a connection.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) connection: ConnectionId,
    pub(crate) lease: Lease,
}

impl Desk {
    pub(crate) async fn open(store: Store, shop: i64) -> Self {
        let connection = store.save_connection(&new(shop), at(0)).await.unwrap();
        let lease = store.claim(&connection, "desk", at(0), at(1_000_000)).await.unwrap();
        Self { store, connection, lease: lease.unwrap() }
    }

    /// A transaction dated `seconds`.
    pub(crate) async fn write(&self, seconds: i64) -> Write<'_> {
        self.store.write(&self.lease, at(seconds)).await.unwrap()
    }

    /// A ready order.
    pub(crate) async fn ready(&self, order: i64) {
        let mut write = self.write(1).await;
        write.see_order(&seen(order)).await.unwrap();
        write.commit().await.unwrap();
    }

    /// An order that is planned for 23 November 2026 as `R` and its id.
    pub(crate) async fn planned(&self, order: i64) {
        self.ready(order).await;
        let mut write = self.write(2).await;
        let day = "2026-11-23".parse().unwrap();
        write.plan(order, "{\"plan\":1}", &format!("R{order}"), day).await.unwrap();
        write.commit().await.unwrap();
    }

    pub(crate) async fn order(&self, order: i64) -> crate::OrderRecord {
        self.store.order(&self.connection, order).await.unwrap().unwrap()
    }
}

/// An instant so many seconds after some Monday morning.
pub(crate) fn at(seconds: i64) -> Timestamp {
    let start: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
    Timestamp::from_second(start.as_second() + seconds).unwrap()
}

pub(crate) fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

pub(crate) fn intent(attempt: i64, sent: i64, settle: i64) -> Intent {
    Intent { attempt, sent_at: at(sent), settle_at: at(settle) }
}

pub(crate) fn new(shop: i64) -> NewConnection {
    NewConnection {
        shop_id: shop,
        shop_name: "Fietsen & zo".to_owned(),
        shop_url: "https://fietsen.example".to_owned(),
        administration_id: "123456789012345678".to_owned(),
        administration_name: "Fietsen".to_owned(),
        settings: None,
        secrets: Secrets {
            shop_key: "key-of-the-shop".to_owned().into(),
            shop_secret: "secret-of-the-shop".to_owned().into(),
            moneybird_token: "token-of-moneybird".to_owned().into(),
        },
    }
}

pub(crate) fn seen(order: i64) -> SeenOrder {
    SeenOrder {
        order_id: order,
        number: format!("W{order}"),
        ready: true,
        snapshot: "{\"id\":1}".to_owned(),
        seen_at: at(1),
        placed_on: "2026-11-20".parse().unwrap(),
        total: "12.50".parse().unwrap(),
        currency: "EUR".to_owned(),
        shop_status: Some(7),
        paid: true,
        backfill: false,
        of_order: None,
    }
}
