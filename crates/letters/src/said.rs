//! Amounts, months and days as they are said.

use bookkeeping::{Language, Money};
use jiff::civil::Date;

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

/// `€ 1.234,56` in Dutch, `€1,234.56` in English; other currencies by their code.
pub(crate) fn amount(own: Money, currency: &str, language: Language) -> String {
    let digits = own.said(language);
    match (currency, language) {
        ("EUR", Language::Nl) => format!("\u{20ac}\u{a0}{digits}"),
        ("EUR", Language::En) => match digits.strip_prefix('-') {
            Some(digits) => format!("-\u{20ac}{digits}"),
            None => format!("\u{20ac}{digits}"),
        },
        (other, _) => format!("{other}\u{a0}{digits}"),
    }
}

/// `oktober 2026`
pub(crate) fn month(own: Date, language: Language) -> String {
    let names = match language {
        Language::Nl => NL,
        Language::En => EN,
    };
    let place = usize::try_from(own.month() - 1).unwrap_or_default();
    format!("{} {}", names.get(place).copied().unwrap_or_default(), own.year())
}

/// `31 oktober 2026`
pub(crate) fn day(own: Date, language: Language) -> String {
    format!("{} {}", own.day(), month(own, language))
}
