//! A new database for what lives in this process: in memory, or a [`Ready`] schema if the suite runs on PostgreSQL.

#[path = "engine.rs"]
mod engine;
#[path = "ready.rs"]
mod ready;
#[path = "server.rs"]
mod server;

use std::sync::Arc;

use ready::Ready;
use store::{Entropy, EntropyError, SealingKey, Store};

/// Random bytes for a store, which keeps this as long as there is a clone of it. So its schema is there for just
/// as long.
struct Kept {
    bytes: Arc<dyn Entropy>,
    _schema: Ready,
}

impl Entropy for Kept {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        self.bytes.fill(bytes)
    }
}

/// A database that is gone when the store is dropped.
pub(crate) async fn fresh(key: SealingKey, entropy: Arc<dyn Entropy>) -> Store {
    if !engine::is_postgres() {
        return Store::in_memory(key, entropy).await.unwrap();
    }
    let schema = Ready::take();
    let url = schema.url().to_owned();
    let kept = Arc::new(Kept { bytes: entropy, _schema: schema });
    Store::open(&url, key, kept).await.unwrap()
}

#[tokio::test]
async fn it_is_on_the_engine_that_was_asked_for() {
    let bytes = Arc::new(store::OsEntropy);
    let store = fresh(SealingKey::random(&*bytes).unwrap(), bytes).await;
    let is_on_postgres = format!("{store:?}").starts_with("Store(Postgres,");
    assert_eq!(is_on_postgres, engine::is_postgres(), "{store:?}");
}
