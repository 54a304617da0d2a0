//! Which invoice is which order's.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::template::{Template, key};
use super::{Elsewhere, Foreign};
use crate::closing::RateAmount;
use crate::{Money, Order};

/// By how many days an invoice may be apart from its order. A shop that begins its numbers anew has two orders
/// of one number.
const MOST_DAYS: i32 = 92;

/// An order that is said to be in the books already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its id in the shop.
    pub order: i64,
    /// Its number.
    pub number: String,
    /// The day on which it was placed.
    pub date: Date,
    /// What the shop says that it comes to, in `currency`.
    pub total: Decimal,
    /// The VAT in it or, in a shop without VAT in its prices, perhaps on top of it.
    pub tax: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Whether the shop shows it as sold: it would be booked if it were not in the books.
    pub is_sold: bool,
}

/// An invoice that we did not make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its id.
    pub id: String,
    /// Who wrote it.
    pub kind: Foreign,
    /// What it is called: its reference and, where Moneybird wrote it, its number.
    pub references: Vec<String>,
    /// Its day; a draft may have none.
    pub date: Option<Date>,
    /// ISO 4217 code.
    pub currency: String,
    /// Its total, VAT included.
    pub total: Decimal,
    /// Whether it counts in the books: it is no draft, nor an upload that nobody booked.
    pub is_booked: bool,
    /// Whether it is paid.
    pub is_paid: bool,
    /// Net and VAT per tax rate.
    pub rates: Vec<RateAmount>,
}

/// What was found for an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matched {
    /// Nothing, and nothing is to be done.
    Nothing,
    /// The invoice at this place in the list, if its VAT fits as well.
    One(usize),
    /// A person has to look at it.
    Asks(Elsewhere),
}

impl Claim {
    /// An order, and whether it would be booked.
    pub fn of(order: &Order, is_sold: bool) -> Self {
        Self {
            order: order.id,
            number: order.number.clone(),
            date: order.day(),
            total: order.total_price,
            tax: order.total_tax,
            currency: order.currency.clone(),
            is_sold,
        }
    }

    /// Whether an invoice comes to the same, in one of the two readings of the shop's total.
    pub(super) fn agrees(&self, paper: &Paper) -> bool {
        let is = |total: Decimal| Money::round(total).decimal() == paper.total;
        self.currency == paper.currency
            && (is(self.total) || is(self.total.saturating_add(self.tax)))
    }
}

impl Paper {
    /// What people call it.
    pub fn name(&self) -> &str {
        self.references.first().map_or(self.id.as_str(), String::as_str)
    }
}

/// What is found for each of these orders, in their order.
pub fn matched(claims: &[Claim], papers: &[Paper], templates: &[Template]) -> Vec<Matched> {
    let mut by_name: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for (at, paper) in papers.iter().enumerate() {
        for reference in &paper.references {
            by_name.entry(key(reference)).or_default().insert(at);
        }
    }
    let found = |claim: &Claim| -> BTreeSet<usize> {
        if claim.number.trim().is_empty() {
            return BTreeSet::new();
        }
        let names = templates.iter().map(|own| own.key(&claim.number));
        names.filter_map(|name| by_name.get(&name)).flatten().copied().collect()
    };
    let found: Vec<BTreeSet<usize>> = claims.iter().map(found).collect();
    let mut claimed: HashMap<usize, usize> = HashMap::new();
    for at in found.iter().flatten() {
        *claimed.entry(*at).or_default() += 1;
    }
    let of = |(claim, found): (&Claim, &BTreeSet<usize>)| {
        let is_shared = found.iter().any(|at| claimed.get(at).is_some_and(|number| *number > 1));
        one(claim, found, papers, is_shared)
    };
    claims.iter().zip(&found).map(of).collect()
}

fn one(claim: &Claim, found: &BTreeSet<usize>, papers: &[Paper], is_shared: bool) -> Matched {
    let mut own = found.iter().filter_map(|at| Some((*at, papers.get(*at)?)));
    let (Some((at, paper)), None) = (own.next(), own.next()) else {
        let id = |at: &usize| Some(papers.get(*at)?.id.clone());
        let invoices: Vec<String> = found.iter().filter_map(id).collect();
        return match (invoices.is_empty(), claim.is_sold) {
            (true, false) => Matched::Nothing,
            (true, true) => Matched::Asks(Elsewhere::NoInvoice),
            (false, _) => Matched::Asks(Elsewhere::Several { invoices }),
        };
    };
    let invoice = paper.id.clone();
    if is_shared {
        Matched::Asks(Elsewhere::Shared { invoice })
    } else if !claim.is_sold {
        Matched::Asks(Elsewhere::NotSold { invoice })
    } else if let Some(date) = paper.date.filter(|_| paper.is_booked) {
        dated(claim, (at, paper), date)
    } else {
        Matched::Asks(Elsewhere::Draft { invoice })
    }
}

/// What is made of the only invoice of an order, which is booked on this day.
fn dated(claim: &Claim, (at, paper): (usize, &Paper), date: Date) -> Matched {
    let invoice = paper.id.clone();
    let apart = claim.date.until(date).map_or(i32::MAX, |span| span.get_days().saturating_abs());
    if !claim.agrees(paper) {
        Matched::Asks(Elsewhere::Total {
            invoice,
            shop: claim.total,
            shop_currency: claim.currency.clone(),
            books: paper.total,
            books_currency: paper.currency.clone(),
        })
    } else if apart > MOST_DAYS {
        Matched::Asks(Elsewhere::Date { invoice, shop: claim.date, books: date })
    } else {
        Matched::One(at)
    }
}
