//! Orders that are booked together, in the summary of a day.
//!
//! A summary is a row like an order's and goes the same way. Its orders stay planned meanwhile, and
//! become booked with it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{OrderRecord, State};
use crate::columns::Columns;
use crate::sql::{bookings, orders};
use crate::{ConnectionId, Error, Store, Write};

/// An order that is to be planned, and the days that it may bear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadyDay {
    /// The order's id in CCV Shop.
    pub order_id: i64,
    /// The day the order was placed.
    pub placed_on: Date,
    /// When it was first seen ready.
    pub ready_at: Option<Timestamp>,
}

/// An order that goes into a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summarised<'a> {
    /// The order's id in CCV Shop.
    pub order: i64,
    /// The summary's id.
    pub summary: i64,
    /// The invoice that it would have become by itself (JSON, unread here).
    pub plan: &'a str,
    /// The summary's reference.
    pub reference: &'a str,
    /// The summary's day.
    pub booked_on: Date,
}

impl Write<'_> {
    /// ready → booking (planned), in a summary.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not ready, or if the database fails.
    pub async fn summarise(&mut self, own: Summarised<'_>) -> Result<(), Error> {
        let query = self.on(bookings::SUMMARISE, own.order).bind(own.plan.to_owned());
        let query = query.bind(own.reference.to_owned()).bind(own.booked_on.to_string());
        let query = query.bind(own.summary);
        self.advance(own.order, "ready", query, "summarised", own.reference).await
    }

    /// The same, with another plan: its summary is decided anew.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not planned in that summary, or if the database fails.
    pub async fn plan_member(&mut self, order: i64, summary: i64, plan: &str) -> Result<(), Error> {
        let query = self.on(bookings::PLAN_MEMBER, order).bind(plan.to_owned()).bind(summary);
        self.advance(order, "planned in the summary", query, "planned", "").await
    }

    /// → booked (verified), with its summary. What is changed stays so.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not in that summary, or if the database fails.
    pub async fn member_booked(
        &mut self,
        order: i64,
        summary: i64,
        invoice_id: &str,
        booked: &str,
        adopted: bool,
    ) -> Result<(), Error> {
        let query = self.on(bookings::MEMBER_BOOKED, order).bind(invoice_id.to_owned());
        let query = query.bind(booked.to_owned()).bind(i64::from(adopted)).bind(summary);
        self.advance(order, "in the summary", query, "booked", invoice_id).await
    }
}

impl Store {
    /// The orders of a summary, by id.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn members(
        &self,
        connection: &ConnectionId,
        summary: i64,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = orders::MEMBERS.query().bind(connection.to_string());
        self.records(query.bind(summary)).await
    }

    /// All orders that are to be planned, new ones first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ready_days(&self, connection: &ConnectionId) -> Result<Vec<ReadyDay>, Error> {
        let query = orders::READY_DAYS.query().bind(connection.as_str());
        let rows = self.all(query).await?;
        let read = |row| -> Result<ReadyDay, Error> {
            let row: &sqlx::any::AnyRow = row;
            Ok(ReadyDay {
                order_id: row.whole("order_id")?,
                placed_on: row.day("placed_on")?,
                ready_at: row.instant_if_any("ready_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// [`Write::ignore`] for a summary: its orders that are not booked are set aside with it. They do
    /// not become ready again, because of a refused summary it is not always known that nothing of
    /// it was booked. Decided by a person.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the summary is not in `from` or `from` cannot be ignored, or if the
    /// database fails.
    pub async fn ignore_summary(
        &self,
        connection: &ConnectionId,
        summary: i64,
        from: State,
        why: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let members = self.members(connection, summary).await?;
        let mut write = self.write_unfenced(connection, now).await?;
        write.ignore(summary, from, why).await?;
        for member in members.iter().filter(|member| member.state == State::Booking) {
            let query = write.on(bookings::IGNORE_MEMBER, member.order_id);
            let query = query.bind(summary).bind(why.to_owned());
            let expected = "in the summary";
            write.advance(member.order_id, expected, query, "ignored", why).await?;
        }
        write.commit().await
    }
}
