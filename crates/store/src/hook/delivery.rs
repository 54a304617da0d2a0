//! Calls that came already: both sides call again when they do not hear us in time.

use jiff::Timestamp;

use crate::instant::millis;
use crate::sql::hooks as sql;
use crate::{Error, Store, token};

impl Store {
    /// Notes that a call came to the hook with this token; false if the same one came before. What
    /// makes it the same, such as an `Idempotency-Key`, is for the caller to say.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn note_delivery(
        &self,
        token_text: &str,
        delivery: &str,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let query = sql::NOTE_DELIVERY.query().bind(token::hash(token_text));
        Ok(self.run(query.bind(token::hash(delivery)).bind(millis(now))).await? == 1)
    }

    /// Forgets the calls that came before an instant; how many there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_deliveries(&self, before: Timestamp) -> Result<u64, Error> {
        self.run(sql::SWEEP_DELIVERIES.query().bind(millis(before))).await
    }
}
