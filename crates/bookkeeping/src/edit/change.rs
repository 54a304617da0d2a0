//! Whether a booked order is still what it was booked as.

use serde::{Deserialize, Serialize};

use super::{Part, Position, Sold};
use crate::{Invoice, Money, Order, Refusal, Settings};

/// The status number of a cancelled order (ccvshop-api.md §2.3).
pub const CANCELLED: i64 = 8;

/// What is booked of an order: its invoice, and what was booked besides it since.
#[derive(Debug, Clone)]
pub struct Booked {
    /// The order itself.
    pub order: Invoice,
    /// Credit invoices of the shop.
    pub credits: Vec<Credited>,
    /// Corrections that a person agreed to.
    pub corrections: Vec<Invoice>,
}

/// A credit invoice that is booked.
#[derive(Debug, Clone)]
pub struct Credited {
    /// What it was booked as.
    pub invoice: Invoice,
    /// Whether the shop lowered the order by it as well.
    pub lowers: bool,
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
    /// The shop does not have it any more.
    Removed,
    /// Its invoice of this number is paid back, without a credit invoice.
    Reimbursed(String),
}

/// What came of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// What is booked is what the shop shows.
    Same,
    /// So it is, now that the shop has lowered the order by all credit invoices after all.
    Lowered,
    /// It is not.
    Differs(Box<Refusal>),
}

impl Compared {
    /// How they differ, if they do.
    pub fn refusal(self) -> Option<Refusal> {
        match self {
            Self::Same | Self::Lowered => None,
            Self::Differs(refusal) => Some(*refusal),
        }
    }
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
    /// What credit invoices take off what the shop shows, as it did not lower the order itself.
    #[serde(default)]
    pub credited: Money,
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
    /// An order of which nothing else is booked.
    pub fn alone(order: Invoice) -> Self {
        Self { order, credits: Vec::new(), corrections: Vec::new() }
    }

    /// The order's own invoice and all corrections.
    pub(crate) fn corrected(&self) -> impl Iterator<Item = &Invoice> {
        std::iter::once(&self.order).chain(&self.corrections)
    }

    /// All that is booked.
    pub fn position(&self) -> Position {
        Position::of(self.corrected().chain(self.credits.iter().map(|own| &own.invoice)))
    }

    /// Whether the order's fingerprint cannot tell that it is the same, as its amounts were lowered.
    fn has_lowered(&self) -> bool {
        self.credits.iter().any(|own| own.lowers)
    }

    /// What the shop shows of the order if it was not edited since.
    fn expected(&self) -> Position {
        let lowering = self.credits.iter().filter(|own| own.lowers);
        Position::of(self.corrected().chain(lowering.map(|own| &own.invoice)))
    }

    /// Whether the shop shows the order as it did when it was last booked or corrected, going by
    /// its [`fingerprint`](super::fingerprint()). Never where a credit invoice lowered it: then its
    /// amounts must tell.
    pub fn is_as_booked(&self, fingerprint: &str) -> bool {
        let newest = self.corrections.last().unwrap_or(&self.order);
        newest.fingerprint == fingerprint && !self.has_lowered()
    }

    /// Whether the money of a correction is settled as well: only if the order's was, and if the
    /// shop says where the money is.
    fn settles(&self, order: &Order, shown: &Shown, settings: &Settings) -> bool {
        let was_settled = settings.payment.register && self.order.payment.is_some();
        was_settled
            && match shown {
                Shown::Sold(_) => order.paid,
                Shown::Cancelled => !order.paid,
                Shown::Removed => false,
                Shown::Unpaid | Shown::Reimbursed(_) => true,
            }
    }
}

/// Compares what is booked of an order with what the shop shows of it.
///
/// The shop may or may not lower an order when it makes a credit invoice of it (ccvshop-api.md §4.1),
/// and may do so later than it makes that. What a correction books is how the order differs from what
/// it showed when the books last agreed with it: a credit invoice that did not lower it stays booked.
pub fn compare(order: &Order, booked: &Booked, shown: &Shown, settings: &Settings) -> Compared {
    let now = match shown {
        Shown::Sold(decided) => match decided.as_ref() {
            Ok(invoice) => Position::of([invoice]),
            Err(why) => {
                let why = Box::new(why.clone());
                return Compared::Differs(Box::new(Refusal::EditedUnbookable { why }));
            }
        },
        Shown::Cancelled | Shown::Unpaid | Shown::Removed | Shown::Reimbursed(_) => {
            Position::default()
        }
    };
    let was = booked.position();
    let is_sold = matches!(shown, Shown::Sold(_));
    let expected = if is_sold { booked.expected() } else { was.clone() };
    let agrees = |one: &Position| {
        now == *one || (is_sold && booked.has_lowered() && now.sold() == one.sold())
    };
    if agrees(&expected) {
        return Compared::Same;
    }
    if agrees(&was) {
        return Compared::Lowered;
    }
    let change = Box::new(Change {
        was: was.sold(),
        now: now.sold(),
        total_was: was.total(),
        total_now: now.total(),
        credited: expected.total() - was.total(),
        parts: now.less(&expected),
        settles: booked.settles(order, shown, settings),
        still_paid: order.paid,
    });
    Compared::Differs(Box::new(match shown {
        Shown::Sold(_) => Refusal::Edited { change },
        Shown::Cancelled => Refusal::Cancelled { change },
        Shown::Unpaid => Refusal::Unpaid { change },
        Shown::Removed => Refusal::Removed { change },
        Shown::Reimbursed(invoice) => Refusal::Reimbursed { invoice: invoice.clone(), change },
    }))
}

impl Refusal {
    /// How a booked order was changed, if this says so and a correction can make up for it.
    pub fn change(&self) -> Option<&Change> {
        match self {
            Self::Edited { change }
            | Self::Cancelled { change }
            | Self::Unpaid { change }
            | Self::Removed { change }
            | Self::Reimbursed { change, .. } => Some(change),
            _ => None,
        }
    }
}
