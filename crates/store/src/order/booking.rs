//! The stages of a booking: intent before each request, outcome after it (engineering.md §3.2).

use jiff::Timestamp;
use jiff::civil::Date;

use super::Stage;
use crate::instant::{millis, millis_after};
use crate::sql::{bookings as sql, contacts};
use crate::statement::Statement;
use crate::{ConnectionId, Error, Write};

/// A request that is about to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intent {
    /// Its number: one more than that of the last one.
    pub attempt: i64,
    /// When it leaves.
    pub sent_at: Timestamp,
    /// When its outcome can be looked up, should it not be known.
    pub settle_at: Timestamp,
}

impl Write<'_> {
    /// ready → booking (planned): decided how to book it. `booked_on` is the invoice's date.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not ready, or if the database fails.
    pub async fn plan(
        &mut self,
        order: i64,
        plan: &str,
        reference: &str,
        booked_on: Date,
    ) -> Result<(), Error> {
        let query = self.on(sql::PLAN, order).bind(plan.to_owned());
        let query = query.bind(reference.to_owned()).bind(booked_on.to_string());
        self.advance(order, "ready", query, "planned", reference).await
    }

    /// planned → contact: its contact is being made; asked about at `settle_at`.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn await_contact(&mut self, order: i64, settle_at: Timestamp) -> Result<(), Error> {
        let query = self.on(sql::AWAIT_CONTACT, order);
        let query = query.bind(millis_after(settle_at));
        self.advance(order, "planned", query, "contact", "").await
    }

    /// planned or contact → planned, with the contact known.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn set_contact(&mut self, order: i64, contact_id: &str) -> Result<(), Error> {
        let query = self.on(sql::SET_CONTACT, order);
        let query = query.bind(contact_id.to_owned());
        self.advance(order, "planned or contact", query, "contact known", contact_id).await
    }

    /// contact → planned: its contact was surely not made.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn back_from_contact(&mut self, order: i64) -> Result<(), Error> {
        self.back(sql::BACK_FROM_CONTACT, order, Stage::Contact, Stage::Planned).await
    }

    /// planned → invoice sending. Commit before the request leaves.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage or has seen another number of
    /// attempts, or if the database fails.
    pub async fn intend_invoice(&mut self, order: i64, intent: Intent) -> Result<(), Error> {
        self.intend(sql::INTEND_INVOICE, order, intent, Stage::Planned, Stage::InvoiceSending).await
    }

    /// invoice sending → invoice made. An invoice that was there before any request of ours
    /// (`adopted`) may also be noted from planned and contact.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn invoice_made(
        &mut self,
        order: i64,
        invoice_id: &str,
        adopted: bool,
    ) -> Result<(), Error> {
        let query = self.on(sql::INVOICE_MADE, order);
        let query = query.bind(invoice_id.to_owned()).bind(i64::from(adopted));
        self.advance(order, "invoice_sending", query, "invoice_made", invoice_id).await
    }

    /// invoice sending → planned: the invoice surely does not exist.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn back_to_planned(&mut self, order: i64) -> Result<(), Error> {
        self.back(sql::BACK_TO_PLANNED, order, Stage::InvoiceSending, Stage::Planned).await
    }

    /// invoice made → payment sending. Commit before the request leaves.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage or has seen another number of
    /// attempts, or if the database fails.
    pub async fn intend_payment(&mut self, order: i64, intent: Intent) -> Result<(), Error> {
        let (from, to) = (Stage::InvoiceMade, Stage::PaymentSending);
        self.intend(sql::INTEND_PAYMENT, order, intent, from, to).await
    }

    /// payment sending, or invoice made when it was found there → payment made.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn payment_made(&mut self, order: i64, payment_id: &str) -> Result<(), Error> {
        let query = self.on(sql::PAYMENT_MADE, order);
        let query = query.bind(payment_id.to_owned());
        self.advance(order, "payment_sending", query, "payment_made", payment_id).await
    }

    /// payment sending, or invoice made → payment made, by somebody else, so that `plan` has changed.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn payment_found(
        &mut self,
        order: i64,
        payment_id: &str,
        plan: &str,
    ) -> Result<(), Error> {
        let query = self.on(sql::PAYMENT_FOUND, order);
        let query = query.bind(payment_id.to_owned()).bind(plan.to_owned());
        self.advance(order, "payment_sending", query, "payment_found", payment_id).await
    }

    /// payment sending → invoice made: the payment surely does not exist.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn back_to_invoice_made(&mut self, order: i64) -> Result<(), Error> {
        let (from, to) = (Stage::PaymentSending, Stage::InvoiceMade);
        self.back(sql::BACK_TO_INVOICE_MADE, order, from, to).await
    }

    /// The outcome is still not known: asked about again at `settle_at`.
    ///
    /// # Errors
    /// [`Error::Conflict`] if no outcome is waited for, or if the database fails.
    pub async fn postpone(&mut self, order: i64, settle_at: Timestamp) -> Result<(), Error> {
        let query = self.on(sql::POSTPONE, order);
        let query = query.bind(millis_after(settle_at));
        self.advance(order, "waiting for an outcome", query, "postponed", "").await
    }

    /// No outcome of this connection settles later than at `latest`: one that is to was dated by a clock
    /// that ran ahead. How many orders that was said of.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn bring_forward(&mut self, latest: Timestamp) -> Result<u64, Error> {
        let latest = millis_after(latest);
        let query = |statement: Statement, connection: &ConnectionId| {
            statement.query().bind(connection.to_string()).bind(latest)
        };
        let contacts = query(contacts::BRING_FORWARD, &self.connection);
        // Any number of rows: there need be none.
        self.execute(contacts).await?;
        let orders = query(sql::BRING_FORWARD, &self.connection);
        self.execute(orders).await
    }

    /// Something to tell people about a booking that goes on; gone at the next success.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not booking, or if the database fails.
    pub async fn note_problem(
        &mut self,
        order: i64,
        code: &str,
        problem: &str,
    ) -> Result<(), Error> {
        let query = self.on(sql::NOTE_PROBLEM, order);
        let query = query.bind(code.to_owned()).bind(problem.to_owned());
        self.advance(order, "booking", query, "problem", code).await
    }

    /// invoice made or payment made → booked (verified), with what was read back.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the booking is at another stage, or if the database fails.
    pub async fn booked(&mut self, order: i64, booked: &str) -> Result<(), Error> {
        let query = self.on(sql::BOOKED, order).bind(booked.to_owned());
        let expected = "invoice_made or payment_made";
        self.advance(order, expected, query, "booked", "").await
    }

    async fn intend(
        &mut self,
        statement: Statement,
        order: i64,
        intent: Intent,
        from: Stage,
        to: Stage,
    ) -> Result<(), Error> {
        let attempt = intent.attempt;
        let query = self.on(statement, order).bind(attempt);
        let query = query.bind(millis(intent.sent_at)).bind(millis_after(intent.settle_at));
        let expected = format!("{from} before attempt {attempt}");
        let detail = format!("attempt {attempt}");
        self.advance(order, &expected, query, to.as_str(), &detail).await
    }

    async fn back(
        &mut self,
        statement: Statement,
        order: i64,
        from: Stage,
        to: Stage,
    ) -> Result<(), Error> {
        let query = self.on(statement, order);
        let detail = format!("back from {from}");
        self.advance(order, from.as_str(), query, to.as_str(), &detail).await
    }
}
