//! One connection at work: its clients, its settings, and the right to write.

use bookkeeping::{Language, Refusal, Settings};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Connection, ConnectionId, Lease, State, Write};

use crate::fault::Halt;
use crate::{Service, mishap};

/// What is at hand while a round works on a connection.
pub(crate) struct Desk {
    pub(crate) service: Service,
    pub(crate) connection: Connection,
    pub(crate) settings: Settings,
    pub(crate) shop: ccvshop::Client,
    pub(crate) books: moneybird::Books,
    /// Which secrets the clients have.
    pub(crate) mark: store::Mark,
    pub(crate) lease: Lease,
    /// How long an unknown outcome rests: as configured, or longer if a probe found writes late.
    pub(crate) settle: std::time::Duration,
}

impl Desk {
    pub(crate) fn id(&self) -> &ConnectionId {
        &self.connection.id
    }

    pub(crate) fn language(&self) -> Language {
        self.service.language()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.service.clock.now()
    }

    /// The present instant by Moneybird's clock, and no later: for what must have settled.
    pub(crate) fn surely(&self) -> Timestamp {
        self.service.heard().at_least()
    }

    /// The first day whose orders are taken over; none means all.
    pub(crate) fn first_day(&self) -> Option<Date> {
        crate::first_day(&self.connection, &self.settings)
    }

    /// Begins to write, fenced by the lease.
    pub(crate) async fn write(&self) -> Result<Write<'_>, Halt> {
        self.service
            .store
            .write(&self.lease, self.now())
            .await
            .map_err(|error| self.database(&error))
    }

    /// Keeps what was written.
    pub(crate) async fn commit(&self, write: Write<'_>) -> Result<(), Halt> {
        write.commit().await.map_err(|error| self.database(&error))
    }

    /// Refuses an order, with the reason.
    pub(crate) async fn refuse(
        &self,
        order: i64,
        from: State,
        refusal: &Refusal,
    ) -> Result<(), Halt> {
        let text = json(refusal, self)?;
        let mut write = self.write().await?;
        let done = write.refuse(order, from, refusal.code(), &text).await;
        done.map_err(|error| self.database(&error))?;
        self.commit(write).await?;
        // Never its sentence: what a remote side answered may name a person.
        tracing::info!(code = refusal.code(), "refused");
        Ok(())
    }

    pub(crate) fn database(&self, error: &store::Error) -> Halt {
        mishap::store(error, self.language())
    }

    pub(crate) fn moneybird(&self, error: &moneybird::Error) -> Halt {
        mishap::moneybird(error, self.language())
    }

    pub(crate) fn ccvshop(&self, error: &ccvshop::Error) -> Halt {
        mishap::ccvshop(error, self.language())
    }
}

/// Writes what is to be remembered as JSON.
pub(crate) fn json<T: serde::Serialize>(value: &T, desk: &Desk) -> Result<String, Halt> {
    serde_json::to_string(value).map_err(|error| mishap::unreadable(&error, desk.language()).into())
}

/// Reads what was remembered as JSON.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(
    text: &str,
    desk: &Desk,
) -> Result<T, Halt> {
    serde_json::from_str(text).map_err(|error| mishap::unreadable(&error, desk.language()).into())
}
