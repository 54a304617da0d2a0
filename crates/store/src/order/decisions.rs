//! Changes of state that are decisions: ours about what the shop says, or a person's.

use jiff::Timestamp;

use super::State;
use crate::sql::bookings as sql;
use crate::{ConnectionId, Error, Store, Write};

impl Write<'_> {
    /// waiting → ready.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is in another state, or if the database fails.
    pub async fn set_ready(&mut self, order: i64) -> Result<(), Error> {
        let query = self.on(sql::SET_READY, order);
        self.advance(order, "waiting", query, "ready", "").await
    }

    /// ready → waiting.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is in another state, or if the database fails.
    pub async fn set_waiting(&mut self, order: i64) -> Result<(), Error> {
        let query = self.on(sql::SET_WAITING, order);
        self.advance(order, "ready", query, "waiting", "").await
    }

    /// `from` → refused. What the booking has reached stays, so that a retry goes on from there.
    /// Only for what is known: a booking whose outcome is in doubt is looked up first.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not in `from`, or if the database fails.
    pub async fn refuse(
        &mut self,
        order: i64,
        from: State,
        code: &str,
        refusal: &str,
    ) -> Result<(), Error> {
        let query = self.on(sql::REFUSE, order).bind(from.as_str());
        let query = query.bind(code.to_owned()).bind(refusal.to_owned());
        self.advance(order, from.as_str(), query, "refused", code).await
    }

    /// refused → ready, with its booking forgotten. An order that has an invoice becomes booking
    /// instead, and goes on from that invoice (or from its payment). Returns the new state.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is in another state, or if the database fails.
    pub async fn release_refused(&mut self, order: i64) -> Result<State, Error> {
        let query = self.on(sql::RELEASE_WITH_INVOICE, order);
        if self.execute(query).await? == 1 {
            self.step(order, "retried", State::Booking.as_str()).await?;
            return Ok(State::Booking);
        }
        let query = self.on(sql::RELEASE, order);
        let ready = State::Ready;
        self.advance(order, "refused", query, "retried", ready.as_str()).await?;
        Ok(ready)
    }

    /// `from` → ignored, for good; `from` is waiting, ready, refused or changed. What has changed
    /// stays noted.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not in `from` or `from` is another state, or if the
    /// database fails.
    pub async fn ignore(&mut self, order: i64, from: State, why: &str) -> Result<(), Error> {
        let query = self.on(sql::IGNORE, order);
        let query = query.bind(from.as_str()).bind(why.to_owned());
        let expected = match from {
            State::Waiting | State::Ready | State::Refused | State::Changed => from.as_str(),
            State::Booking | State::Booked | State::Ignored => "waiting, ready, refused or changed",
        };
        self.advance(order, expected, query, "ignored", why).await
    }
}

/// A person's decisions need no lease: each is one change that names the state it starts from.
impl Store {
    /// [`Write::release_refused`], decided by a person.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not refused, or if the database fails.
    pub async fn retry(
        &self,
        connection: &ConnectionId,
        order: i64,
        now: Timestamp,
    ) -> Result<State, Error> {
        let mut write = self.write_unfenced(connection, now).await?;
        let state = write.release_refused(order).await?;
        write.commit().await?;
        Ok(state)
    }

    /// refused → ready, with the invoice forgotten that Moneybird no longer holds. Decided by a
    /// person.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not refused or has no invoice, or if the database fails.
    pub async fn retry_anew(
        &self,
        connection: &ConnectionId,
        order: i64,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut write = self.write_unfenced(connection, now).await?;
        let query = write.on(sql::RELEASE_ANEW, order);
        let expected = "refused with an invoice";
        write.advance(order, expected, query, "retried anew", State::Ready.as_str()).await?;
        write.commit().await
    }

    /// [`Write::ignore`], decided by a person.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not in `from` or `from` cannot be ignored, or if the
    /// database fails.
    pub async fn ignore(
        &self,
        connection: &ConnectionId,
        order: i64,
        from: State,
        why: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut write = self.write_unfenced(connection, now).await?;
        write.ignore(order, from, why).await?;
        write.commit().await
    }

    /// ignored → `to` (ready or waiting), with its booking forgotten. Decided by a person; only for what
    /// was never booked, alone or in a summary, and has nothing of its own that is.
    ///
    /// # Errors
    /// [`Error::Conflict`] if that is not so, or if the database fails.
    pub async fn take_back(
        &self,
        connection: &ConnectionId,
        order: i64,
        to: State,
        now: Timestamp,
    ) -> Result<(), Error> {
        let to = if to == State::Ready { State::Ready } else { State::Waiting };
        let mut write = self.write_unfenced(connection, now).await?;
        let query = write.on(sql::TAKE_BACK, order).bind(to.as_str());
        let expected = "set aside and never booked";
        write.advance(order, expected, query, "taken back", to.as_str()).await?;
        write.commit().await
    }

    /// ignored → changed, to be compared with what is booked. Decided by a person; only for what was set
    /// aside when it had changed.
    ///
    /// # Errors
    /// [`Error::Conflict`] if that is not so, or if the database fails.
    pub async fn take_back_changed(
        &self,
        connection: &ConnectionId,
        order: i64,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut write = self.write_unfenced(connection, now).await?;
        let query = write.on(sql::TAKE_BACK_CHANGED, order);
        let (expected, to) = ("set aside when it had changed", State::Changed.as_str());
        write.advance(order, expected, query, "taken back", to).await?;
        write.commit().await
    }
}
