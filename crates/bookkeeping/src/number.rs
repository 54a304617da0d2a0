//! Whole numbers as they are said in a sentence.

use crate::Language;

/// A number with a sign between its thousands: `1.234` in Dutch, `1,234` in English.
pub fn said_number(number: u64, language: Language) -> String {
    grouped(&number.to_string(), language)
}

/// A number of orders: `1 order`, `1,234 orders`.
pub fn said_orders(number: u64, language: Language) -> String {
    let said = said_number(number, language);
    match (language, number) {
        (Language::Nl, 1) => format!("{said} bestelling"),
        (Language::Nl, _) => format!("{said} bestellingen"),
        (Language::En, 1) => format!("{said} order"),
        (Language::En, _) => format!("{said} orders"),
    }
}

/// The same of digits.
pub(crate) fn grouped(digits: &str, language: Language) -> String {
    let sign = match language {
        Language::Nl => '.',
        Language::En => ',',
    };
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(sign);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_each_language_writes_them() {
        for (number, nl, en) in [
            (0, "0 bestellingen", "0 orders"),
            (1, "1 bestelling", "1 order"),
            (999, "999 bestellingen", "999 orders"),
            (1_000, "1.000 bestellingen", "1,000 orders"),
            (12_345_678, "12.345.678 bestellingen", "12,345,678 orders"),
        ] {
            assert_eq!(said_orders(number, Language::Nl), nl);
            assert_eq!(said_orders(number, Language::En), en);
        }
    }
}
