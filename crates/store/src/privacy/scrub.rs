//! Leaves nothing of what was removed.

use sqlx::{Executor, Row};

use crate::engine::Engine;
use crate::sql::engine::{EMPTY_LOG, WRITE_ANEW};
use crate::{Error, Store};

/// What became of what was removed or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scrubbed {
    /// Nothing of it is left in the files.
    Gone,
    /// Something may be left in the write-ahead log, because somebody was reading: scrub again.
    Busy,
    /// A server keeps it until it tidies up by itself (autovacuum), and in its own log and copies as long as
    /// those are kept.
    ServersOwn,
}

impl Store {
    /// Writes the files of the database anew, so that nothing of what was removed is left in them. Meanwhile
    /// nobody else can write; others wait for it up to ten seconds.
    ///
    /// # Errors
    /// If the database fails, as when the disk has no room for a second copy.
    pub async fn scrub(&self) -> Result<Scrubbed, Error> {
        if self.engine == Engine::Sqlite {
            self.pool.acquire().await?.execute(WRITE_ANEW).await?;
        }
        self.empty_log().await
    }

    /// Brings all that was written to the file of the database, and empties the log beside it: pages of before
    /// stand there otherwise until they are written over. What is removed from the file itself is overwritten at
    /// once.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn empty_log(&self) -> Result<Scrubbed, Error> {
        match self.engine {
            Engine::Postgres => Ok(Scrubbed::ServersOwn),
            Engine::Sqlite => {
                let mut connection = self.pool.acquire().await?;
                let row = connection.fetch_one(EMPTY_LOG).await?;
                let is_busy = row.try_get::<i64, _>(0)? != 0;
                Ok(if is_busy { Scrubbed::Busy } else { Scrubbed::Gone })
            }
        }
    }
}
