//! Reading the whole shop again before it is due, because a person asks.

use jiff::Timestamp;
use store::ConnectionId;

use crate::Service;
use crate::discover::{SWEEP_ASKED, SWEPT};
use crate::fault::Fault;

impl Service {
    /// When all orders of the shop were last read, if they ever were: what was edited later may not be
    /// known yet.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read_through_at(
        &self,
        connection: &ConnectionId,
    ) -> Result<Option<Timestamp>, Fault> {
        let fact = self.store.fact(connection, SWEPT).await;
        Ok(fact.map_err(|error| self.database(&error))?.map(|own| own.at))
    }

    /// The next round reads all orders of the shop again.
    ///
    /// # Errors
    /// If there is no such connection, or the database fails.
    pub async fn read_through(&self, connection: &ConnectionId) -> Result<(), Fault> {
        let done = self.store.put_fact(connection, SWEEP_ASKED, "", self.clock.now()).await;
        done.map_err(|error| self.database(&error))
    }
}
