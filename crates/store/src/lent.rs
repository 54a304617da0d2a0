//! Connections to PostgreSQL that the pool lends: whoever asks something on one waits for its answer so long, and no
//! longer.
//!
//! A server whose power fails, or that a network is parted from, ends no connection: no answer comes any more, and
//! nothing says so. What such a connection was asked ends as if the server had hung up. The connection is not used
//! again, and another one can be made in its place.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Executor};
use tokio::task::JoinSet;

use crate::sql::engine::{BEGIN_POSTGRES, COMMIT_POSTGRES, ROLLBACK_POSTGRES};
use crate::statement::Place;

/// A server that connections are lent of.
pub(crate) struct Server {
    /// How long an answer may take.
    answer: Duration,
    /// The connections on their way back. The pool asks each of them whether it is sound, and would wait for that
    /// for ever.
    returning: Mutex<JoinSet<()>>,
}

/// A connection that is lent.
pub(crate) struct Lent {
    /// Taken when it goes back, and not before.
    connection: Option<PoolConnection<Any>>,
    server: Arc<Server>,
    /// Whether something was asked that was not answered in time.
    is_late: bool,
    /// Whether there is a transaction on it.
    is_open: bool,
}

/// How long to wait for an answer.
pub(crate) struct Patience<'c> {
    /// For ever, if there is none.
    bounds: Option<(Duration, &'c mut bool)>,
}

/// A transaction that is going to write. Dropped without [`Transaction::commit`], it leaves nothing behind.
pub(crate) struct Transaction(Held);

/// What a transaction is on.
pub(crate) enum Held {
    Sqlite(sqlx::Transaction<'static, Any>),
    Postgres(Lent),
}

impl Server {
    pub(crate) fn new(answer: Duration) -> Arc<Self> {
        Arc::new(Self { answer, returning: Mutex::default() })
    }

    /// Lends a connection.
    pub(crate) async fn lend(self: &Arc<Self>, pool: &AnyPool) -> Result<Lent, sqlx::Error> {
        let connection = Some(pool.acquire().await?);
        Ok(Lent { connection, server: Arc::clone(self), is_late: false, is_open: false })
    }

    /// Brings a connection back to the pool, unless it does not answer in time.
    fn takes_back(&self, mut connection: PoolConnection<Any>, is_open: bool) {
        let answer = self.answer;
        let returning = async move {
            let sound = async {
                if is_open {
                    connection.execute(ROLLBACK_POSTGRES).await?;
                }
                connection.return_to_pool().await;
                Ok::<_, sqlx::Error>(())
            };
            if !matches!(tokio::time::timeout(answer, sound).await, Ok(Ok(()))) {
                connection.close_on_drop();
            }
        };
        let mut all = self.returning.lock().unwrap_or_else(PoisonError::into_inner);
        while all.try_join_next().is_some() {}
        all.spawn(returning);
    }
}

impl Lent {
    async fn say(&mut self, text: &'static str) -> Result<(), sqlx::Error> {
        let (connection, patience) = self.parts()?;
        patience.wait(connection.execute(text)).await?;
        Ok(())
    }
}

impl<'c> Place<'c> for &'c mut Lent {
    type Own = &'c mut AnyConnection;

    fn parts(self) -> Result<(Self::Own, Patience<'c>), sqlx::Error> {
        let connection = self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        let bounds = Some((self.server.answer, &mut self.is_late));
        Ok((&mut **connection, Patience { bounds }))
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        if self.is_late {
            connection.close_on_drop();
        } else {
            // Whoever stopped waiting leaves an answer that is still to come. Until then the connection has its place,
            // so that a server that is slow is not asked for more and more at once.
            self.server.takes_back(connection, self.is_open);
        }
    }
}

impl Patience<'_> {
    /// As long as it takes.
    pub(crate) fn for_ever() -> Self {
        Self { bounds: None }
    }

    /// Waits for an answer. Where none comes, that stays noted.
    pub(crate) async fn wait<T>(
        self,
        asking: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, sqlx::Error> {
        let Some((longest, is_late)) = self.bounds else { return asking.await };
        let answer = in_time(longest, asking).await;
        *is_late = answer.is_err();
        answer?
    }
}

impl Transaction {
    /// Begins one on SQLite; its driver does the rest.
    pub(crate) fn of_sqlite(begun: sqlx::Transaction<'static, Any>) -> Self {
        Self(Held::Sqlite(begun))
    }

    /// Begins one on a server.
    pub(crate) async fn begin(mut lent: Lent) -> Result<Self, sqlx::Error> {
        lent.is_open = true;
        lent.say(BEGIN_POSTGRES).await?;
        Ok(Self(Held::Postgres(lent)))
    }

    /// Keeps all that was written in it.
    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self.0 {
            Held::Sqlite(begun) => begun.commit().await,
            Held::Postgres(mut lent) => {
                lent.say(COMMIT_POSTGRES).await?;
                lent.is_open = false;
                Ok(())
            }
        }
    }
}

impl Deref for Transaction {
    type Target = Held;

    fn deref(&self) -> &Held {
        &self.0
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Held {
        &mut self.0
    }
}

impl<'c> Place<'c> for &'c mut Held {
    type Own = &'c mut AnyConnection;

    fn parts(self) -> Result<(Self::Own, Patience<'c>), sqlx::Error> {
        match self {
            Held::Sqlite(begun) => Ok((&mut **begun, Patience::for_ever())),
            Held::Postgres(lent) => lent.parts(),
        }
    }
}

/// The answer to what a server was asked; that it is away, if none comes in time.
pub(crate) async fn in_time<T>(
    longest: Duration,
    asking: impl Future<Output = T>,
) -> Result<T, sqlx::Error> {
    let late = |_| std::io::Error::new(std::io::ErrorKind::TimedOut, "no answer in time");
    Ok(tokio::time::timeout(longest, asking).await.map_err(late)?)
}
