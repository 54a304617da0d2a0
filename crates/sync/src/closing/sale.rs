//! The orders that we know, as the statement counts them.

use std::collections::HashMap;

use bookkeeping::closing::{Sale, Standing};
use bookkeeping::edit::Change;
use bookkeeping::{
    Administration, Invoice, Money, Order, Payment, Refusal, Settings, Subject, decide,
};
use moneybird::Currency;
use rust_decimal::Decimal;
use store::{Connection, OrderRecord, State};

use crate::{Known, Period, Service};

/// Turns the orders that we know into what the statement is made of.
pub(super) struct Counter<'a> {
    pub(super) service: &'a Service,
    pub(super) connection: &'a Connection,
    /// None, if they cannot be read: then nothing is known of what makes an order sold.
    pub(super) settings: Option<Settings>,
    pub(super) currency: &'a Currency,
    /// By how much the orders of each summary have changed since it was decided.
    pub(super) edits: HashMap<i64, Money>,
    /// The numbers of the orders in each summary.
    pub(super) members: HashMap<i64, Vec<String>>,
    /// What a probe found.
    pub(super) known: Known,
    pub(super) period: Period,
}

impl Counter<'_> {
    /// An order of the period, if the shop completed it. One in a summary is counted with that; the
    /// amounts of the summary are those of its orders. One that was set aside counts only while
    /// it has an invoice, which the caller must see to.
    pub(super) fn sale(&self, record: OrderRecord) -> Option<Sale> {
        if record.summary.is_some() {
            return None;
        }
        if matches!(Subject::of_id(record.order_id), Some(Subject::Correction { .. })) {
            return self.correction(&record);
        }
        // None for an order that the shop last showed in a form that cannot be read.
        let order: Option<Order> = serde_json::from_str(&record.snapshot).ok().flatten();
        let standing = self.standing(&record)?;
        let booking = record.booking.as_ref();
        let plan: Option<Invoice> = booking.and_then(|own| serde_json::from_str(&own.plan).ok());
        let decided = plan.is_some();
        let payment = plan.as_ref().and_then(|plan| self.payment(&record, plan));
        let mut invoice = plan.or_else(|| self.undecided(order.as_ref()?));
        // What is booked tells by itself how it was rounded.
        if let Some(invoice) = invoice.as_mut().filter(|_| standing.invoice().is_none()) {
            self.known.expect(invoice);
        }
        // What the shop says now is not known when it cannot be read: then it is what was decided.
        let known = order.as_ref().map(|order| (order.total_price, order.total_tax));
        let planned = invoice.as_ref().filter(|_| decided);
        let booked = planned.map(|own| own.total);
        let planned = planned.map(|own| (own.shop_total(), own.vat_total.decimal()));
        let is_sold = order.as_ref().is_none_or(|order| self.is_sold(order));
        let (is_sold, (total, tax)) = match (record.state, planned) {
            // What the shop shows since is accounted for by credit invoices and corrections.
            (State::Booked, Some(planned)) if !record.review => (true, planned),
            (State::Changed, Some(planned)) => {
                let is_alone = |change: &Change| Some(change.total_was) == booked;
                outstanding(&record, is_sold, known, planned, is_alone)
            }
            _ => (is_sold, known.or(planned).unwrap_or((record.total, Decimal::ZERO))),
        };
        let edited = self.edits.get(&record.order_id).copied().unwrap_or_default();
        let total = total.saturating_add(edited.decimal());
        let currency = invoice.as_ref().map_or(record.currency, |own| own.currency.clone());
        let number = record.number;
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
            payment,
            standing,
        })
    }

    /// Notes the orders of summaries, and by how much they have changed since these were decided.
    pub(super) fn note_members(&mut self, records: &[OrderRecord]) {
        for record in records {
            if let Some(summary) = record.summary {
                self.members.entry(summary).or_default().push(record.number.clone());
            }
            if let (Some(summary), Some(edited)) = (record.summary, self.edited(record)) {
                *self.edits.entry(summary).or_default() += edited;
            }
        }
    }

    /// What the shop now says of a booked order, less what was decided of it.
    fn edited(&self, record: &OrderRecord) -> Option<Money> {
        let plan: Invoice = serde_json::from_str(&record.booking.as_ref()?.plan).ok()?;
        let order: Order = serde_json::from_str::<Option<Order>>(&record.snapshot).ok()??;
        let charged = if self.is_sold(&order) {
            plan.charged(order.total_price, order.total_tax)
        } else {
            Money::ZERO
        };
        Some(charged - plan.total)
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
            payment: self.payment(record, &invoice),
            standing: self.standing(record)?,
            invoice: Some(invoice),
        })
    }

    /// The payment that was made for it, if it is of the period.
    fn payment(&self, record: &OrderRecord, plan: &Invoice) -> Option<Payment> {
        let (from, to) = (self.period.first_day(), self.period.last_day());
        let payment = plan.payment.as_ref().filter(|own| (from..=to).contains(&own.date));
        record.booking.as_ref()?.payment_id.as_ref().and(payment).cloned()
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
        let refusal: Option<Refusal> =
            record.refusal.as_deref().and_then(|text| serde_json::from_str(text).ok());
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

/// Whether a changed order is still sold, and what it comes to now. What was booked besides it is a
/// sale of its own, so only what is left of the change counts here.
fn outstanding(
    record: &OrderRecord,
    is_sold: bool,
    known: Option<(Decimal, Decimal)>,
    (total, tax): (Decimal, Decimal),
    is_alone: impl Fn(&Change) -> bool,
) -> (bool, (Decimal, Decimal)) {
    let refusal: Option<Refusal> =
        record.refusal.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let is_edited = matches!(refusal, Some(Refusal::Edited { .. }));
    match refusal.as_ref().and_then(Refusal::change) {
        None => (is_sold, known.unwrap_or((total, tax))),
        Some(change) if !is_edited && is_alone(change) => (false, (total, tax)),
        Some(change) => {
            let left = change.total_now - change.total_was;
            (true, (total.saturating_add(left.decimal()), tax))
        }
    }
}
