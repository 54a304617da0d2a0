//! What would become of an order that is said to be in the books.

use bookkeeping::switching::Paper;
use bookkeeping::{Invoice, Money, Order, Refusal};
use jiff::civil::Date;
use store::{OrderSummary, State};

/// One order, and what would become of it.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Its id in the shop.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// The day on which it was placed.
    pub date: Date,
    /// What it comes to: by its invoice or, where it asks, by the shop.
    pub total: Money,
    /// ISO 4217 code.
    pub currency: String,
    /// What would become of it.
    pub what: What,
    /// Whether that was done before.
    pub is_done: bool,
}

/// What would become of an order.
#[derive(Debug, Clone)]
pub enum What {
    /// It is booked, as this invoice.
    Adopt {
        /// The id of the invoice in Moneybird.
        invoice: String,
        /// What it comes to by our rules.
        plan: Box<Invoice>,
        /// Whether it is paid.
        is_paid: bool,
    },
    /// A person looks at it.
    Ask(Refusal),
}

impl Verdict {
    pub(super) fn ask(order: &Order, refusal: Refusal, known: Option<&OrderSummary>) -> Self {
        let text = serde_json::to_string(&refusal).ok();
        let is_told = |own: &OrderSummary| own.state == State::Refused && own.refusal == text;
        Self {
            id: order.id,
            number: order.number.clone(),
            date: order.day(),
            total: Money::round(order.total_price),
            currency: order.currency.clone(),
            what: What::Ask(refusal),
            is_done: known.is_some_and(is_told),
        }
    }

    pub(super) fn adopt(order: &Order, paper: &Paper, plan: Invoice, is_done: bool) -> Self {
        Self {
            id: order.id,
            number: order.number.clone(),
            date: order.day(),
            total: plan.total,
            currency: plan.currency.clone(),
            what: What::Adopt {
                invoice: paper.id.clone(),
                plan: Box::new(plan),
                is_paid: paper.is_paid,
            },
            is_done,
        }
    }

    /// What a person agrees to: the order, its invoice and how that counts, or why it is asked about.
    /// Whether it was done already makes no difference, so that what broke off can be gone on with.
    pub(super) fn line(&self) -> String {
        let (id, total) = (self.id, self.total);
        let what = match &self.what {
            What::Adopt { invoice, plan, .. } => {
                let rows = serde_json::to_string(&plan.vat).unwrap_or_default();
                format!("adopt {invoice} {} {} {rows}", plan.date, plan.reference)
            }
            What::Ask(refusal) => serde_json::to_string(refusal).unwrap_or_default(),
        };
        format!("{id} {total} {what}")
    }
}
