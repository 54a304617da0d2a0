//! The VAT rates of the member states, with the days on which they held.
//!
//! What was charged is what is booked: these rates choose nothing and refuse nothing. They only tell
//! a person that a rate was charged which that country did not have on that day (art. 93 VAT
//! Directive 2006/112/EC: the rates are those of the day of the supply).

mod table;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::{Country, Percentage};
use table::{REGIONS, STATES};

/// A rate, and the days on which it held.
#[derive(Debug, Clone, Copy)]
struct Rate {
    /// Tenths of a percent.
    tenths: i64,
    /// The first day; none if it held already when the table begins.
    from: Option<Date>,
    /// The last day; none if it still holds.
    until: Option<Date>,
}

impl Rate {
    const fn always(tenths: i64) -> Self {
        Self { tenths, from: None, until: None }
    }

    const fn from(self, from: Date) -> Self {
        Self { from: Some(from), ..self }
    }

    const fn until(self, until: Date) -> Self {
        Self { until: Some(until), ..self }
    }

    fn held_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    fn percentage(&self) -> Decimal {
        Decimal::new(self.tenths, 1)
    }
}

/// Whether goods sent to this postcode could be taxed at this percentage on this day. `None` where
/// that is not known here: outside the Union, and on days before the table begins (2015; for the
/// Netherlands 2001).
pub fn was_valid(
    country: Country,
    postcode: &str,
    percentage: Percentage,
    day: Date,
) -> Option<bool> {
    let mut known = held(country, postcode, day)?;
    Some(known.any(|rate| rate.percentage() == percentage.decimal()))
}

/// The percentages of a country on a day, the highest first, without those of its regions. Empty
/// where they are not known here.
pub fn on(country: Country, day: Date) -> Vec<Percentage> {
    let known = held(country, "", day).into_iter().flatten();
    let mut all: Vec<Percentage> =
        known.filter_map(|rate| Percentage::new(rate.percentage())).collect();
    all.sort_unstable_by(|one, other| other.cmp(one));
    all.dedup();
    all
}

fn held(country: Country, postcode: &str, day: Date) -> Option<impl Iterator<Item = &Rate>> {
    let (_, first, rates) = STATES.iter().find(|(code, _, _)| *code == country.code())?;
    let of_region = REGIONS
        .iter()
        .filter(move |(code, starts, _)| {
            *code == country.code() && starts.iter().any(|start| country.lies_in(postcode, start))
        })
        .flat_map(|(_, _, rates)| *rates);
    let all = rates.iter().chain(of_region).filter(move |rate| rate.held_on(day));
    (*first <= day).then_some(all)
}
