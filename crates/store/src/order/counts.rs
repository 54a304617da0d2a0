//! How many orders are in each state.

use crate::columns::Columns;
use crate::sql::orders as sql;
use crate::{ConnectionId, Error, Stage, State, Store};

/// Numbers of orders of one connection, by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    by_state: [u64; State::ALL.len()],
}

impl Counts {
    /// How many orders are in `state`.
    pub fn of(&self, state: State) -> u64 {
        self.by_state[state as usize]
    }

    /// How many orders there are.
    pub fn total(&self) -> u64 {
        self.by_state.iter().sum()
    }
}

/// Numbers of orders of one connection that are being booked, by stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stages {
    by_stage: [u64; Stage::ALL.len()],
}

impl Stages {
    /// How many are at `stage`.
    pub fn at(&self, stage: Stage) -> u64 {
        self.by_stage[stage as usize]
    }
}

/// Why orders of one connection need a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Where they stand: refused or changed.
    pub state: State,
    /// Code of the refusal or change.
    pub code: Option<String>,
    /// The refusal or change (JSON, unread here).
    pub refusal: Option<String>,
    /// How many orders have just this one.
    pub orders: u64,
}

impl Store {
    /// Why orders of a connection need a person: refused and changed ones by their reason, without the
    /// orders themselves.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn reasons(&self, connection: &ConnectionId) -> Result<Vec<Reason>, Error> {
        let query = sql::REASONS.query().bind(connection.as_str());
        let rows = self.all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(Reason {
                    state: row.parsed("state", State::parse)?,
                    code: row.text_if_any("code")?,
                    refusal: row.text_if_any("refusal")?,
                    orders: row.whole("number")?.unsigned_abs(),
                })
            })
            .collect()
    }

    /// How many orders of a connection are in each state.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn counts(&self, connection: &ConnectionId) -> Result<Counts, Error> {
        let query = sql::COUNTS.query().bind(connection.as_str());
        let mut counts = Counts::default();
        for row in self.all(query).await? {
            let state = row.parsed("state", State::parse)?;
            counts.by_state[state as usize] = row.whole("number")?.unsigned_abs();
        }
        Ok(counts)
    }

    /// How many orders of a connection that are being booked are at each stage.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn stages(&self, connection: &ConnectionId) -> Result<Stages, Error> {
        let query = sql::STAGES.query().bind(connection.as_str());
        let mut stages = Stages::default();
        for row in self.all(query).await? {
            let stage = row.parsed("stage", Stage::parse)?;
            stages.by_stage[stage as usize] = row.whole("number")?.unsigned_abs();
        }
        Ok(stages)
    }
}
