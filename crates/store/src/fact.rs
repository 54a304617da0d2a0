//! Facts: named texts, such as a cache of reference data or the instant of the last sweep.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::facts as sql;
use crate::statement::Query;
use crate::{ConnectionId, Error, Store, Write};

/// A fact and when it was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The text, as it was put.
    pub body: String,
    /// When it was put.
    pub at: Timestamp,
}

impl Store {
    /// The fact of that name, if it was ever put.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn fact(&self, connection: &ConnectionId, name: &str) -> Result<Option<Fact>, Error> {
        let query = sql::FACT.query().bind(connection.as_str()).bind(name);
        let row = self.find(query).await?;
        row.as_ref().map(fact).transpose()
    }

    /// The newest fact of that name, of whichever connection: for what is true of more than one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn newest_fact(&self, name: &str) -> Result<Option<Fact>, Error> {
        let query = sql::NEWEST_FACT.query().bind(name);
        let row = self.find(query).await?;
        row.as_ref().map(fact).transpose()
    }

    /// The facts of that name, of all connections, in whose text `words` stand; for whoever counts. A percent
    /// sign or an underscore in them stands for anything.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn facts_saying(&self, name: &str, words: &str) -> Result<Vec<String>, Error> {
        let query = sql::SAYING.query().bind(name).bind(format!("%{words}%"));
        self.all(query).await?.iter().map(|row| row.text("body")).collect()
    }

    /// Puts a fact without a lease: for what is only a cache of something else.
    ///
    /// # Errors
    /// If the database fails or there is no such connection.
    pub async fn put_fact(
        &self,
        connection: &ConnectionId,
        name: &str,
        body: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.connection(connection).await?;
        self.run(put(connection, name, body, now)).await?;
        Ok(())
    }
}

impl Write<'_> {
    /// Puts a fact, dated now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn put_fact(&mut self, name: &str, body: &str) -> Result<(), Error> {
        let query = put(&self.connection, name, body, self.now);
        self.execute(query).await?;
        Ok(())
    }
}

pub(crate) fn fact(row: &AnyRow) -> Result<Fact, Error> {
    Ok(Fact { body: row.text("body")?, at: row.instant("noted_at")? })
}

pub(crate) fn put(connection: &ConnectionId, name: &str, body: &str, now: Timestamp) -> Query {
    let query = sql::PUT_FACT.query().bind(connection.to_string());
    query.bind(name.to_owned()).bind(body.to_owned()).bind(millis(now))
}
