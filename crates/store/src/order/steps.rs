//! What happened to an order: a row for every change, in the same transaction.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::{Stage, State};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::orders as sql;
use crate::statement::{Query, Statement};
use crate::{ConnectionId, Error, Store, Write};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What: the state or stage that was reached, or a word of the caller's.
    pub what: String,
    /// An id, a code or a sentence; may be empty.
    pub detail: String,
}

impl Step {
    pub(crate) fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            at: row.instant("happened_at")?,
            what: row.text("what")?,
            detail: row.text("detail")?,
        })
    }
}

impl Store {
    /// What happened to an order, the oldest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn steps(&self, connection: &ConnectionId, order: i64) -> Result<Vec<Step>, Error> {
        let query = sql::STEPS.query().bind(connection.as_str()).bind(order);
        let rows = self.all(query).await?;
        rows.iter().map(Step::read).collect()
    }
}

impl Write<'_> {
    /// Adds a step of the caller's own. No personal data, no secrets.
    ///
    /// # Errors
    /// [`Error::NoOrder`], or if the database fails.
    pub async fn note(&mut self, order: i64, what: &str, detail: &str) -> Result<(), Error> {
        let query = self.on(sql::TOUCH, order);
        self.advance(order, "there", query, what, detail).await
    }

    /// A statement with the arguments that all changes of an order begin with.
    pub(super) fn on(&self, statement: Statement, order: i64) -> Query {
        let query = statement.query().bind(self.connection.to_string());
        query.bind(order).bind(millis(self.now))
    }

    /// Runs a change of one order that names the state it starts from, and adds its step.
    pub(super) async fn advance(
        &mut self,
        order: i64,
        expected: &str,
        query: Query,
        what: &str,
        detail: &str,
    ) -> Result<(), Error> {
        match self.execute(query).await? {
            1 => self.step(order, what, detail).await,
            _ => Err(self.conflict(order, expected).await?),
        }
    }

    pub(super) async fn step(&mut self, order: i64, what: &str, detail: &str) -> Result<(), Error> {
        let query = self.on(sql::STEP, order);
        let query = query.bind(what.to_owned()).bind(detail.to_owned());
        self.execute(query).await?;
        Ok(())
    }

    /// State and stage of an order, within this transaction.
    pub(super) async fn state(
        &mut self,
        order: i64,
    ) -> Result<Option<(State, Option<Stage>)>, Error> {
        let query = sql::STATE.query().bind(self.connection.to_string());
        let query = query.bind(order);
        let row = self.find(query).await?;
        row.map(|row| {
            Ok((row.parsed("state", State::parse)?, row.parsed_if_any("stage", Stage::parse)?))
        })
        .transpose()
    }

    async fn conflict(&mut self, order: i64, expected: &str) -> Result<Error, Error> {
        let found = match self.state(order).await? {
            None => {
                return Ok(Error::NoOrder { connection: self.connection.clone(), order });
            }
            Some((state, None)) => state.to_string(),
            Some((state, Some(reached))) => format!("{state} ({reached})"),
        };
        Ok(Error::Conflict { what: format!("order {order}"), expected: expected.to_owned(), found })
    }
}
