//! Days and months as they are said.

use jiff::civil::Date;

use crate::Language;

const NL: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

const EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month of a day: `november`, `November`.
pub fn month_name(day: Date, language: Language) -> &'static str {
    let names = match language {
        Language::Nl => NL,
        Language::En => EN,
    };
    let place = usize::try_from(day.month() - 1).unwrap_or_default();
    names.get(place).copied().unwrap_or_default()
}

/// The month of a day with its year: `november 2026`.
pub fn said_month(day: Date, language: Language) -> String {
    format!("{} {}", month_name(day, language), day.year())
}

/// A day: `28 november 2026`.
pub fn said_day(day: Date, language: Language) -> String {
    format!("{} {}", day.day(), said_month(day, language))
}
