//! Whether a database may be worked on.

use sqlx::AnyConnection;

use super::MoveError;
use crate::Error;
use crate::columns::Columns;
use crate::engine::Engine;
use crate::sql::moves as sql;

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
    let rows = sql::EVERY.query().fetch_all(connection).await?;
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
    for own in known(connection).await? {
        match (own.side, own.is_ended) {
            (Side::From, true) => return Err(MoveError::Away { to: own.place }.into()),
            (Side::To, false) => return Err(MoveError::Underway { from: own.place }.into()),
            (Side::From, false) | (Side::To, true) => {}
        }
    }
    Ok(())
}
