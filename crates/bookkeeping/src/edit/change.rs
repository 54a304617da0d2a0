//! Whether a booked order is still what it was booked as.

use serde::{Deserialize, Serialize};

use super::{Part, Position, Sold};
use crate::{Invoice, Money, Order, Refusal, Settings};

/// The status number of a cancelled order (ccvshop-api.md §2.3).
const CANCELLED: i64 = 8;

/// What is booked of an order: its invoice, and what was booked besides it since.
#[derive(Debug, Clone)]
pub struct Booked {
    /// The order itself.
    pub order: Invoice,
    /// Credit invoices of the shop.
    pub credits: Vec<Invoice>,
    /// Corrections that a person agreed to.
    pub corrections: Vec<Invoice>,
}

/// What the shop now shows of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A sale, which would be booked like this, or be refused.
    Sold(Box<Result<Invoice, Refusal>>),
    /// It is cancelled.
    Cancelled,
    /// It is not paid, and only paid orders count.
    Unpaid,
    /// Its invoice of this number is paid back, without a credit invoice.
    Reimbursed(String),
}

/// How what the shop shows differs from what is booked. Amounts of `total` and `parts` include VAT.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What is booked.
    pub was: Vec<Sold>,
    /// What it would be now.
    pub now: Vec<Sold>,
    /// What is booked, in all.
    pub total_was: Money,
    /// What it would be now, in all.
    pub total_now: Money,
    /// What a correction would book.
    pub parts: Vec<Part>,
    /// Whether a correction's money is settled as the order's was.
    pub settles: bool,
    /// Whether the shop still shows it as paid, so that nobody knows whether the money went back.
    pub still_paid: bool,
}

impl Change {
    /// What a correction would book, in all.
    pub fn total(&self) -> Money {
        self.parts.iter().map(|part| part.amount).sum()
    }
}

impl Shown {
    /// What an order is if it is no sale any more: cancelled, or unpaid where only paid ones count.
    /// Any other change of its status does not change the sale.
    pub fn gone(order: &Order, settings: &Settings) -> Option<Self> {
        if order.status == Some(CANCELLED) {
            Some(Self::Cancelled)
        } else if settings.orders.paid_only && !order.paid {
            Some(Self::Unpaid)
        } else {
            None
        }
    }
}

impl Booked {
    /// Whether the money of a correction is settled as well: only if the order's was, and if the
    /// shop says where the money is.
    fn settles(&self, order: &Order, shown: &Shown, settings: &Settings) -> bool {
        let was_settled = settings.payment.register && self.order.payment.is_some();
        was_settled
            && match shown {
                Shown::Sold(_) => order.paid,
                Shown::Cancelled => !order.paid,
                Shown::Unpaid | Shown::Reimbursed(_) => true,
            }
    }
}

/// Compares what is booked of an order with what the shop shows of it. Nothing if they agree.
///
/// The shop may or may not lower an order when it makes a credit invoice of it (ccvshop-api.md §4.1),
/// so they agree too if they do without the credit invoices.
pub fn compare(
    order: &Order,
    booked: &Booked,
    shown: &Shown,
    settings: &Settings,
) -> Option<Refusal> {
    let now = match shown {
        Shown::Sold(decided) => match decided.as_ref() {
            Ok(invoice) => Position::of([invoice]),
            Err(why) => return Some(Refusal::EditedUnbookable { why: Box::new(why.clone()) }),
        },
        Shown::Cancelled | Shown::Unpaid | Shown::Reimbursed(_) => Position::default(),
    };
    let corrected = || std::iter::once(&booked.order).chain(&booked.corrections);
    let was = Position::of(corrected().chain(&booked.credits));
    if now == was || (matches!(shown, Shown::Sold(_)) && now == Position::of(corrected())) {
        return None;
    }
    let change = Box::new(Change {
        was: was.sold(),
        now: now.sold(),
        total_was: was.total(),
        total_now: now.total(),
        parts: now.less(&was),
        settles: booked.settles(order, shown, settings),
        still_paid: order.paid,
    });
    Some(match shown {
        Shown::Sold(_) => Refusal::Edited { change },
        Shown::Cancelled => Refusal::Cancelled { change },
        Shown::Unpaid => Refusal::Unpaid { change },
        Shown::Reimbursed(invoice) => Refusal::Reimbursed { invoice: invoice.clone(), change },
    })
}

impl Refusal {
    /// How a booked order was changed, if this says so and a correction can make up for it.
    pub fn change(&self) -> Option<&Change> {
        match self {
            Self::Edited { change }
            | Self::Cancelled { change }
            | Self::Unpaid { change }
            | Self::Reimbursed { change, .. } => Some(change),
            _ => None,
        }
    }
}
