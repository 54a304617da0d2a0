//! Days and moments as Moneybird reads and writes them (moneybird-api.md §1.2).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The instant of a request and the day it falls on in the administration's time zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub(super) now: Timestamp,
    pub(super) today: Date,
}

impl Moment {
    pub(super) fn at(now: Timestamp) -> Self {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
        Self { now, today: now.to_zoned(zone).date() }
    }
}

/// `2026-08-21T13:49:27.258Z`.
pub(super) fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Reads `2026-08-21`, `2026-8-21`, or the day part of a full timestamp.
pub(super) fn parse(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next()?;
    let mut parts = day.split('-');
    let year = number(parts.next()?, 4)?;
    let month = i8::try_from(number(parts.next()?, 2)?).ok()?;
    let date = i8::try_from(number(parts.next()?, 2)?).ok()?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month, date).ok()
}

fn number(text: &str, most: usize) -> Option<i16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && text.len() <= most).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_loosely() {
        assert_eq!(parse("2026-08-21"), Some(date(2026, 8, 21)));
        assert_eq!(parse("2017-6-30"), Some(date(2017, 6, 30)));
        assert_eq!(parse("2026-08-21T13:49:21.293Z"), Some(date(2026, 8, 21)));
        for wrong in ["", "21-08-2026", "2026-02-30", "2026-08", "2026-08-21-1", "tomorrow"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_starts_at_midnight_in_amsterdam() {
        let late: Timestamp = "2026-08-20T22:30:00Z".parse().unwrap();
        assert_eq!(Moment::at(late).today, date(2026, 8, 21));
        assert_eq!(stamp(late), "2026-08-20T22:30:00.000Z");
    }
}
