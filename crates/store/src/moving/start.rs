//! A move begins, or goes on.

use std::sync::Arc;

use jiff::Timestamp;
use sqlx::{Any, Executor, Transaction};

use super::MoveError;
use super::check::{Side, known};
use super::stretch::Stretch;
use crate::address::Address;
use crate::backup::table::{count, open_all};
use crate::columns::Columns;
use crate::engine::{Bounds, Engine, Purpose};
use crate::instant::millis;
use crate::sql::copies::TABLES;
use crate::sql::moves::{self as sql, MOVED};
use crate::{Entropy, Error, SealingKey, Store, id};

/// An installation that is being moved from SQLite to PostgreSQL: [passes](Move::pass) while others go on
/// working, then the [end](Move::end). Dropped before that, it goes on from where it was when it is begun
/// again.
#[must_use = "nothing is moved before the end"]
pub struct Move {
    pub(super) from: Store,
    pub(crate) to: Store,
    pub(crate) id: String,
    pub(super) attempt: i64,
    /// Whether nobody can write to SQLite any more.
    pub(super) is_left: bool,
    /// The stretches of each table in the last pass.
    pub(super) known: Vec<Vec<Stretch>>,
}

impl std::fmt::Debug for Move {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Move({}, {})", self.id, self.attempt)
    }
}

impl Store {
    /// Opens a database to move what is in it away, though that may have happened in part, or wholly.
    ///
    /// # Errors
    /// Those of [`Store::open`], but for [`MoveError::Away`].
    pub async fn open_to_leave(
        url: &str,
        key: SealingKey,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, Error> {
        Self::open_for(Purpose::Move, url, key, entropy, Bounds::default()).await
    }

    /// Begins to move the installation that is in this database to a database of PostgreSQL at `url`,
    /// or goes on with it. It has to be empty, or hold what an earlier begin of the same move left.
    /// `from` and `to` are what people are told where the two are.
    ///
    /// # Errors
    /// [`MoveError`] if that cannot be; [`Error::WrongKey`] or [`Error::Damaged`] if this store's key does
    /// not open the secrets; or if one of the databases fails.
    pub async fn begin_move(
        &self,
        url: &str,
        (from, to): (&str, &str),
        now: Timestamp,
    ) -> Result<Move, Error> {
        if self.engine != Engine::Sqlite {
            return Err(MoveError::NotFromSqlite.into());
        }
        let address: Address = url.parse()?;
        if !matches!(address, Address::Postgres(_)) {
            return Err(MoveError::NotToPostgres.into());
        }
        let mut reading = self.pool.acquire().await?;
        for moved in MOVED {
            open_all(&moved.table, &mut reading, &self.key).await?;
        }
        let away = known(&mut reading).await?.into_iter().find(|own| own.side == Side::From);
        drop(reading);
        let target = self.beside(&address).await?;
        let there = known(&mut *target.pool.acquire().await?).await?;
        let is_left = away.as_ref().is_some_and(|own| own.is_ended);
        let id = match &away {
            Some(own) => own.id.clone(),
            None => id::made(now, self.entropy.as_ref())?,
        };
        let is_begun = match (there.into_iter().find(|own| own.side == Side::To), &away) {
            (Some(own), _) if own.id == id && !own.is_ended => true,
            (_, Some(own)) if is_left => {
                return Err(MoveError::Away { to: own.place.clone() }.into());
            }
            (Some(own), _) if !own.is_ended => {
                return Err(MoveError::Underway { from: own.place }.into());
            }
            (Some(_), _) => return Err(MoveError::Occupied.into()),
            (None, _) => false,
        };
        match &away {
            None => self.run(begin(&id, Side::From, to, now)).await?,
            Some(_) => self.run(sql::AIM.query().bind(id.clone()).bind(to.to_owned())).await?,
        };
        if !is_begun {
            target.prepare(&id, from, now).await?;
        }
        let attempt = target.take_up(&id).await?;
        Ok(Move { from: self.clone(), to: target, id, attempt, is_left, known: Vec::new() })
    }

    /// Makes an empty database one that this move alone can write to, unless it is that already: the server may
    /// finish what a mover that died had asked for, after somebody else looked.
    pub(crate) async fn prepare(&self, id: &str, from: &str, now: Timestamp) -> Result<(), Error> {
        let mut transaction = self.long_transaction().await?;
        if let Some(hold) = self.engine.hold_all() {
            transaction.execute(hold).await?;
        }
        let there = known(&mut transaction).await?;
        if there.iter().any(|own| own.side == Side::To && own.id == id && !own.is_ended) {
            return Ok(());
        }
        for table in TABLES {
            if count(table, &mut transaction).await? != 0 {
                return Err(MoveError::Occupied.into());
            }
        }
        begin(id, Side::To, from, now).execute(&mut *transaction).await?;
        transaction.execute(sql::GUARD).await?;
        for moved in MOVED {
            transaction.execute(moved.guard).await?;
        }
        self.commit_long(transaction).await
    }

    /// Whoever moved it before writes nothing any more.
    async fn take_up(&self, id: &str) -> Result<i64, Error> {
        let mut transaction = self.transaction().await?;
        let query = sql::TAKE_UP.query().bind(id.to_owned());
        let row = query.fetch_optional(&mut *transaction).await?;
        let attempt = row.map(|row| row.whole("attempt")).transpose()?;
        let attempt = attempt.ok_or(MoveError::TakenUp)?;
        self.commit(transaction).await?;
        Ok(attempt)
    }
}

impl Move {
    /// A transaction on PostgreSQL that may write there.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Any>, Error> {
        let mut transaction = self.to.long_transaction().await?;
        transaction.execute(sql::ALLOW).await?;
        let hold = sql::HOLD.query().bind(self.id.clone()).bind(self.attempt);
        if hold.fetch_optional(&mut *transaction).await?.is_none() {
            return Err(MoveError::TakenUp.into());
        }
        Ok(transaction)
    }

    /// Closes both databases.
    pub async fn close(self) {
        self.from.close().await;
        self.to.close().await;
    }
}

/// What a database is told of a move.
fn begin(id: &str, side: Side, place: &str, now: Timestamp) -> crate::statement::Query {
    let query = sql::BEGIN.query().bind(id.to_owned()).bind(side.as_str());
    query.bind(place.to_owned()).bind(millis(now))
}
