//! How many orders are in each state.

use crate::columns::Columns;
use crate::sql::orders as sql;
use crate::{ConnectionId, Error, State, Store};

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

impl Store {
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
}
