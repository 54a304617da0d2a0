//! The store itself.

use std::sync::Arc;

use sqlx::any::AnyRow;
use sqlx::{Any, AnyPool};

use crate::address::Address;
use crate::engine::{self, Bounds, Engine, Purpose};
use crate::lent::{Server, Transaction};
use crate::statement::Query;
use crate::{Entropy, Error, Moment, SealingKey, Watch};

/// What we remember, in SQLite or PostgreSQL. Cheap to clone: clones share their connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: AnyPool,
    pub(crate) engine: Engine,
    pub(crate) key: Arc<SealingKey>,
    pub(crate) entropy: Arc<dyn Entropy>,
    /// The server, if there is one.
    server: Option<Arc<Server>>,
    watch: Option<Arc<dyn Watch>>,
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
        Self::open_for(Purpose::Work, url, key, entropy, Bounds::default()).await
    }

    /// The same with other bounds than the usual ones.
    ///
    /// # Errors
    /// The same.
    pub async fn open_bounded(
        url: &str,
        key: SealingKey,
        entropy: Arc<dyn Entropy>,
        bounds: Bounds,
    ) -> Result<Self, Error> {
        Self::open_for(Purpose::Work, url, key, entropy, bounds).await
    }

    pub(crate) async fn open_for(
        purpose: Purpose,
        url: &str,
        key: SealingKey,
        entropy: Arc<dyn Entropy>,
        bounds: Bounds,
    ) -> Result<Self, Error> {
        let (engine, pool) = engine::open(&url.parse()?, purpose, bounds).await?;
        let server = engine.server(bounds);
        Ok(Self { pool, engine, key: Arc::new(key), entropy, server, watch: None })
    }

    /// Another database with the same key.
    pub(crate) async fn beside(&self, address: &Address) -> Result<Self, Error> {
        let (engine, pool) = engine::open(address, Purpose::Move, Bounds::default()).await?;
        Ok(Self { pool, engine, ..self.clone() })
    }

    /// A database that is gone when the store is dropped. It has one connection: reading from the
    /// store while a [`Write`](crate::Write) is open fails after half a minute.
    ///
    /// # Errors
    /// If SQLite does not start.
    pub async fn in_memory(key: SealingKey, entropy: Arc<dyn Entropy>) -> Result<Self, Error> {
        Self::open("sqlite::memory:", key, entropy).await
    }

    /// The same store, with somebody who is told of each call that is made through it.
    #[must_use]
    pub fn watched(&self, watch: Arc<dyn Watch>) -> Self {
        Self { watch: Some(watch), ..self.clone() }
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
    pub(crate) async fn transaction(&self) -> Result<Transaction, Error> {
        let Some(server) = &self.server else {
            return Ok(Transaction::of_sqlite(self.long_transaction().await?));
        };
        self.tell(Moment::BeforeBegin).await;
        Ok(Transaction::begin(server.lend(&self.pool).await?).await?)
    }

    /// The same for what copies a whole database: each answer is waited for as long as it takes.
    pub(crate) async fn long_transaction(&self) -> Result<sqlx::Transaction<'static, Any>, Error> {
        self.tell(Moment::BeforeBegin).await;
        Ok(self.pool.begin_with(self.engine.begin()).await?)
    }

    /// Keeps all that was written in a transaction.
    pub(crate) async fn commit(&self, transaction: Transaction) -> Result<(), Error> {
        self.kept(transaction.commit()).await
    }

    /// The same for a long one.
    pub(crate) async fn commit_long(
        &self,
        transaction: sqlx::Transaction<'static, Any>,
    ) -> Result<(), Error> {
        self.kept(transaction.commit()).await
    }

    async fn kept(
        &self,
        committing: impl Future<Output = Result<(), sqlx::Error>>,
    ) -> Result<(), Error> {
        self.tell(Moment::BeforeCommit).await;
        committing.await?;
        self.tell(Moment::AfterCommit).await;
        Ok(())
    }

    /// One statement that stands on its own; how many rows it hit.
    pub(crate) async fn run(&self, query: Query) -> Result<u64, Error> {
        let mut transaction = self.transaction().await?;
        let hit = query.execute(&mut *transaction).await?.rows_affected();
        self.commit(transaction).await?;
        Ok(hit)
    }

    /// The row that a statement finds, if it finds one.
    pub(crate) async fn find(&self, query: Query) -> Result<Option<AnyRow>, Error> {
        self.tell(Moment::BeforeRead).await;
        let row = match &self.server {
            None => query.fetch_optional(&self.pool).await?,
            Some(server) => query.fetch_optional(&mut server.lend(&self.pool).await?).await?,
        };
        self.tell(Moment::AfterRead).await;
        Ok(row)
    }

    /// All rows that a statement finds.
    pub(crate) async fn all(&self, query: Query) -> Result<Vec<AnyRow>, Error> {
        self.tell(Moment::BeforeRead).await;
        let rows = match &self.server {
            None => query.fetch_all(&self.pool).await?,
            Some(server) => query.fetch_all(&mut server.lend(&self.pool).await?).await?,
        };
        self.tell(Moment::AfterRead).await;
        Ok(rows)
    }

    pub(crate) async fn tell(&self, moment: Moment) {
        if let Some(watch) = &self.watch {
            watch.at(moment).await;
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({:?}, {:?})", self.engine, self.key)
    }
}
