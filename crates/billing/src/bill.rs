//! The months of one subscriber, for their own page.

use std::collections::BTreeMap;

use bookkeeping::Money;

use crate::{Event, Kind, Month, Terms, Vat, months};

/// A closed month, as far as it is about one subscriber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedMonth {
    /// The month.
    pub month: Month,
    /// Its currency.
    pub currency: String,
    /// Whether VAT is in it.
    pub vat: Vat,
    /// What was fixed; nothing if the subscriber was not in it.
    pub line: Option<(Kind, Money)>,
}

/// A month of one subscriber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// The month.
    pub month: Month,
    /// Whether it costs something.
    pub kind: Kind,
    /// What it comes to.
    pub amount: Money,
    /// In which currency.
    pub currency: String,
    /// Whether VAT is in it.
    pub vat: Vat,
    /// Whether that is fixed.
    pub is_fixed: bool,
}

/// The months of a subscriber up to and with `until`, the oldest first. What was fixed stands as it was
/// fixed, whatever is known since.
pub fn bills(history: &[Event], fixed: &[FixedMonth], terms: &Terms, until: Month) -> Vec<Bill> {
    let mut all = BTreeMap::new();
    for due in months(history, until) {
        let (kind, amount) = (due.kind, terms.amount(due.kind));
        let (currency, vat) = (terms.currency.clone(), terms.vat);
        let bill = Bill { month: due.month, kind, amount, currency, vat, is_fixed: false };
        all.insert(due.month, bill);
    }
    for own in fixed.iter().filter(|own| own.month <= until) {
        let FixedMonth { month, currency, vat, line } = own.clone();
        all.remove(&month);
        let bill = |(kind, amount)| Bill { month, kind, amount, currency, vat, is_fixed: true };
        all.extend(line.map(|line| (month, bill(line))));
    }
    all.into_values().collect()
}
