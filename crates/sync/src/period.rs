//! The period of a closing statement.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

/// A month (`2026-03`), a quarter (`2026-Q1`) or a year (`2026`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    first: Date,
    months: i8,
}

impl Period {
    /// The first day.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.first.saturating_add((i32::from(self.months) - 1).months()).last_of_month()
    }

    /// The month in which a day lies.
    pub fn month_of(day: Date) -> Self {
        Self { first: day.first_of_month(), months: 1 }
    }

    /// The months up to this day whose VAT return may still be to be made, the oldest first: those of
    /// the quarter, and in its first month those of the quarter before, whose return is due by the end
    /// of it (art. 19 AWR; art. 14 Wet OB 1968). Who declares by the month is done with them sooner.
    pub(crate) fn open_months(day: Date) -> Vec<Self> {
        let into_quarter = (day.month() - 1) % 3;
        let before = if into_quarter == 0 { 3 } else { into_quarter };
        let this = day.first_of_month();
        (0..=before).rev().map(|ago| Self::month_of(this.saturating_sub(ago.months()))).collect()
    }

    /// From this period's first day to another's last.
    pub(crate) fn until(self, last: Self) -> Self {
        let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
        let months = month(last.last_day()) - month(self.first) + 1;
        Self { first: self.first, months: i8::try_from(months).unwrap_or(i8::MAX) }
    }

    /// Whether a day lies in it.
    pub(crate) fn holds(self, day: Date) -> bool {
        (self.first_day()..=self.last_day()).contains(&day)
    }

    /// The first days of its months.
    pub(crate) fn months(self) -> impl Iterator<Item = Date> {
        (0..self.months).map(move |number| self.first.saturating_add(i32::from(number).months()))
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("'{text}' is not a month (2026-03), a quarter (2026-Q1) or a year (2026)");
        let (year, part) =
            text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let year: i16 = year.parse().ok().filter(|_| year.len() == 4).ok_or_else(wrong)?;
        let (month, months) = match part {
            None => (1, 12),
            Some("Q1" | "q1") => (1, 3),
            Some("Q2" | "q2") => (4, 3),
            Some("Q3" | "q3") => (7, 3),
            Some("Q4" | "q4") => (10, 3),
            Some(month) if month.len() == 2 => (month.parse().map_err(|_| wrong())?, 1),
            Some(_) => return Err(wrong()),
        };
        let first =
            Date::new(year, month, 1).ok().filter(|day| day.year() >= 1000).ok_or_else(wrong)?;
        Ok(Self { first, months })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.months {
            12 => write!(f, "{year}"),
            3 => write!(f, "{year}-Q{}", month / 3 + 1),
            _ => write!(f, "{year}-{month:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_and_write_the_same() {
        for (text, first, last, months) in [
            ("2026-02", "2026-02-01", "2026-02-28", 1),
            ("2024-02", "2024-02-01", "2024-02-29", 1),
            ("2026-Q4", "2026-10-01", "2026-12-31", 3),
            ("2026", "2026-01-01", "2026-12-31", 12),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), text);
            assert_eq!(period.first_day().to_string(), first);
            assert_eq!(period.last_day().to_string(), last);
            assert_eq!(period.months().count(), months);
        }
    }

    #[test]
    fn months_in_a_row_are_a_period() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        for (first, last, days) in [
            ("2026-11", "2026-11", ("2026-11-01", "2026-11-30")),
            ("2025-10", "2026-01", ("2025-10-01", "2026-01-31")),
            ("2026-Q1", "2026-Q2", ("2026-01-01", "2026-06-30")),
        ] {
            let whole = period(first).until(period(last));
            let (from, to) = (days.0.parse().unwrap(), days.1.parse().unwrap());
            assert_eq!((whole.first_day(), whole.last_day()), (from, to));
            assert!(whole.holds(from) && whole.holds(to));
            assert!(
                !whole.holds(from.yesterday().unwrap()) && !whole.holds(to.tomorrow().unwrap())
            );
        }
    }

    #[test]
    fn the_q_may_be_small() {
        assert_eq!("2026-q1".parse::<Period>(), "2026-Q1".parse());
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "26", "2026-13", "2026-0", "2026-q5", "2026-03-01", "x", "2026-1", "0001"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_whose_return_may_be_open() {
        for (day, months) in [
            ("2026-10-01", vec!["2026-07", "2026-08", "2026-09", "2026-10"]),
            ("2026-11-30", vec!["2026-10", "2026-11"]),
            ("2026-12-31", vec!["2026-10", "2026-11", "2026-12"]),
            ("2026-01-15", vec!["2025-10", "2025-11", "2025-12", "2026-01"]),
            ("2026-02-01", vec!["2026-01", "2026-02"]),
        ] {
            let open = Period::open_months(day.parse().unwrap());
            assert_eq!(open.iter().map(Period::to_string).collect::<Vec<_>>(), months, "{day}");
        }
    }
}
