//! What would be done, before anything is.

use std::collections::BTreeMap;

use bookkeeping::Money;
use bookkeeping::switching::{Proposal, Template};
use jiff::civil::Date;

use super::{Verdict, What};

/// What would be done.
#[derive(Debug, Clone)]
pub struct AdoptionPreview {
    /// The name of exactly this, to be repeated by whoever agrees.
    pub digest: String,
    /// The id and the number of the order up to which the books are filled.
    pub up_to: (i64, String),
    /// The first day that is looked at; none for the shop's first.
    pub from: Option<Date>,
    /// How references are read.
    pub templates: Vec<Template>,
    /// Whether that is only proposed.
    pub is_proposed: bool,
    /// What else fits, the best first.
    pub proposals: Vec<Proposal>,
    /// The administration's currency, in which amounts are added up.
    pub currency: String,
    /// Orders in another currency, which count in no amount.
    pub other_currency: u64,
    /// By month of the order.
    pub months: Vec<AdoptionMonth>,
    /// Every order that is adopted or asked about, the oldest first.
    pub orders: Vec<Verdict>,
    /// Orders that are left alone: booked by us, on their way, or decided about by a person.
    pub left_alone: u64,
    /// Orders that are not sold and of which there is no invoice.
    pub unsold: u64,
    /// The ids of orders that the shop cannot show.
    pub unreadable: Vec<i64>,
    /// Later orders that have an invoice of the same amount as well: the books are filled farther, it seems.
    pub beyond: Option<Beyond>,
}

/// Later orders that another program seems to have booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond {
    /// How many.
    pub orders: u64,
    /// The number of the last of them.
    pub last: String,
}

/// One month of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdoptionMonth {
    /// Its first day.
    pub first: Date,
    /// What is adopted.
    pub adopt: AdoptionSum,
    /// What asks a person.
    pub ask: AdoptionSum,
}

/// A number of orders, and what those in the administration's currency come to, VAT included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AdoptionSum {
    /// How many.
    pub orders: u64,
    /// How much.
    pub total: Money,
}

impl AdoptionSum {
    fn add(&mut self, own: &Verdict, currency: &str) {
        self.orders += 1;
        if own.currency == currency {
            self.total += own.total;
        }
    }
}

impl AdoptionPreview {
    /// What is adopted of which Moneybird has no payment, or not all of it.
    pub fn unpaid(&self) -> AdoptionSum {
        let mut sum = AdoptionSum::default();
        for own in &self.orders {
            if matches!(own.what, What::Adopt { is_paid: false, .. }) && !own.total.is_zero() {
                sum.add(own, &self.currency);
            }
        }
        sum
    }

    /// Whether there is anything left to do.
    pub fn is_done(&self) -> bool {
        self.orders.iter().all(|own| own.is_done)
    }
}

/// What verdicts come to in this currency, by month of the order.
pub(super) fn months(verdicts: &[Verdict], currency: &str) -> Vec<AdoptionMonth> {
    let mut months: BTreeMap<Date, AdoptionMonth> = BTreeMap::new();
    for own in verdicts {
        let first = own.date.first_of_month();
        let empty = AdoptionSum::default();
        let month =
            months.entry(first).or_insert(AdoptionMonth { first, adopt: empty, ask: empty });
        match own.what {
            What::Adopt { .. } => month.adopt.add(own, currency),
            What::Ask(_) => month.ask.add(own, currency),
        }
    }
    months.into_values().collect()
}
