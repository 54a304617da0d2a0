//! The way in: every effect of a sync passes the fence of its lease.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::instant::millis;
use crate::lent::Transaction;
use crate::sql::leases as sql;
use crate::statement::Query;
use crate::{ConnectionId, Error, Lease, Store, Trouble};

/// A transaction on one connection's records. Dropped without [`Write::commit`], it leaves
/// nothing behind.
#[must_use = "nothing is kept without commit"]
pub struct Write<'a> {
    pub(crate) store: &'a Store,
    transaction: Transaction,
    pub(crate) connection: ConnectionId,
    pub(crate) now: Timestamp,
    /// Whether a statement failed. SQLite may have ended the transaction by then, so that a later
    /// statement would be kept by itself, outside the fence.
    failed: bool,
}

impl Store {
    /// Begins to write under a lease. The first statement renews the lease: it then runs until
    /// `now` and its length, and nobody can take it before this transaction ends.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] if the lease ran out by `now` or somebody else has claimed the
    /// connection since, or if the database fails.
    pub async fn write(&self, lease: &Lease, now: Timestamp) -> Result<Write<'_>, Error> {
        let mut write = self.write_unfenced(lease.connection(), now).await?;
        let query = sql::RENEW
            .query()
            .bind(lease.connection().as_str())
            .bind(lease.owner())
            .bind(lease.attempt())
            .bind(millis(now))
            .bind(millis(now).saturating_add(lease.millis()));
        match write.execute(query).await? {
            1 => Ok(write),
            _ => Err(Error::LeaseLost(lease.connection().clone())),
        }
    }

    /// Begins to write without a lease: for what a person decides. Each such change is one
    /// statement that names the state it starts from.
    pub(crate) async fn write_unfenced(
        &self,
        connection: &ConnectionId,
        now: Timestamp,
    ) -> Result<Write<'_>, Error> {
        Ok(Write {
            store: self,
            transaction: self.transaction().await?,
            connection: connection.clone(),
            now,
            failed: false,
        })
    }
}

impl Write<'_> {
    /// Keeps everything that was written, all of it or none.
    ///
    /// # Errors
    /// If the database fails; whether it kept the changes is then not known, so read them back.
    /// After an earlier failure of the database nothing is kept.
    pub async fn commit(self) -> Result<(), Error> {
        self.check()?;
        self.store.commit(self.transaction).await
    }

    /// The connection that is written to.
    pub fn connection(&self) -> &ConnectionId {
        &self.connection
    }

    /// The instant that this transaction is dated.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Runs a statement; how many rows it hit.
    pub(crate) async fn execute(&mut self, query: Query) -> Result<u64, Error> {
        self.check()?;
        let result = query.execute(&mut *self.transaction).await;
        self.failed |= result.is_err();
        Ok(result?.rows_affected())
    }

    /// The row that a statement finds, if it finds one.
    pub(crate) async fn find(&mut self, query: Query) -> Result<Option<AnyRow>, Error> {
        self.check()?;
        let result = query.fetch_optional(&mut *self.transaction).await;
        self.failed |= result.is_err();
        Ok(result?)
    }

    /// All rows that a statement finds.
    pub(crate) async fn all(&mut self, query: Query) -> Result<Vec<AnyRow>, Error> {
        self.check()?;
        let result = query.fetch_all(&mut *self.transaction).await;
        self.failed |= result.is_err();
        Ok(result?)
    }

    fn check(&self) -> Result<(), Error> {
        if self.failed {
            Err(Error::database(Trouble::Abandoned, "an earlier statement failed"))
        } else {
            Ok(())
        }
    }
}
