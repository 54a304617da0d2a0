//! Amounts of money: rounded here, and nowhere else in the books.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

/// The largest amount that the document allows.
const LARGEST: i64 = 1_000_000_000;

/// Rounds to cents, half away from zero (moneybird-api.md §8.1: 2.205 becomes 2.21).
#[expect(clippy::disallowed_methods, reason = "the one place where the books round")]
pub(super) fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The shortest form with at least one decimal: `100.0`, `129.95`, `-63.0` (moneybird-api.md §1.2).
pub(super) fn show(amount: Decimal) -> String {
    let short = amount.normalize();
    if short.scale() == 0 { format!("{short}.0") } else { short.to_string() }
}

/// Reads an amount from a request: a text with a dot or a comma, or a number.
pub(super) fn read(value: &Value) -> Option<Decimal> {
    let amount = match value {
        Value::Number(number) => from_text(&number.to_string()),
        Value::String(text) => from_text(text),
        _ => None,
    }?;
    (amount.abs() <= Decimal::from(LARGEST)).then_some(amount)
}

/// Reads `^-?[0-9]+[,\.]?[0-9]*$`.
pub(super) fn from_text(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) {
        return None;
    }
    text.replace(',', ".").trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn half_a_cent_goes_away_from_zero() {
        for (exact, rounded) in [("2.205", "2.21"), ("-2.205", "-2.21"), ("2.2049", "2.2")] {
            let exact: Decimal = exact.parse().unwrap();
            assert_eq!(show(cents(exact)), rounded);
        }
    }

    #[test]
    fn amounts_are_shown_in_their_shortest_form() {
        for (given, shown) in
            [("100.00", "100.0"), ("129.950", "129.95"), ("-63", "-63.0"), ("-0.00", "0.0")]
        {
            let given: Decimal = given.parse().unwrap();
            assert_eq!(show(given), shown);
        }
    }

    #[test]
    fn amounts_are_read_as_the_document_allows() {
        for (given, shown) in [
            (json!("12,50"), "12.5"),
            (json!("12."), "12.0"),
            (json!(-3), "-3.0"),
            (json!(129.95), "129.95"),
        ] {
            assert_eq!(read(&given).map(show).as_deref(), Some(shown), "{given}");
        }
        for wrong in [
            json!("1.000,00"),
            json!("+1"),
            json!("1e3"),
            json!(""),
            json!("€ 1"),
            json!(null),
            json!(1_000_000_001),
            json!(".5"),
        ] {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }
}
