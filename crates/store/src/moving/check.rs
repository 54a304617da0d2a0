//! Whether a database may be worked on.

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::MoveError;
use crate::columns::Columns;
use crate::engine::Engine;
use crate::sql::engine::LAST_STEP;
use crate::sql::moves::{self as sql, MOVED};
use crate::{Error, Store};

/// Our tables that do not move: the migrator's own, and what is about the database rather than in it.
const MIGRATOR: &str = "_sqlx_migrations";
const STAYING: [&str; 3] = [MIGRATOR, "moves", "workers"];

/// Which side of a move a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    From,
    To,
}

/// What a database knows of a move.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: String,
    pub(super) side: Side,
    pub(super) place: String,
    pub(super) is_ended: bool,
}

impl Side {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::From, Self::To].into_iter().find(|own| own.as_str() == word)
    }
}

/// All moves that a database is a side of.
pub(super) async fn known(connection: &mut AnyConnection) -> Result<Vec<Known>, Error> {
    read(&sql::EVERY.query().fetch_all(connection).await?)
}

fn read(rows: &[AnyRow]) -> Result<Vec<Known>, Error> {
    let read = rows.iter().map(|row| {
        Ok(Known {
            id: row.text("id")?,
            side: row.parsed("side", Side::parse)?,
            place: row.text("place")?,
            is_ended: row.whole_if_any("ended_at")?.is_some(),
        })
    });
    read.collect()
}

/// Refuses a database whose installation has moved away, or that one is on its way into. This is asked
/// before anything in it is brought up to date.
///
/// # Errors
/// [`MoveError::Away`] or [`MoveError::Underway`].
pub(crate) async fn check(connection: &mut AnyConnection, engine: Engine) -> Result<(), Error> {
    let asked = match engine {
        Engine::Sqlite => sql::KNOWN_SQLITE,
        Engine::Postgres => sql::KNOWN_POSTGRES,
    };
    if asked.query().fetch_one(&mut *connection).await?.whole("number")? == 0 {
        return Ok(());
    }
    let known = known(connection).await?;
    away(&known)?;
    match known.into_iter().find(|own| own.side == Side::To && !own.is_ended) {
        Some(own) => Err(MoveError::Underway { from: own.place }.into()),
        None => Ok(()),
    }
}

/// Refuses a database of PostgreSQL to move to in which something of somebody else stands, before anything is written
/// there: our tables would be among theirs, and what they do with theirs would be done with ours.
///
/// # Errors
/// [`MoveError::Strange`].
pub(crate) async fn check_room(connection: &mut AnyConnection) -> Result<(), Error> {
    let rows = sql::STANDS_THERE.query().fetch_all(&mut *connection).await?;
    let names: Result<Vec<String>, Error> = rows.iter().map(|row| row.text("name")).collect();
    let names = names?;
    // Whatever its name is, it is not ours as long as our first step was not made.
    let is_begun = names.iter().any(|own| own == MIGRATOR) && {
        let row = LAST_STEP.query().fetch_one(&mut *connection).await?;
        row.whole_if_any("version")?.is_some()
    };
    let is_ours = |name: &str| {
        let is_known = STAYING.contains(&name) || MOVED.iter().any(|own| own.table.name == name);
        name == MIGRATOR || (is_begun && is_known)
    };
    match names.into_iter().find(|own| !is_ours(own)) {
        Some(table) => Err(MoveError::Strange { table }.into()),
        None => Ok(()),
    }
}

impl Store {
    /// Whether the installation is still in this database, which can have been left while it is open.
    ///
    /// # Errors
    /// [`MoveError::Away`] if it is not, or if the database fails.
    pub async fn still_here(&self) -> Result<(), Error> {
        if self.engine != Engine::Sqlite {
            // Only SQLite can be left.
            return Ok(());
        }
        let rows = self.all(sql::EVERY.query()).await?;
        away(&read(&rows)?)
    }
}

fn away(known: &[Known]) -> Result<(), Error> {
    let away = known.iter().find(|own| own.side == Side::From && own.is_ended);
    away.map_or(Ok(()), |own| Err(MoveError::Away { to: own.place.clone() }.into()))
}
