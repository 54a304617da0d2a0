//! How far a takeover is, and when it will be done.

use jiff::Timestamp;
use store::{Connection, Counts, Stage, State};

use crate::Service;
use crate::discover::SWEPT;
use crate::fault::Fault;

/// Where the orders of a connection stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Takeover {
    /// Orders that were read and are ours to book, now or once they are ready.
    pub read: u64,
    /// Whether all were read once.
    pub is_read: bool,
    /// Orders that are booked or to be booked, those that need a person among them.
    pub all: u64,
    /// Of those, whose invoice is in Moneybird.
    pub in_books: u64,
    /// Of those, who were read back there.
    pub proven: u64,
    /// Those that need a person before they are booked.
    pub refused: u64,
    /// Those on which there is still something to do for us.
    pub left: u64,
    /// Of those, who are not in Moneybird yet.
    pub unsent: u64,
    /// When they will be booked, if that takes longer than a window.
    pub until: Option<Timestamp>,
}

impl Service {
    /// How far a connection's takeover is.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn takeover(
        &self,
        connection: &Connection,
        counts: &Counts,
    ) -> Result<Takeover, Fault> {
        let stages = self.store.stages(&connection.id).await;
        let stages = stages.map_err(|error| self.database(&error))?;
        let swept = self.store.fact(&connection.id, SWEPT).await;
        let swept = swept.map_err(|error| self.database(&error))?;
        let (ready, booking) = (counts.of(State::Ready), counts.of(State::Booking));
        let booked = counts.of(State::Booked);
        let (refused, changed) = (counts.of(State::Refused), counts.of(State::Changed));
        let unpaid = stages.at(Stage::InvoiceMade) + stages.at(Stage::PaymentSending);
        let unread = stages.at(Stage::PaymentMade) + stages.at(Stage::Verified);
        let unsent = (ready + booking).saturating_sub(unpaid + unread);
        Ok(Takeover {
            read: counts.total(),
            is_read: swept.is_some(),
            all: booked + refused + changed + ready + booking,
            in_books: booked + changed + unpaid + unread,
            proven: booked,
            refused,
            left: ready + booking,
            unsent,
            // A round that waits for the allowance goes on when it is next due.
            until: (unsent + unpaid > 0)
                .then(|| self.done_by(connection.next_sync_at, (unsent, unpaid)))
                .flatten(),
        })
    }
}
