//! The periods that can be chosen.

use std::collections::BTreeSet;

use bookkeeping::Language;
use jiff::ToSpan;
use jiff::civil::Date;
use sync::{Month, Period};

use crate::look::month;
use crate::texts::texts;

/// Months to look back. Books are kept for seven years (art. 52 AWR).
pub(super) const MONTHS: u8 = 84;

/// A link to a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) link: String,
    pub(super) is_chosen: bool,
}

/// What can be chosen beside a period: all years, and the quarters and months of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choices {
    pub(super) years: Vec<Choice>,
    pub(super) quarters: Vec<Choice>,
    pub(super) months: Vec<Choice>,
}

impl Choices {
    /// The three of them, from long to short.
    pub(super) fn lines(&self) -> [&[Choice]; 3] {
        [&self.years, &self.quarters, &self.months]
    }
}

/// What a period is called: `maart 2026`, `1e kwartaal 2026`, `2026`.
pub(super) fn name(period: Period, language: Language) -> String {
    let first = period.first_day();
    match span(period) {
        Span::Month => month(first, language),
        Span::Quarter => {
            (texts(language).closing.quarter_of)(quarter(first), &first.year().to_string())
        }
        Span::Year => first.year().to_string(),
    }
}

/// Whether there can be a statement of it: it has begun, and its books need still be there.
pub(super) fn is_within(period: Period, today: Date) -> bool {
    let oldest = today.saturating_sub(i32::from(MONTHS).months()).first_of_year();
    (oldest..=today).contains(&period.first_day())
}

/// The last month in which anything was sold.
pub(super) fn last(months: &[Month]) -> Option<Period> {
    sold(months).next_back().map(Period::month_of)
}

/// Links to all years with sales, and to the months and quarters with sales in the year of the chosen
/// period. The chosen one is there even if nothing was sold in it.
pub(super) fn choices(chosen: Period, months: &[Month], base: &str, language: Language) -> Choices {
    let year = chosen.first_day().year();
    let mut years: BTreeSet<i16> = sold(months).map(Date::year).collect();
    years.insert(year);
    let of_year = sold(months).filter(|first| first.year() == year);
    let (mut quarters, mut within) = (BTreeSet::new(), BTreeSet::new());
    for first in of_year {
        quarters.insert(quarter(first));
        within.insert(first);
    }
    match span(chosen) {
        Span::Month => drop(within.insert(chosen.first_day())),
        Span::Quarter => drop(quarters.insert(quarter(chosen.first_day()))),
        Span::Year => {}
    }
    let choice = |name: String, period: String| Choice {
        name,
        is_chosen: period == chosen.to_string(),
        link: format!("{base}/close?period={period}"),
    };
    let t = &texts(language).closing;
    let quarters =
        quarters.into_iter().map(|own| choice((t.quarter)(own), format!("{year}-Q{own}")));
    let within = within.into_iter().map(|first| {
        let name = month(first, language).split(' ').next().unwrap_or_default().to_owned();
        choice(name, Period::month_of(first).to_string())
    });
    Choices {
        years: years.into_iter().map(|own| choice(own.to_string(), own.to_string())).collect(),
        quarters: quarters.collect(),
        months: within.collect(),
    }
}

/// How long a period is.
enum Span {
    Month,
    Quarter,
    Year,
}

fn span(period: Period) -> Span {
    match period.last_day().month() - period.first_day().month() {
        0 => Span::Month,
        2 => Span::Quarter,
        _ => Span::Year,
    }
}

fn quarter(first: Date) -> i8 {
    (first.month() - 1) / 3 + 1
}

/// First days of the months in which anything was sold.
fn sold(months: &[Month]) -> impl DoubleEndedIterator<Item = Date> {
    let is_sold = |own: &&Month| !own.shop.is_zero() || !own.books.is_zero();
    months.iter().filter(is_sold).map(|own| own.first)
}

#[cfg(test)]
mod tests {
    use bookkeeping::Money;

    use super::*;

    fn months() -> Vec<Month> {
        let one = Money::exact("1.00".parse().unwrap()).unwrap();
        [("2025-12-01", one), ("2026-01-01", Money::ZERO), ("2026-02-01", one), ("2026-05-01", one)]
            .map(|(first, shop)| {
                let first = first.parse().unwrap();
                Month { first, shop, books: Money::ZERO, proven: None }
            })
            .to_vec()
    }

    fn names(choices: &[Choice]) -> Vec<(&str, bool)> {
        choices.iter().map(|own| (own.name.as_str(), own.is_chosen)).collect()
    }

    #[test]
    fn what_was_sold_can_be_chosen() {
        let chosen = last(&months()).unwrap();
        assert_eq!(chosen.to_string(), "2026-05");
        let found = choices(chosen, &months(), "/c/1", Language::Nl);
        assert_eq!(names(&found.years), [("2025", false), ("2026", false)]);
        assert_eq!(names(&found.quarters), [("kw 1", false), ("kw 2", false)]);
        assert_eq!(names(&found.months), [("februari", false), ("mei", true)]);
        assert_eq!(found.quarters[1].link, "/c/1/close?period=2026-Q2");
        let empty = choices("2024-Q3".parse().unwrap(), &months(), "/c/1", Language::En);
        assert_eq!(names(&empty.years), [("2024", false), ("2025", false), ("2026", false)]);
        assert_eq!(names(&empty.quarters), [("Q3", true)]);
        let year = choices("2026".parse().unwrap(), &months(), "/c/1", Language::En);
        assert_eq!(names(&year.years), [("2025", false), ("2026", true)]);
        assert_eq!(last(&[]), None);
    }

    #[test]
    fn periods_are_called_as_people_call_them() {
        for (period, nl, en) in [
            ("2026-03", "maart 2026", "March 2026"),
            ("2026-Q4", "4e kwartaal 2026", "Q4 2026"),
            ("2026", "2026", "2026"),
        ] {
            let period = period.parse().unwrap();
            assert_eq!(name(period, Language::Nl), nl);
            assert_eq!(name(period, Language::En), en);
        }
    }

    #[test]
    fn neither_the_future_nor_the_distant_past_is_asked_for() {
        let today = "2026-11-28".parse().unwrap();
        for (period, expected) in [
            ("2026-11", true),
            ("2026", true),
            ("2026-12", false),
            ("2027", false),
            ("2019", true),
            ("2018-12", false),
        ] {
            assert_eq!(is_within(period.parse().unwrap(), today), expected, "{period}");
        }
    }
}
