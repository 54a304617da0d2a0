//! Gathers the evidence for a closing statement.
//!
//! Like a round it never sleeps: when an allowance is used up it says until when, keeps what it
//! read, and goes on from there. Lists that are read over several windows may change meanwhile, so
//! invoices are read by their ids, and at the end it is asked once more which there are.

mod clearing;
mod moved;
mod notes;
mod read;
mod sale;

use std::collections::{HashMap, HashSet};

use bookkeeping::closing::{Evidence, Held, Sale, Statement, close};
use bookkeeping::{Invoice, Payment};
use jiff::Timestamp;
use moneybird::Currency;
use store::{Connection, ConnectionId, OrderRecord, State};

use crate::fault::{Allowance, Code, Fault, Halt};
use crate::{Period, Service, mishap};
use read::Read;
use sale::Counter;

/// Where the making of a statement stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosingStep {
    /// An allowance is used up until then.
    Wait(Timestamp),
    /// Here it is.
    Done(Box<Statement>),
}

/// A closing statement in the making, or those of several months: what they are made of is read at once.
pub struct Closing {
    service: Service,
    connection: ConnectionId,
    /// What is read.
    period: Period,
    /// Whether the clearing accounts are told, too.
    tells_clearing: bool,
    read: Read,
}

/// Whether a person set it aside with its invoice as it is: an order that changed since.
fn is_left(record: &OrderRecord) -> bool {
    record.state == State::Ignored && record.refusal.is_some()
}

impl Service {
    /// The closing statement of a period: the shop's orders as last seen, the invoices that
    /// Moneybird holds now, and its tax report. Costs one report a month and one for the
    /// clearing accounts, one call per hundred invoices in the period and five more.
    pub fn closing(&self, connection: &ConnectionId, period: Period) -> Closing {
        let (service, connection) = (self.clone(), connection.clone());
        Closing { service, connection, period, tells_clearing: true, read: Read::default() }
    }

    /// What the statements of the months of a period are made of, without the clearing accounts, which
    /// have no part in whether a month closes. Costs one report a month, one call per hundred invoices in
    /// the period and three more, however many months there are.
    pub(crate) fn months_closing(
        &self,
        connection: &ConnectionId,
        period: Period,
        currency: Currency,
    ) -> Closing {
        let read = Read::of(currency);
        Closing { tells_clearing: false, read, ..self.closing(connection, period) }
    }
}

impl Closing {
    /// Reads until all is there or an allowance is used up.
    ///
    /// # Errors
    /// If Moneybird cannot be asked, or the database fails. Nothing of what was read is lost by it.
    pub async fn advance(&mut self) -> Result<ClosingStep, Fault> {
        match Box::pin(self.advance_to(self.period)).await {
            Ok(statement) => Ok(ClosingStep::Done(Box::new(statement))),
            Err(Halt::Wait(until, _) | Halt::Settles(until)) => Ok(ClosingStep::Wait(until)),
            Err(Halt::Fault(fault)) => Err(fault),
        }
    }

    /// The same for the statement of a part of the period. What was read for one part is good for all.
    ///
    /// # Errors
    /// Those of [`Closing::advance`], or which allowance is used up.
    pub(crate) async fn advance_to(&mut self, part: Period) -> Result<Statement, Halt> {
        let result = Box::pin(self.work(part)).await;
        // Whatever is booked during a pause is in nothing that was read before it.
        self.read.is_complete &= result.is_ok();
        result
    }

    async fn work(&mut self, part: Period) -> Result<Statement, Halt> {
        let connection = self.service.connection(&self.connection).await?;
        let settings = self.service.settings(&connection)?;
        let swept = self.taken_over(&connection).await?;
        let (_, books) = self.service.clients(&connection).await?;
        let currency = self.currency(&books).await?;
        while !self.read.is_complete {
            self.invoices(&books, &currency).await?;
            self.own_invoices(&books, &currency).await?;
            self.report(&books).await?;
            self.ledger(&books, &settings).await?;
            self.read.is_complete = !self.has_changed(&books).await?;
        }
        let mut held = self.held(part);
        let records = self.records(&connection, part).await?;
        let payments = self.payments(&connection, &records, part).await?;
        let sales = self.sales(&connection, &currency, &records, &held).await?;
        let moved = self.moved(&books, &currency, &sales, (part, &mut held)).await?;
        let mut notes = self.notes(&connection, &records, &settings, (part, swept));
        notes.extend(self.no_clearing());
        let evidence = Evidence {
            connection: self.connection.to_string(),
            shop: connection.shop_id,
            period: part.to_string(),
            currency: currency.as_str().to_owned(),
            clearing: self.accounts(&settings, &payments),
            payments,
            sales,
            held,
            moved,
            report: self.read.report(part),
            notes,
        };
        Ok(close(&evidence, self.service.language()))
    }

    /// All that we know of a period.
    async fn records(
        &self,
        connection: &Connection,
        part: Period,
    ) -> Result<Vec<OrderRecord>, Fault> {
        let (from, to) = (part.first_day(), part.last_day());
        let records = self.service.store.all_between(&connection.id, from, to).await;
        records.map_err(|error| self.service.database(&error))
    }

    async fn sales(
        &self,
        connection: &Connection,
        currency: &Currency,
        records: &[OrderRecord],
        held: &[Held],
    ) -> Result<Vec<Sale>, Fault> {
        let service = &self.service;
        let settings = service.settings(connection).ok();
        let known = service.known().await?;
        let (edits, members) = (HashMap::new(), HashMap::new());
        let mut counter =
            Counter { service, connection, settings, currency, edits, members, known };
        counter.note_members(records);
        let held: HashSet<&str> = held.iter().map(|own| own.id.as_str()).collect();
        let is_held = |sale: &Sale| sale.standing.invoice().is_some_and(|id| held.contains(id));
        let sale = |record: &OrderRecord| {
            // One that was set aside as it is booked, although the shop changed it, counts always.
            let is_out = record.state == State::Ignored && !is_left(record);
            counter.sale(record).filter(|sale| !is_out || is_held(sale))
        };
        Ok(records.iter().filter_map(sale).collect())
    }

    /// The payments that were registered in a period. Money may come or go back long after the day
    /// of its invoice, so orders that were paid later and all credit invoices are looked at.
    async fn payments(
        &self,
        connection: &Connection,
        records: &[OrderRecord],
        part: Period,
    ) -> Result<Vec<Payment>, Fault> {
        let (from, to) = (part.first_day(), part.last_day());
        let store = &self.service.store;
        let others = store.paid_later(&connection.id, from).await;
        let mut others = others.map_err(|error| self.service.database(&error))?;
        for state in [State::Booked, State::Ignored] {
            let own = store.others(&connection.id, state).await;
            others.extend(own.map_err(|error| self.service.database(&error))?);
        }
        let payment = |record: &OrderRecord| {
            let booking = record.booking.as_ref().filter(|own| own.payment_id.is_some())?;
            let plan: Invoice = serde_json::from_str(&booking.plan).ok()?;
            plan.payment.filter(|own| record.summary.is_none() && (from..=to).contains(&own.date))
        };
        let orders = records.iter().filter(|record| record.order_id > 0);
        Ok(orders.chain(&others).filter_map(payment).collect())
    }

    fn span(&self) -> Result<moneybird::Period, Fault> {
        moneybird::Period::new(self.period.first_day(), self.period.last_day())
            .map_err(|error| Fault::new(Code::Usage, error.to_string(), ""))
    }

    fn halt(&self, error: &moneybird::Error) -> Halt {
        mishap::moneybird(error, self.service.language())
    }

    /// The same of a report, for which there is an allowance of its own.
    fn halt_at_report(&self, error: &moneybird::Error) -> Halt {
        match self.halt(error) {
            Halt::Wait(until, _) => Halt::Wait(until, Allowance::Reports),
            other => other,
        }
    }
}
