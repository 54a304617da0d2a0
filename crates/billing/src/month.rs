//! Calendar months, as the clocks in Amsterdam have them.

use std::fmt;
use std::str::FromStr;

use bookkeeping::amsterdam_day;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// A calendar month in Europe/Amsterdam: `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(Date);

/// The text is not a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAMonth(String);

impl Month {
    /// The month in which an instant falls.
    pub fn of(instant: Timestamp) -> Self {
        Self(amsterdam_day(instant).first_of_month())
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.0
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.0.last_of_month()
    }

    /// The month after it; none after the last that a calendar has.
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1.month()).ok().map(Self)
    }

    /// Whether it is over.
    pub fn is_over(self, now: Timestamp) -> bool {
        self < Self::of(now)
    }

    /// This month and those after it, up to and with `last`.
    pub(crate) fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |own| own.next()).take_while(move |own| *own <= last)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let read = || {
            let (year, month) = text.split_once('-')?;
            let is_whole = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
            let is_written = year.len() == 4 && month.len() == 2;
            let is_month = is_written && is_whole(year) && is_whole(month);
            let (year, month) = (year.parse().ok()?, month.parse().ok()?);
            Date::new(year, month, 1).ok().filter(|day| is_month && day.year() >= 1000)
        };
        read().map(Self).ok_or_else(|| NotAMonth(text.to_owned()))
    }
}

impl fmt::Display for NotAMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not a month, such as 2026-03", self.0)
    }
}

impl std::error::Error for NotAMonth {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_read_and_write_the_same() {
        for (text, first, last, next) in [
            ("2026-02", "2026-02-01", "2026-02-28", Some("2026-03")),
            ("2024-02", "2024-02-01", "2024-02-29", Some("2024-03")),
            ("2026-12", "2026-12-01", "2026-12-31", Some("2027-01")),
            ("9999-12", "9999-12-01", "9999-12-31", None),
        ] {
            let month: Month = text.parse().unwrap();
            assert_eq!(month.to_string(), text);
            assert_eq!((month.first_day().to_string(), month.last_day().to_string()), {
                (first.to_owned(), last.to_owned())
            });
            assert_eq!(month.next().map(|own| own.to_string()).as_deref(), next);
        }
        for text in ["", "2026", "2026-13", "2026-00", "2026-3", "26-03", "+026-03", "2026-Q1"] {
            let error = text.parse::<Month>().unwrap_err();
            assert_eq!(error.to_string(), format!("'{text}' is not a month, such as 2026-03"));
        }
        let last: Month = "9999-12".parse().unwrap();
        assert_eq!(last.through(last).count(), 1, "it ends");
    }

    #[test]
    fn an_instant_falls_in_the_month_of_amsterdam() {
        for (at, month) in [
            // Winter: an hour ahead of UTC.
            ("2026-01-31T22:59:59.999Z", "2026-01"),
            ("2026-01-31T23:00:00Z", "2026-02"),
            ("2026-12-31T23:00:00Z", "2027-01"),
            // Summer time from 29 March to 25 October 2026: two hours.
            ("2026-03-31T21:59:59Z", "2026-03"),
            ("2026-03-31T22:00:00Z", "2026-04"),
            ("2026-10-31T22:59:59Z", "2026-10"),
            ("2026-10-31T23:00:00Z", "2026-11"),
            ("2024-02-29T22:59:59Z", "2024-02"),
            ("2024-02-29T23:00:00Z", "2024-03"),
        ] {
            assert_eq!(Month::of(at.parse().unwrap()).to_string(), month, "{at}");
        }
        let march: Month = "2026-03".parse().unwrap();
        assert!(!march.is_over("2026-03-31T21:59:59Z".parse().unwrap()));
        assert!(march.is_over("2026-03-31T22:00:00Z".parse().unwrap()));
    }
}
