//! Days and instants as they are said, in the time of Amsterdam.

use bookkeeping::{Language, amsterdam_day, month_name};
pub(crate) use bookkeeping::{said_day as day, said_month as month};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// `nov`: a month under a bar.
pub(crate) fn short_month(date: Date, language: Language) -> String {
    match (language, date.month()) {
        (Language::Nl, 3) => "mrt".to_owned(),
        _ => month_name(date, language).chars().take(3).collect(),
    }
}

/// `14:30`
pub(crate) fn clock(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime("%H:%M").to_string()
}

/// The same for what will be around then: today has no name.
pub(crate) fn around(at: Timestamp, now: Timestamp, language: Language) -> String {
    if amsterdam_day(at) == amsterdam_day(now) { clock(at) } else { moment(at, now, language) }
}

/// `vandaag 14:30`, `gisteren 9:05`, or the day and the time.
pub(crate) fn moment(at: Timestamp, now: Timestamp, language: Language) -> String {
    let (own, today) = (amsterdam_day(at), amsterdam_day(now));
    let time = clock(at);
    let word = match (language, own) {
        (Language::Nl, own) if own == today => Some("vandaag"),
        (Language::En, own) if own == today => Some("today"),
        (Language::Nl, own) if today.yesterday().is_ok_and(|day| day == own) => Some("gisteren"),
        (Language::En, own) if today.yesterday().is_ok_and(|day| day == own) => Some("yesterday"),
        (Language::Nl, own) if today.tomorrow().is_ok_and(|day| day == own) => Some("morgen"),
        (Language::En, own) if today.tomorrow().is_ok_and(|day| day == own) => Some("tomorrow"),
        _ => None,
    };
    match (word, language) {
        (Some(word), _) => format!("{word} {time}"),
        (None, Language::Nl) => format!("{} om {time}", day(own, language)),
        (None, Language::En) => format!("{} at {time}", day(own, language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_said_in_amsterdam() {
        let now: Timestamp = "2026-11-28T13:30:00Z".parse().unwrap();
        for (at, nl, en) in [
            ("2026-11-28T13:30:00Z", "vandaag 14:30", "today 14:30"),
            // Half past midnight in Amsterdam is yesterday in London.
            ("2026-11-27T23:30:00Z", "vandaag 00:30", "today 00:30"),
            ("2026-11-27T22:30:00Z", "gisteren 23:30", "yesterday 23:30"),
            ("2026-11-29T06:00:00Z", "morgen 07:00", "tomorrow 07:00"),
            ("2026-07-01T10:05:00Z", "1 juli 2026 om 12:05", "1 July 2026 at 12:05"),
        ] {
            let at = at.parse().unwrap();
            assert_eq!(moment(at, now, Language::Nl), nl);
            assert_eq!(moment(at, now, Language::En), en);
        }
        let date: Date = "2026-03-31".parse().unwrap();
        assert_eq!(month(date, Language::Nl), "maart 2026");
        assert_eq!(short_month(date, Language::Nl), "mrt");
        assert_eq!(short_month(date, Language::En), "Mar");
        assert_eq!(day(date, Language::En), "31 March 2026");
    }
}
