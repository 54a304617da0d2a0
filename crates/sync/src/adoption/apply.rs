//! Does what was shown: each order in a transaction of its own, so that what broke off is gone on with.

use std::borrow::Cow;

use bookkeeping::switching::Elsewhere;
use bookkeeping::{Money, Order, Readiness, Refusal, Row, Subject, Words};
use jiff::Timestamp;
use serde::Serialize;
use store::{ForeignInvoice, OrderRecord, State, Write};
use tracing::Instrument;

use super::{Adoption, AdoptionPreview, Verdict, What};
use crate::about::about;
use crate::desk::{Desk, json};
use crate::discover::remembered;
use crate::fault::{Fault, Halt};

/// How soon to ask again while a worker holds the connection.
const OTHERS: std::time::Duration = std::time::Duration::from_secs(1);

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// Orders that are booked now, as another program's invoice.
    pub adopted: u64,
    /// Orders that a person is asked about now.
    pub asked: u64,
    /// Orders of which that was done before.
    pub done_before: u64,
    /// Orders that somebody else did something with meanwhile; they are left alone.
    pub left_alone: u64,
}

/// Where it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplyStep {
    /// Another worker is at this connection: once more then.
    Wait(Timestamp),
    /// All of it is done.
    Done(Applied),
}

/// What was read of an invoice of another program.
#[derive(Serialize)]
struct Read {
    total: Money,
    is_paid: bool,
}

/// Logs what was done with an order.
fn told(what: &What) {
    match what {
        What::Adopt { invoice, .. } => tracing::info!(invoice, adopted = true, "booked"),
        What::Ask(refusal) => tracing::info!(code = refusal.code(), "refused"),
    }
}

impl Adoption {
    /// Does what a preview shows that this made; `owner` names the worker. Done twice, it changes nothing
    /// the second time.
    ///
    /// # Errors
    /// If the connection cannot be worked on, or the database fails. What was done until then is done.
    pub async fn apply(&self, preview: &AdoptionPreview, owner: &str) -> Result<ApplyStep, Fault> {
        let service = &self.service;
        let connection = service.connection(&self.connection).await?;
        let settings = self.settings(&connection)?;
        let (shop, books, mark) = service.reach(&connection).await?;
        let now = service.clock.now();
        let until = now.saturating_add(service.options.lease).unwrap_or(Timestamp::MAX);
        let lease = service.store.claim(&self.connection, owner, now, until).await;
        let Some(lease) = lease.map_err(|error| service.database(&error))? else {
            return Ok(ApplyStep::Wait(now.saturating_add(OTHERS).unwrap_or(Timestamp::MAX)));
        };
        let (service, settle) = (service.clone(), service.options.settle);
        let desk = Desk { service, connection, settings, shop, books, mark, lease, settle };
        let span = tracing::error_span!("adoption", connection = %self.connection);
        let done = self.all(&desk, preview).instrument(span).await;
        let handed_back = self.service.store.hand_back(&desk.lease).await;
        let applied = match done {
            Ok(applied) => applied,
            // Nothing of this asks for an allowance.
            Err(Halt::Wait(until, _) | Halt::Settles(until)) => return Ok(ApplyStep::Wait(until)),
            Err(Halt::Fault(fault)) => return Err(fault),
        };
        match handed_back {
            Ok(()) | Err(store::Error::LeaseLost(_)) => Ok(ApplyStep::Done(applied)),
            Err(error) => Err(self.service.database(&error)),
        }
    }

    async fn all(&self, desk: &Desk, preview: &AdoptionPreview) -> Result<Applied, Halt> {
        let mut applied = Applied::default();
        for verdict in &preview.orders {
            if verdict.is_done {
                applied.done_before += 1;
                continue;
            }
            let done = self.one(desk, verdict, &preview.up_to.1).await?;
            if let Some(what) = &done {
                about(verdict.id).in_scope(|| told(what));
            }
            match done.as_deref() {
                None => applied.left_alone += 1,
                Some(What::Adopt { .. }) => applied.adopted += 1,
                Some(What::Ask(_)) => applied.asked += 1,
            }
        }
        Ok(applied)
    }

    /// What became of an order, if the books are filled up to `up_to`; nothing if it is elsewhere by now.
    async fn one<'a>(
        &self,
        desk: &Desk,
        verdict: &'a Verdict,
        up_to: &str,
    ) -> Result<Option<Cow<'a, What>>, Halt> {
        let Some(order) = self.known.get(&verdict.id) else { return Ok(None) };
        let rows = self.rows.get(&verdict.id).and_then(|(_, rows)| rows.as_ref().ok());
        let rows: Vec<Row> = rows.cloned().unwrap_or_default();
        let order = Order { rows, ..order.clone() };
        let is_ready = Readiness::of(&order, &desk.settings, desk.first_day()) == Readiness::Ready;
        let known = self.record(verdict.id).await?;
        let words = known.as_ref().and_then(|own| forgotten(own, &order));
        let order = words.as_ref().map_or_else(|| order.clone(), |own| order.without_person(own));
        let credits = self.credits(desk, verdict.id).await?;
        let mut write = desk.write().await?;
        let before = write.see_order(&remembered(desk, &order, is_ready, true)?).await;
        let before = before.map_err(|error| desk.database(&error))?;
        let new = if is_ready { State::Ready } else { State::Waiting };
        let from = before.filter(|own| !matches!(own, State::Waiting | State::Ready));
        let what = still(&mut write, verdict, up_to).await;
        let what = what.map_err(|error| desk.database(&error))?;
        let done = match what.as_ref() {
            What::Adopt { invoice, plan, is_paid } => {
                let plan = words
                    .as_ref()
                    .map_or_else(|| plan.as_ref().clone(), |own| plan.without_person(own));
                let booked = json(&Read { total: plan.total, is_paid: *is_paid }, desk)?;
                let own = ForeignInvoice {
                    id: invoice,
                    plan: &json(&plan, desk)?,
                    reference: &plan.reference,
                    booked_on: plan.date,
                    booked: &booked,
                };
                adopt(&mut write, verdict.id, own, &credits).await
            }
            // Whatever came of a request of ours is looked for by our own address.
            What::Ask(_)
                if known.as_ref().is_some_and(|own| own.has_invoice() || own.attempt > 0) =>
            {
                return Ok(None);
            }
            What::Ask(refusal) => match from {
                Some(state) if state != State::Refused => return Ok(None),
                from => {
                    let (code, text) = (refusal.code(), json(refusal, desk)?);
                    let from = from.unwrap_or(new);
                    write.refuse(verdict.id, from, code, &text).await
                }
            },
        };
        match done {
            // Dropped without being kept: somebody was faster, and what they did stands.
            Err(store::Error::Conflict { .. }) => Ok(None),
            Err(error) => Err(desk.database(&error)),
            Ok(()) => desk.commit(write).await.map(|()| Some(what)),
        }
    }

    /// The credit invoices of an order that are about to be booked, and of which no request left.
    async fn credits(&self, desk: &Desk, order: i64) -> Result<Vec<i64>, Halt> {
        let others = self.service.store.of_order(&self.connection, order).await;
        let others = others.map_err(|error| desk.database(&error))?;
        let is_next = |own: &&OrderRecord| {
            let is_credit = matches!(Subject::of_id(own.order_id), Some(Subject::Credit(_)));
            is_credit && own.state == State::Ready && own.attempt == 0 && !own.has_invoice()
        };
        Ok(others.iter().filter(is_next).map(|own| own.order_id).collect())
    }
}

/// What is done with an order: a person is asked if its invoice became another order's since it was looked at, here or
/// at another connection to the same administration. Booked on its own it would be there twice.
async fn still<'a>(
    write: &mut Write<'_>,
    verdict: &'a Verdict,
    up_to: &str,
) -> Result<Cow<'a, What>, store::Error> {
    match &verdict.what {
        What::Adopt { invoice, .. } if write.is_of_another(verdict.id, invoice).await? => {
            let what = Box::new(Elsewhere::Shared { invoice: invoice.clone() });
            Ok(Cow::Owned(What::Ask(Refusal::Elsewhere { up_to: up_to.to_owned(), what })))
        }
        shown => Ok(Cow::Borrowed(shown)),
    }
}

/// Adopts the invoice of an order, whose `credits` wait again: whether they are in the books is not known now.
async fn adopt(
    write: &mut Write<'_>,
    order: i64,
    invoice: ForeignInvoice<'_>,
    credits: &[i64],
) -> Result<(), store::Error> {
    write.adopt(order, invoice).await?;
    for credit in credits {
        write.set_waiting(*credit).await?;
    }
    Ok(())
}

/// The words that name the customer of an order as the shop shows it, if they were forgotten here: they are
/// not to come back because another program booked it.
fn forgotten(known: &OrderRecord, order: &Order) -> Option<Words> {
    let kept: Option<Order> = serde_json::from_str(&known.snapshot).ok()?;
    kept.filter(|own| own.customer.forgotten).map(|_| Words::sure(&order.customer))
}
