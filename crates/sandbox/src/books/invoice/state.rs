//! The states of an invoice (moneybird-api.md §8.5).

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Invoice;
use crate::books::day::Moment;

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::books) enum InvoiceState {
    New,
    Open,
    Late,
    Paid,
}

impl InvoiceState {
    pub(in crate::books) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::Late => "late",
            Self::Paid => "paid",
        }
    }
}

impl Invoice {
    /// What was paid.
    pub(in crate::books) fn paid(&self) -> Decimal {
        self.payments.iter().map(|payment| payment.price).sum()
    }

    /// Finds the state anew after a change. `total` is with VAT.
    ///
    /// An invoice of nothing stays open until somebody pays nothing on it. Lateness is the daily
    /// job's to find; a change only keeps it, or brings it back when a payment goes away.
    pub(in crate::books) fn settle(&mut self, total: Decimal, moment: Moment) {
        let next = if self.covers(total) {
            InvoiceState::Paid
        } else if self.lines.is_empty() {
            InvoiceState::New
        } else if self.overdue(moment.today)
            && matches!(self.state, InvoiceState::Late | InvoiceState::Paid)
        {
            InvoiceState::Late
        } else {
            InvoiceState::Open
        };
        let last = self.payments.iter().map(|payment| payment.date).max();
        self.paid_at = last.filter(|_| next == InvoiceState::Paid);
        self.enter(next, moment);
    }

    /// The daily job: what should have been paid before today is late.
    pub(in crate::books) fn age(&mut self, moment: Moment) {
        if self.state == InvoiceState::Open && self.overdue(moment.today) {
            self.enter(InvoiceState::Late, moment);
        }
    }

    fn enter(&mut self, next: InvoiceState, moment: Moment) {
        if self.state != next {
            self.state = next;
            let action = format!("external_sales_invoice_state_changed_to_{}", next.name());
            self.history.note(action, moment.now);
        }
    }

    fn covers(&self, total: Decimal) -> bool {
        let paid = self.paid();
        !self.payments.is_empty()
            && match total.cmp(&Decimal::ZERO) {
                std::cmp::Ordering::Greater => paid >= total,
                std::cmp::Ordering::Less => paid <= total,
                std::cmp::Ordering::Equal => paid.is_zero(),
            }
    }

    fn overdue(&self, today: Date) -> bool {
        self.due_date.is_some_and(|due| due < today)
    }
}
