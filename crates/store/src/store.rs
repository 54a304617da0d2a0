//! The store itself.

use std::sync::Arc;

use sqlx::{Any, AnyPool, Transaction};

use crate::engine::{self, Engine};
use crate::{Entropy, Error, SealingKey};

/// What we remember, in SQLite or PostgreSQL. Cheap to clone: clones share their connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: AnyPool,
    engine: Engine,
    pub(crate) key: Arc<SealingKey>,
    pub(crate) entropy: Arc<dyn Entropy>,
}

impl Store {
    /// Opens a database and brings its tables up to date. `url` is `sqlite:` and a path (the file
    /// is made, for its owner alone, when it is missing; its folder must exist),
    /// `sqlite::memory:`, or `postgres://…`.
    ///
    /// # Errors
    /// If the address is of another form, or the database cannot be opened, was made by a newer
    /// version or is not ours.
    pub async fn open(
        url: &str,
        key: SealingKey,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, Error> {
        let (engine, pool) = engine::open(&url.parse()?).await?;
        Ok(Self { pool, engine, key: Arc::new(key), entropy })
    }

    /// A database that is gone when the store is dropped. It has one connection: reading from the
    /// store while a [`Write`](crate::Write) is open fails after half a minute.
    ///
    /// # Errors
    /// If SQLite does not start.
    pub async fn in_memory(key: SealingKey, entropy: Arc<dyn Entropy>) -> Result<Self, Error> {
        Self::open("sqlite::memory:", key, entropy).await
    }

    /// Closes all connections, waiting for the work they do. The store cannot be used after it.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// See [`SealingKey::email_key`].
    pub fn email_key(&self, address: &str) -> String {
        self.key.email_key(address)
    }

    /// A transaction that is going to write; SQLite's write lock is taken at once.
    pub(crate) async fn transaction(&self) -> Result<Transaction<'static, Any>, Error> {
        Ok(self.pool.begin_with(self.engine.begin()).await?)
    }

    /// One statement that stands on its own; how many rows it hit.
    pub(crate) async fn run(&self, query: crate::statement::Query) -> Result<u64, Error> {
        let mut transaction = self.transaction().await?;
        let hit = query.execute(&mut *transaction).await?.rows_affected();
        transaction.commit().await?;
        Ok(hit)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({:?}, {:?})", self.engine, self.key)
    }
}
