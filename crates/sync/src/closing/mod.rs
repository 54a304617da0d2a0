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

use crate::fault::{Code, Fault, Halt};
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

/// A closing statement in the making.
pub struct Closing {
    service: Service,
    connection: ConnectionId,
    period: Period,
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
        Closing { service, connection, period, read: Read::default() }
    }
}

impl Closing {
    /// Reads until all is there or an allowance is used up.
    ///
    /// # Errors
    /// If Moneybird cannot be asked, or the database fails. Nothing of what was read is lost by it.
    pub async fn advance(&mut self) -> Result<ClosingStep, Fault> {
        match Box::pin(self.work()).await {
            Ok(statement) => Ok(ClosingStep::Done(Box::new(statement))),
            Err(Halt::Wait(until, _) | Halt::Settles(until)) => Ok(ClosingStep::Wait(until)),
            Err(Halt::Fault(fault)) => Err(fault),
        }
    }

    async fn work(&mut self) -> Result<Statement, Halt> {
        let connection = self.service.connection(&self.connection).await?;
        let settings = self.service.settings(&connection)?;
        let swept = self.taken_over(&connection).await?;
        let (_, books) = self.service.clients(&connection).await?;
        let currency = self.currency(&books).await?;
        loop {
            self.invoices(&books, &currency).await?;
            self.own_invoices(&books, &currency).await?;
            self.report(&books).await?;
            self.ledger(&books, &settings).await?;
            if !self.has_changed(&books).await? {
                break;
            }
        }
        let mut held = self.held();
        let records = self.records(&connection).await?;
        let payments = self.payments(&connection, &records).await?;
        let sales = self.sales(&connection, &currency, &records, &held).await?;
        let moved = self.moved(&books, &currency, &sales, &mut held).await?;
        let mut notes = self.notes(&connection, &records, &settings, swept);
        notes.extend(self.no_clearing());
        let evidence = Evidence {
            connection: self.connection.to_string(),
            shop: connection.shop_id,
            period: self.period.to_string(),
            currency: currency.as_str().to_owned(),
            clearing: self.accounts(&settings, &payments),
            payments,
            sales,
            held,
            moved,
            report: self.read.report.clone(),
            notes,
        };
        Ok(close(&evidence, self.service.language()))
    }

    /// All that we know of the period.
    async fn records(&self, connection: &Connection) -> Result<Vec<OrderRecord>, Fault> {
        let (from, to) = (self.period.first_day(), self.period.last_day());
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

    /// The payments that were registered in the period. Money may come or go back long after the day
    /// of its invoice, so orders that were paid later and all credit invoices are looked at.
    async fn payments(
        &self,
        connection: &Connection,
        records: &[OrderRecord],
    ) -> Result<Vec<Payment>, Fault> {
        let (from, to) = (self.period.first_day(), self.period.last_day());
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
}
