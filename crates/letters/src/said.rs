//! Amounts as they are said.

use bookkeeping::{Language, Money};

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
