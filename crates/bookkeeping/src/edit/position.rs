//! Amounts by the place in the books where they are or belong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Country, Invoice, Money, Percentage, VatCase};

/// Where an amount is booked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The VAT case.
    pub case: VatCase,
    /// Where the goods went.
    pub country: Country,
    /// What was charged.
    pub percentage: Percentage,
    /// Id of the tax rate.
    pub tax_rate: String,
    /// Id of the ledger account.
    pub ledger: String,
}

/// An amount at its place, VAT included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where.
    pub place: Place,
    /// How much.
    pub amount: Money,
}

/// What was sold of one VAT case, country and percentage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sold {
    /// The VAT case.
    pub case: VatCase,
    /// Where the goods went.
    pub country: Country,
    /// What was charged.
    pub percentage: Percentage,
    /// Amount without VAT.
    pub net: Money,
    /// The VAT, rounded once over all of it.
    pub vat: Money,
}

/// All amounts of one order, VAT included. Places where they come to nothing do not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    parts: BTreeMap<Place, Money>,
}

impl Position {
    /// What invoices come to together.
    pub fn of<'a>(invoices: impl IntoIterator<Item = &'a Invoice>) -> Self {
        let mut all = Self::default();
        for line in invoices.into_iter().flat_map(|invoice| &invoice.lines) {
            let place = Place {
                case: line.case,
                country: line.country,
                percentage: line.percentage,
                tax_rate: line.tax_rate.clone(),
                ledger: line.ledger.clone(),
            };
            *all.parts.entry(place).or_default() += line.total;
        }
        all.parts.retain(|_, amount| !amount.is_zero());
        all
    }

    /// This less another, place by place.
    pub fn less(&self, other: &Self) -> Vec<Part> {
        let mut rest = self.parts.clone();
        for (place, amount) in &other.parts {
            *rest.entry(place.clone()).or_default() -= *amount;
        }
        rest.retain(|_, amount| !amount.is_zero());
        rest.into_iter().map(|(place, amount)| Part { place, amount }).collect()
    }

    /// Amounts per case, country and percentage, whatever account they are on.
    pub(crate) fn by_rate(&self) -> BTreeMap<(VatCase, Country, Percentage), Money> {
        let mut rates: BTreeMap<_, Money> = BTreeMap::new();
        for (place, amount) in &self.parts {
            *rates.entry((place.case, place.country, place.percentage)).or_default() += *amount;
        }
        rates
    }

    /// The sum.
    pub fn total(&self) -> Money {
        self.parts.values().copied().sum()
    }

    /// Net and VAT per case, country and percentage.
    pub fn sold(&self) -> Vec<Sold> {
        let parts = self.parts.iter();
        sold(parts.map(|(place, amount)| (place, *amount)))
    }
}

/// Net and VAT per case, country and percentage, of amounts in the order of their places.
pub(crate) fn sold<'a>(parts: impl Iterator<Item = (&'a Place, Money)>) -> Vec<Sold> {
    let mut found: Vec<Sold> = Vec::new();
    for (place, amount) in parts {
        let key = (place.case, place.country, place.percentage);
        match found.last_mut() {
            Some(last) if (last.case, last.country, last.percentage) == key => last.net += amount,
            _ => found.push(Sold {
                case: place.case,
                country: place.country,
                percentage: place.percentage,
                net: amount,
                vat: Money::ZERO,
            }),
        }
    }
    for own in &mut found {
        own.vat = own.net.vat_inside(own.percentage.decimal());
        own.net -= own.vat;
    }
    found
}
