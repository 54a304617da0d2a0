//! Amounts by the place in the books where they are or belong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Country, Invoice, Line, Money, Percentage, VatCase};

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

/// What decides the VAT of an amount: the case, the country and the percentage.
pub(crate) type Rate = (VatCase, Country, Percentage);

/// All amounts of one order, VAT included. Places where they come to nothing do not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    parts: BTreeMap<Place, Money>,
}

impl Position {
    /// What invoices come to together.
    pub fn of<'a>(invoices: impl IntoIterator<Item = &'a Invoice>) -> Self {
        Self::of_lines(invoices.into_iter().flat_map(|invoice| &invoice.lines))
    }

    /// What lines come to together.
    pub(crate) fn of_lines<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let mut all = Self::default();
        for line in lines {
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
    pub(crate) fn by_rate(&self) -> BTreeMap<Rate, Money> {
        by_rate(self.places())
    }

    fn places(&self) -> impl Iterator<Item = (&Place, Money)> {
        self.parts.iter().map(|(place, amount)| (place, *amount))
    }

    /// The sum.
    pub fn total(&self) -> Money {
        self.parts.values().copied().sum()
    }

    /// Net and VAT per case, country and percentage.
    pub fn sold(&self) -> Vec<Sold> {
        sold(self.places())
    }
}

fn by_rate<'a>(parts: impl Iterator<Item = (&'a Place, Money)>) -> BTreeMap<Rate, Money> {
    let mut rates: BTreeMap<Rate, Money> = BTreeMap::new();
    for (place, amount) in parts {
        *rates.entry((place.case, place.country, place.percentage)).or_default() += amount;
    }
    rates
}

/// Net and VAT per case, country and percentage.
pub(crate) fn sold<'a>(parts: impl Iterator<Item = (&'a Place, Money)>) -> Vec<Sold> {
    let of_rate = |((case, country, percentage), amount): (Rate, Money)| {
        let vat = amount.vat_inside(percentage.decimal());
        Sold { case, country, percentage, net: amount - vat, vat }
    };
    by_rate(parts).into_iter().map(of_rate).collect()
}
