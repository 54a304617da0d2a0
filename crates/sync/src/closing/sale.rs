//! The orders that we know, as the statement counts them.

use std::collections::HashMap;

use bookkeeping::closing::{Edit, Sale, Standing};
use bookkeeping::edit::{Position, fingerprint};
use bookkeeping::{Administration, Invoice, Money, Order, Refusal, Settings, Subject, decide};
use moneybird::Currency;
use rust_decimal::Decimal;
use store::{Connection, OrderRecord, State};

use crate::{Known, Service};

/// Turns the orders that we know into what the statement is made of.
pub(super) struct Counter<'a> {
    pub(super) service: &'a Service,
    pub(super) connection: &'a Connection,
    /// None, if they cannot be read: then nothing is known of what makes an order sold.
    pub(super) settings: Option<Settings>,
    pub(super) currency: &'a Currency,
    /// How the orders of each summary have changed since it was decided.
    pub(super) edits: HashMap<i64, Vec<Edit>>,
    /// The numbers of the orders in each summary.
    pub(super) members: HashMap<i64, Vec<String>>,
    /// What a probe found.
    pub(super) known: Known,
}

impl Counter<'_> {
    /// An order of the period, if the shop completed it. One in a summary is counted with that; the
    /// amounts of the summary are those of its orders. One that was set aside counts only while
    /// it has an invoice, which the caller must see to.
    pub(super) fn sale(&self, record: &OrderRecord) -> Option<Sale> {
        if record.summary.is_some() {
            return None;
        }
        if matches!(Subject::of_id(record.order_id), Some(Subject::Correction { .. })) {
            return self.correction(record);
        }
        // None for an order that the shop last showed in a form that cannot be read.
        let order: Option<Order> = serde_json::from_str(&record.snapshot).ok().flatten();
        let standing = self.standing(record)?;
        let booking = record.booking.as_ref();
        let plan: Option<Invoice> = booking.and_then(|own| serde_json::from_str(&own.plan).ok());
        let decided = plan.is_some();
        let mut invoice = plan.or_else(|| self.undecided(order.as_ref()?));
        // What is booked tells by itself how it was rounded.
        if let Some(invoice) = invoice.as_mut().filter(|_| standing.invoice().is_none()) {
            self.known.expect(invoice);
        }
        // What the shop says now is not known when it cannot be read: then it is what was decided.
        let known = order.as_ref().map(|order| (order.total_price, order.total_tax));
        let planned = invoice.as_ref().filter(|_| decided);
        let is_sold = order.as_ref().is_none_or(|order| self.is_sold(order));
        let as_planned = planned.map(|own| (own.shop_total(), own.vat_total.decimal()));
        let mut edits = self.edits.get(&record.order_id).cloned().unwrap_or_default();
        let (is_sold, (total, tax)) = match (record.state, planned.zip(as_planned)) {
            // What the shop shows since is accounted for by credit invoices and corrections.
            (_, Some((_, amounts))) if is_accounted(record) => (true, amounts),
            (State::Changed | State::Ignored, Some((plan, amounts))) => {
                let now = known.map(|(total, tax)| plan.charged(total, tax));
                match changed(record, plan, now) {
                    Some(Changed::Gone) => (false, amounts),
                    Some(Changed::Edited(found)) => {
                        edits.extend(found);
                        (true, amounts)
                    }
                    None => (is_sold, known.unwrap_or(amounts)),
                }
            }
            _ if !edits.is_empty() => (true, as_planned.unwrap_or_default()),
            _ => (is_sold, known.or(as_planned).unwrap_or((record.total, Decimal::ZERO))),
        };
        let currency =
            invoice.as_ref().map_or_else(|| record.currency.clone(), |own| own.currency.clone());
        let number = record.number.clone();
        Some(Sale {
            order: record.order_id,
            orders: self
                .members
                .get(&record.order_id)
                .cloned()
                .unwrap_or_else(|| vec![number.clone()]),
            number,
            date: booking.map_or(record.placed_on, |own| own.booked_on),
            currency,
            invoice,
            total,
            tax,
            is_sold,
            edits,
            standing,
        })
    }

    /// Notes the orders of summaries, and how they have changed since these were decided.
    pub(super) fn note_members(&mut self, records: &[OrderRecord]) {
        for record in records {
            let Some(summary) = record.summary else { continue };
            self.members.entry(summary).or_default().push(record.number.clone());
            let edit = self.edited(record);
            self.edits.entry(summary).or_default().extend(edit);
        }
    }

    /// How the shop now shows an order in a summary, beside what is booked of it.
    fn edited(&self, record: &OrderRecord) -> Vec<Edit> {
        let booking = record.booking.as_ref();
        let plan: Option<Invoice> = booking.and_then(|own| serde_json::from_str(&own.plan).ok());
        let order: Option<Order> = serde_json::from_str(&record.snapshot).ok().flatten();
        let (Some(plan), Some(order)) = (plan, order) else { return Vec::new() };
        let now = plan.charged(order.total_price, order.total_tax);
        let taken_back = || Edit::Placed(Position::default().less(&Position::of([&plan])));
        let found = match record.state {
            // What the shop shows since is accounted for by credit invoices and corrections.
            _ if is_accounted(record) => return Vec::new(),
            State::Changed | State::Ignored => changed(record, &plan, Some(now)),
            _ => None,
        };
        match found {
            Some(Changed::Gone) => vec![taken_back()],
            Some(Changed::Edited(edits)) => edits,
            None if !self.is_sold(&order) => vec![taken_back()],
            None => self.not_compared(&plan, &order, now).into_iter().collect(),
        }
    }

    /// The same of one that was not compared yet.
    fn not_compared(&self, plan: &Invoice, order: &Order, now: Money) -> Option<Edit> {
        if fingerprint(order) == plan.fingerprint {
            return None;
        }
        let was = Position::of([plan]);
        let unplaced = || Edit::Unplaced(now - plan.total);
        let decided = self.undecided(order).map(|now| Position::of([&now]).less(&was));
        match decided {
            Some(parts) if parts.is_empty() => None,
            decided => Some(decided.map_or_else(unplaced, Edit::Placed)),
        }
    }

    /// A correction is a sale of its own, from the moment on which it may be in Moneybird.
    fn correction(&self, record: &OrderRecord) -> Option<Sale> {
        let plan = record.booking.as_ref().map(|own| own.plan.as_str());
        let invoice: Invoice = serde_json::from_str(plan?).ok()?;
        Some(Sale {
            order: record.order_id,
            orders: vec![record.number.clone()],
            number: record.number.clone(),
            date: invoice.date,
            currency: invoice.currency.clone(),
            total: invoice.shop_total(),
            tax: invoice.vat_total.decimal(),
            is_sold: true,
            edits: Vec::new(),
            standing: self.standing(record)?,
            invoice: Some(invoice),
        })
    }

    fn standing(&self, record: &OrderRecord) -> Option<Standing> {
        let invoice = record.booking.as_ref().and_then(|own| own.invoice_id.clone());
        match record.state {
            State::Waiting => None,
            State::Ready | State::Booking => Some(Standing::Underway(invoice)),
            State::Refused => Some(self.stopped(record, invoice)),
            State::Booked | State::Changed => Some(Standing::Booked(invoice?)),
            State::Ignored => Some(Standing::Stopped {
                code: "ignored".to_owned(),
                message: record.why.clone().unwrap_or_default(),
                invoice,
            }),
        }
    }

    fn stopped(&self, record: &OrderRecord, invoice: Option<String>) -> Standing {
        let code = record.code.clone().unwrap_or_default();
        let refusal = crate::refusal(record.refusal.as_deref());
        let language = self.service.language();
        let message = refusal.map(|refusal| refusal.message(language)).unwrap_or_default();
        Standing::Stopped { code, message, invoice }
    }

    /// Whether the shop shows an order in a chosen status and, where that is asked, paid.
    fn is_sold(&self, order: &Order) -> bool {
        self.settings.as_ref().is_none_or(|settings| {
            let chosen = &settings.orders.statuses;
            let is_chosen = order.status.is_some_and(|status| chosen.contains(&status));
            is_chosen && (order.paid || !settings.orders.paid_only)
        })
    }

    /// What an order that was never planned would become, to place its amounts.
    fn undecided(&self, order: &Order) -> Option<Invoice> {
        let settings = self.settings.as_ref()?;
        let mapped = Administration::as_mapped(settings, self.currency.as_str());
        decide(order, &self.connection.shop_url, settings, &mapped).ok()
    }
}

/// How the shop shows a booked order differently.
enum Changed {
    /// It is no sale any more, and nothing was booked besides it.
    Gone,
    /// It is another sale.
    Edited(Vec<Edit>),
}

/// Whether what the shop shows of a booked order agrees with what is booked of it.
fn is_accounted(record: &OrderRecord) -> bool {
    !record.review && (record.state == State::Booked || is_paid_later(record))
}

/// Whether all that a person was told of a booked order is that it is paid now.
fn is_paid_later(record: &OrderRecord) -> bool {
    let refusal = crate::refusal(record.refusal.as_deref());
    matches!(refusal, Some(Refusal::PaidLater { .. }))
}

/// What is known of a change: what was found when the order was compared with what is booked of it,
/// and what its total (`now`) has changed since, if a person set the change aside. What was booked
/// besides the order is a sale of its own, so only what is left of the change counts.
fn changed(record: &OrderRecord, plan: &Invoice, now: Option<Money>) -> Option<Changed> {
    let refusal = crate::refusal(record.refusal.as_deref())?;
    if matches!(refusal, Refusal::EditedUnbookable { .. }) {
        return Some(Changed::Edited(vec![Edit::Unplaced(now.unwrap_or(plan.total) - plan.total)]));
    }
    let change = refusal.change()?;
    let is_edited = matches!(refusal, Refusal::Edited { .. });
    if !is_edited && change.total_was == plan.total {
        return Some(Changed::Gone);
    }
    let since = now.filter(|_| is_edited).unwrap_or(change.total_now) - change.total_now;
    let mut edits = vec![Edit::Placed(change.parts.clone())];
    if !since.is_zero() {
        edits.push(Edit::Unplaced(since));
    }
    Some(Changed::Edited(edits))
}
