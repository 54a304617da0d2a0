//! Periods in filters and reports (moneybird-api.md §1.4, §7.16).

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::refusal::Refusal;

/// Two days and everything between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Period {
    pub(super) fn holds(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The calendar year of `today`.
    pub(super) fn this_year(today: Date) -> Self {
        Self { first: today.first_of_year(), last: today.last_of_year() }
    }

    /// A period in a list's filter: a preset, or a range of months or days.
    pub(super) fn of_list(text: &str, today: Date) -> Result<Self, Refusal> {
        preset(text, today).or_else(|| range(text)).ok_or_else(|| {
            let open = text.split_once("..").is_some_and(|(a, b)| a.is_empty() != b.is_empty());
            Refusal::plain(
                400,
                if open {
                    "Period must have both a start and end date"
                } else {
                    "Period is invalid"
                },
            )
        })
    }

    /// A period of a report: whole months, at most `months` of them; this month when not given.
    pub(super) fn of_report(text: Option<&str>, today: Date, months: i32) -> Result<Self, Refusal> {
        let text = text.unwrap_or("this_month");
        let invalid = || Refusal::plain(400, "Period is invalid");
        if text.ends_with("_week") {
            return Err(invalid());
        }
        let found = preset(text, today)
            .or_else(|| range(text))
            .or_else(|| Some(Self { first: start(text)?, last: end(text)? }))
            .ok_or_else(invalid)?;
        if found.first.day() != 1 || found.last != found.last.last_of_month() {
            return Err(invalid());
        }
        if found.months() > months {
            let unit = if months == 1 { "month" } else { "months" };
            return Err(Refusal::plain(400, format!("Period cannot exceed {months} {unit}")));
        }
        Ok(found)
    }

    fn months(self) -> i32 {
        let count = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
        count(self.last) - count(self.first) + 1
    }
}

/// `this_month`, `prev_year`, …
fn preset(text: &str, today: Date) -> Option<Period> {
    let (which, unit) = text.split_once('_')?;
    let steps = match which {
        "this" => 0,
        "prev" => -1,
        "next" => 1,
        _ => return None,
    };
    let quarter = i32::from((today.month() - 1) % 3);
    let (first, length): (Date, Span) = match unit {
        "week" => {
            let days = today.weekday().since(Weekday::Monday);
            (today.checked_sub(i64::from(days).days()).ok()?, 1.week())
        }
        "month" => (today.first_of_month(), 1.month()),
        "quarter" => (today.first_of_month().checked_sub(quarter.months()).ok()?, 3.months()),
        "year" => (today.first_of_year(), 1.year()),
        _ => return None,
    };
    let first = first.checked_add(length.checked_mul(steps).ok()?).ok()?;
    let last = first.checked_add(length).ok()?.yesterday().ok()?;
    Some(Period { first, last })
}

/// `202601..202603` or `20260101..20260331`.
fn range(text: &str) -> Option<Period> {
    let (from, until) = text.split_once("..")?;
    let (first, last) = (start(from)?, end(until)?);
    (from.len() == until.len() && first <= last).then_some(Period { first, last })
}

fn start(text: &str) -> Option<Date> {
    day(text, 1)
}

fn end(text: &str) -> Option<Date> {
    let day = day(text, 1)?;
    Some(if text.len() == 6 { day.last_of_month() } else { day })
}

fn day(text: &str, fallback: i8) -> Option<Date> {
    if !matches!(text.len(), 6 | 8) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = if text.len() == 8 { text.get(6..)?.parse().ok()? } else { fallback };
    Date::new(text.get(..4)?.parse().ok()?, text.get(4..6)?.parse().ok()?, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn shown(period: Result<Period, Refusal>) -> String {
        period.map_or_else(
            |refusal| refusal.body["error"].as_str().unwrap().to_owned(),
            |period| format!("{}..{}", period.first, period.last),
        )
    }

    #[test]
    fn lists_know_presets_and_ranges() {
        let today = date(2026, 8, 21);
        for (text, expected) in [
            ("this_year", "2026-01-01..2026-12-31"),
            ("prev_year", "2025-01-01..2025-12-31"),
            ("this_quarter", "2026-07-01..2026-09-30"),
            ("next_quarter", "2026-10-01..2026-12-31"),
            ("prev_month", "2026-07-01..2026-07-31"),
            ("this_week", "2026-08-17..2026-08-23"),
            ("202601..202602", "2026-01-01..2026-02-28"),
            ("20260115..20260210", "2026-01-15..2026-02-10"),
            ("202601", "Period is invalid"),
            ("20260101..", "Period must have both a start and end date"),
            ("..20260101", "Period must have both a start and end date"),
            ("20260201..20260101", "Period is invalid"),
            ("this_decade", "Period is invalid"),
            ("", "Period is invalid"),
        ] {
            assert_eq!(shown(Period::of_list(text, today)), expected, "{text}");
        }
    }

    #[test]
    fn reports_take_whole_months_and_no_more_than_they_can() {
        let today = date(2026, 8, 21);
        for (text, months, expected) in [
            (None, 1, "2026-08-01..2026-08-31"),
            (Some("202601"), 1, "2026-01-01..2026-01-31"),
            (Some("20260101..20260131"), 1, "2026-01-01..2026-01-31"),
            (Some("202601..202612"), 12, "2026-01-01..2026-12-31"),
            (Some("202601..202602"), 1, "Period cannot exceed 1 month"),
            (Some("this_quarter"), 1, "Period cannot exceed 1 month"),
            (Some("202501..202601"), 12, "Period cannot exceed 12 months"),
            (Some("20260102..20260131"), 1, "Period is invalid"),
            (Some("this_week"), 12, "Period is invalid"),
            (Some("2026"), 12, "Period is invalid"),
        ] {
            assert_eq!(shown(Period::of_report(text, today, months)), expected, "{text:?}");
        }
    }
}
