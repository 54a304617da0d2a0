//! Amounts in the form of each language.

use bookkeeping::{Language, Money, Percentage};

/// The amount with its two decimals: `1.234,56` in Dutch, `1,234.56` in English. A minus stands in
/// front of it, and is the real sign for it.
pub(crate) fn amount(amount: Money, language: Language) -> String {
    amount.said(language).replace('-', "\u{2212}")
}

/// The same in a currency, by its code.
pub(crate) fn price(own: Money, currency: &str, language: Language) -> String {
    match currency {
        "EUR" => euros(own, language),
        other => format!("{other}\u{a0}{}", amount(own, language)),
    }
}

/// The same in euros. The space after the sign, which Dutch has, never breaks.
pub(crate) fn euros(own: Money, language: Language) -> String {
    let text = amount(own, language);
    let (sign, digits) = match text.strip_prefix('\u{2212}') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", text.as_str()),
    };
    match language {
        Language::Nl => format!("\u{20ac}\u{a0}{sign}{digits}"),
        Language::En => format!("{sign}\u{20ac}{digits}"),
    }
}

/// A percentage, with its sign: `5,5%` in Dutch.
pub(crate) fn percent(own: Percentage, language: Language) -> String {
    match language {
        Language::Nl => format!("{own}%").replace('.', ","),
        Language::En => format!("{own}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_form_of_their_language() {
        for (own, nl, en) in [
            ("0.00", "€\u{a0}0,00", "€0.00"),
            ("-0.05", "€\u{a0}−0,05", "−€0.05"),
            ("999.90", "€\u{a0}999,90", "€999.90"),
            ("1234.56", "€\u{a0}1.234,56", "€1,234.56"),
            ("-1234567.80", "€\u{a0}−1.234.567,80", "−€1,234,567.80"),
        ] {
            let own = Money::exact(own.parse().unwrap()).unwrap();
            assert_eq!(euros(own, Language::Nl), nl);
            assert_eq!(euros(own, Language::En), en);
        }
    }
}
