//! The orders that we know, as the statement counts them.

use bookkeeping::closing::{Sale, Standing};
use bookkeeping::{Administration, Invoice, Order, Refusal, Settings, decide};
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
    /// What a probe found.
    pub(super) known: Known,
    pub(super) period: Period,
}

impl Counter<'_> {
    /// An order of the period, if the shop completed it. One that was set aside counts only while
    /// it has an invoice, which the caller must see to.
    pub(super) fn sale(&self, record: OrderRecord) -> Option<Sale> {
        // None for an order that the shop last showed in a form that cannot be read.
        let order: Option<Order> = serde_json::from_str(&record.snapshot).ok().flatten();
        let standing = self.standing(&record)?;
        let booking = record.booking.as_ref();
        let plan: Option<Invoice> = booking.and_then(|own| serde_json::from_str(&own.plan).ok());
        let decided = plan.is_some();
        let is_paid = booking.is_some_and(|own| own.payment_id.is_some());
        let (from, to) = (self.period.first_day(), self.period.last_day());
        let payment = plan.as_ref().filter(|_| is_paid).and_then(|plan| plan.payment.clone());
        let payment = payment.filter(|payment| (from..=to).contains(&payment.date));
        let mut invoice = plan.or_else(|| self.undecided(order.as_ref()?));
        // What is booked tells by itself how it was rounded.
        if let Some(invoice) = invoice.as_mut().filter(|_| standing.invoice().is_none()) {
            self.known.expect(invoice);
        }
        let is_sold = order.as_ref().is_none_or(|order| self.is_sold(order));
        // What the shop says now is not known when it cannot be read: then it is what was decided.
        let known = order.as_ref().map(|order| (order.total_price, order.total_tax));
        let planned = invoice.as_ref().filter(|_| decided);
        let planned = planned.map(|own| (own.total.decimal(), own.vat_total.decimal()));
        let (total, tax) = known.or(planned).unwrap_or((record.total, Decimal::ZERO));
        let currency = invoice.as_ref().map_or(record.currency, |own| own.currency.clone());
        let number = record.number;
        Some(Sale {
            order: record.order_id,
            orders: vec![number.clone()],
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
