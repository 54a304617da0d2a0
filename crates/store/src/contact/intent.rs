//! Intents to make a contact: one per customer, so that two orders of one customer do not make
//! two contacts.

use jiff::Timestamp;

use crate::columns::Columns;
use crate::instant::{millis, millis_after};
use crate::sql::contacts as sql;
use crate::{ConnectionId, Error, Intent, Store, Write};

/// How far the making of a contact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactState {
    /// The request left, or may have left.
    Sending,
    /// The contact exists.
    Known,
    /// Moneybird refused it.
    Refused,
}

impl ContactState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Known => "known",
            Self::Refused => "refused",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Sending, Self::Known, Self::Refused].into_iter().find(|state| state.as_str() == word)
    }
}

/// What was intended for a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactIntent {
    /// How far it is.
    pub state: ContactState,
    /// The contact's id in Moneybird, when known.
    pub contact_id: Option<String>,
    /// How often a request was intended; 0 for a contact that was found.
    pub attempt: i64,
    /// When the request left, while its outcome is not known.
    pub sent_at: Option<Timestamp>,
    /// When that outcome can be looked up.
    pub settle_at: Option<Timestamp>,
    /// Why it was refused.
    pub message: Option<String>,
}

impl Store {
    /// What was intended for a customer, if anything was.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn contact_intent(
        &self,
        connection: &ConnectionId,
        customer_id: &str,
    ) -> Result<Option<ContactIntent>, Error> {
        let query = sql::INTENT.query().bind(connection.as_str());
        let row = self.find(query.bind(customer_id)).await?;
        row.map(|row| {
            Ok(ContactIntent {
                state: row.parsed("state", ContactState::parse)?,
                contact_id: row.text_if_any("contact_id")?,
                attempt: row.whole("attempt")?,
                sent_at: row.instant_if_any("sent_at")?,
                settle_at: row.instant_if_any("settle_at")?,
                message: row.text_if_any("message")?,
            })
        })
        .transpose()
    }
}

impl Write<'_> {
    /// nothing or refused → sending. Commit before the request leaves.
    ///
    /// # Errors
    /// [`Error::Conflict`] if one is sending or known, or the number of attempts is another, or
    /// if the database fails.
    pub async fn intend_contact(&mut self, customer_id: &str, intent: Intent) -> Result<(), Error> {
        for statement in [sql::INTEND_FIRST, sql::INTEND_AGAIN] {
            let query = statement
                .query()
                .bind(self.connection.to_string())
                .bind(customer_id.to_owned())
                .bind(intent.attempt)
                .bind(millis(intent.sent_at))
                .bind(millis_after(intent.settle_at));
            if self.execute(query).await? == 1 {
                return Ok(());
            }
        }
        Err(conflict(customer_id, "new or refused"))
    }

    /// → known, from whatever it was: the contact was made, or found.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn contact_made(&mut self, customer_id: &str, contact_id: &str) -> Result<(), Error> {
        let query = sql::MADE.query().bind(self.connection.to_string());
        let query = query.bind(customer_id.to_owned()).bind(contact_id.to_owned());
        // An upsert always hits its row.
        self.execute(query).await?;
        Ok(())
    }

    /// sending → refused, with Moneybird's reason.
    ///
    /// # Errors
    /// [`Error::Conflict`] if none is sending, or if the database fails.
    pub async fn contact_refused(&mut self, customer_id: &str, message: &str) -> Result<(), Error> {
        let query = sql::REFUSED.query().bind(self.connection.to_string());
        let query = query.bind(customer_id.to_owned()).bind(message.to_owned());
        match self.execute(query).await? {
            1 => Ok(()),
            _ => Err(conflict(customer_id, "sending")),
        }
    }

    /// `from` → nothing: the contact surely does not exist, or not any more.
    ///
    /// # Errors
    /// [`Error::Conflict`] if it is not in `from`, or if the database fails.
    pub async fn contact_cleared(
        &mut self,
        customer_id: &str,
        from: ContactState,
    ) -> Result<(), Error> {
        let query = sql::CLEAR.query().bind(self.connection.to_string());
        let query = query.bind(customer_id.to_owned()).bind(from.as_str());
        match self.execute(query).await? {
            1 => Ok(()),
            _ => Err(conflict(customer_id, from.as_str())),
        }
    }
}

fn conflict(customer_id: &str, expected: &str) -> Error {
    Error::Conflict {
        what: format!("the contact of customer {customer_id}"),
        expected: expected.to_owned(),
        found: "in another state".to_owned(),
    }
}
