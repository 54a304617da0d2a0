//! Stretches of days and months, as Moneybird's filters and reports want them stated.
//!
//! A list without a period silently shows this year only (moneybird-api.md §1.4), so every list of
//! this crate takes one.

use std::fmt;

use jiff::civil::Date;

use crate::Invalid;

/// The first and the last day of a stretch, both in it. Written `20260101..20261231`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    from: Date,
    to: Date,
}

impl Period {
    /// The days from `from` to `to`, both included.
    ///
    /// # Errors
    /// If `to` comes before `from`, or a year is not written in four digits.
    pub fn new(from: Date, to: Date) -> Result<Self, Invalid> {
        if to < from {
            return Err(Invalid::new("period", "ends before it begins"));
        }
        if from.year() < 1000 {
            return Err(Invalid::new("period", "begins before the year 1000"));
        }
        Ok(Self { from, to })
    }

    /// The first day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// The last day.
    pub fn to(&self) -> Date {
        self.to
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |date: Date| format!("{}{:02}{:02}", date.year(), date.month(), date.day());
        write!(f, "{}..{}", day(self.from), day(self.to))
    }
}

/// A calendar month. Written `202601`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month in which `day` lies.
    ///
    /// # Errors
    /// If the year is not written in four digits.
    pub fn of(day: Date) -> Result<Self, Invalid> {
        if day.year() < 1000 {
            return Err(Invalid::new("month", "lies before the year 1000"));
        }
        Ok(Self { first: day.first_of_month() })
    }

    /// The month's days.
    pub fn days(&self) -> Period {
        Period { from: self.first, to: self.first.last_of_month() }
    }

    fn number(self) -> i32 {
        i32::from(self.first.year()) * 12 + i32::from(self.first.month())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:02}", self.first.year(), self.first.month())
    }
}

/// One to twelve whole months in a row, which is what a report may span (moneybird-api.md §7.16).
/// Written `202601..202603`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Months {
    first: Month,
    last: Month,
}

impl Months {
    /// The months from `first` to `last`, both included.
    ///
    /// # Errors
    /// If `last` comes before `first`, or they are more than twelve.
    pub fn new(first: Month, last: Month) -> Result<Self, Invalid> {
        match last.number() - first.number() {
            0..12 => Ok(Self { first, last }),
            12.. => Err(Invalid::new("months", "are more than twelve")),
            _ => Err(Invalid::new("months", "end before they begin")),
        }
    }

    /// All their days.
    pub fn days(&self) -> Period {
        Period { from: self.first.days().from, to: self.last.days().to }
    }
}

impl From<Month> for Months {
    fn from(month: Month) -> Self {
        Self { first: month, last: month }
    }
}

impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}
